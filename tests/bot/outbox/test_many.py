"""Design §3, "Delivery": one row is one request to at most 500 people, with what became of each."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from base.clock import FileClock
from bot.messages.bubbles import Bubble
from bot.outbox.caps import Chat, had_enough
from bot.outbox.many import Many, add, open_list, to_everybody, withdraw
from bot.outbox.pausing import pause, release_some, resume
from models.consents import NUDGES, record
from models.database import Database
from models.erasing import erase_addressee
from models.many import mailing_named, redirect_addressee
from models.outbox import Outgoing
from models.people import Account, AccountPerson, Whom
from models.places import District
from models.words import AddresseeState, OutboxState, Permission, Priority
from tests.bot.outbox.crowd import SAID, Crowd
from tests.support.desk import Desk

EVENING = datetime.fromisoformat("2026-07-13T20:30:00+07:00")
MORNING = datetime.fromisoformat("2026-07-14T07:00:30+07:00")


@pytest.fixture
def crowd(desk: Desk) -> Crowd:
    return Crowd(desk)


@pytest.fixture
def any_crowd(any_desk: Desk) -> Crowd:
    return Crowd(any_desk)


def test_all_on_a_list_hear_it_by_one_request(any_crowd: Crowd) -> None:
    any_crowd.come(5)
    any_crowd.say()
    any_crowd.send()
    (asked,) = any_crowd.requests()
    assert asked["status"] == 200
    assert [any_crowd.heard(account) for account in any_crowd.users] == [[SAID]] * 5
    assert any_crowd.states() == ["sent"] * 5
    assert [row.state for row in any_crowd.rows()] == [OutboxState.SENT]


def test_a_list_that_line_had_accepted_before_comes_once(any_crowd: Crowd) -> None:
    any_crowd.come(2)
    any_crowd.say()
    any_crowd.enough_is_left()
    any_crowd.desk.line(drop_after=1)
    any_crowd.send()
    any_crowd.desk.line()
    any_crowd.send_for(3)
    assert [one["status"] for one in any_crowd.requests()] == [None, 409]
    assert any_crowd.heard("1") == [SAID]
    assert any_crowd.states() == ["sent", "sent"]


def test_a_bad_id_stands_alone_in_the_end_and_all_others_hear_it(any_crowd: Crowd) -> None:
    any_crowd.come(3)
    any_crowd.known_only_to_us("bad", "not-an-id")
    any_crowd.come(3)
    any_crowd.say()
    any_crowd.send_for(5)
    assert any_crowd.became()["bad"][0] is AddresseeState.BAD_ID
    assert any_crowd.states().count("sent") == 6
    keys = [one["headers"]["x-line-retry-key"] for one in any_crowd.requests()]
    assert len(keys) == len(set(keys))
    assert [any_crowd.heard(account) for account in ("1", "6")] == [[SAID], [SAID]]


def test_staff_hear_of_bad_ids_once_for_a_list(crowd: Crowd) -> None:
    crowd.come(2)
    crowd.known_only_to_us("bad", "not-an-id")
    crowd.known_only_to_us("worse", "U12")
    crowd.say()
    crowd.send_for(5)
    told = [row for row in crowd.desk.rows() if row.dedupe_key.startswith("alarm:bad_id:")]
    assert len(told) == 1
    assert crowd.states().count("bad_id") == 2


def test_a_body_that_line_refuses_is_not_halved(crowd: Crowd) -> None:
    crowd.come(4)
    crowd.say()
    with crowd.desk.site.house.database.write() as session:
        session.execute(sa.update(Outgoing).values(body='[{"type":"text","text":""}]'))
    crowd.send()
    assert [row.state for row in crowd.rows()] == [OutboxState.DEAD]
    assert crowd.states() == ["dead"] * 4
    assert len(crowd.requests()) == 1


def test_who_may_not_get_it_is_left_out_with_the_reason(any_crowd: Crowd) -> None:
    any_crowd.come(5)
    any_crowd.say()
    house, now = any_crowd.desk.site.house, any_crowd.desk.now
    with house.database.write() as session:
        session.get_one(Account, "1").blocked = True
        session.get_one(Account, "2").friend = False
        record(session, "3", None, NUDGES, 1, Permission.NO, now)
        erase_addressee(session, "4", now)
    any_crowd.send()
    assert list(any_crowd.became().values()) == [
        (AddresseeState.BLOCKED, "blocked"),
        (AddresseeState.EXCLUDED, "no friend"),
        (AddresseeState.EXCLUDED, "said no: nudges"),
        (AddresseeState.WITHDRAWN, "erased"),
        (AddresseeState.SENT, ""),
    ]
    assert any_crowd.requests()[0]["body"]["to"] == [any_crowd.users["5"]]


def test_who_has_answered_meanwhile_is_left_out(crowd: Crowd) -> None:
    crowd.come(3)
    crowd.say()
    context = crowd.desk.site.house.context
    asked: list[str] = []

    def answered(_session: object, key: str, accounts: list[str]) -> dict[str, str]:
        asked.append(key)
        return {"2": "answered"} if "2" in accounts else {}

    object.__setattr__(context, "unwanted_by_many", answered)
    crowd.send()
    assert crowd.became()["2"] == (AddresseeState.WITHDRAWN, "answered")
    assert (crowd.heard("1"), crowd.heard("2")) == ([SAID], [])
    assert asked == ["test:1"]


def test_nothing_that_was_not_asked_for_goes_to_many_in_the_evening(crowd: Crowd) -> None:
    crowd.come(2)
    crowd.desk.site.clock.set_now(EVENING)
    crowd.say()
    crowd.send()
    assert crowd.requests() == []
    crowd.send_until(MORNING)
    assert crowd.states() == ["sent", "sent"]


def test_who_had_one_today_gets_the_next_tomorrow(any_crowd: Crowd) -> None:
    any_crowd.come(3)
    any_crowd.say("test:1")
    any_crowd.send()
    any_crowd.come(1)
    any_crowd.say("test:2", "อีกเรื่องค่ะ")
    any_crowd.send()
    assert any_crowd.states("test:2") == ["waiting", "waiting", "waiting", "sent"]
    assert any_crowd.became("test:2")["1"][1] == "had enough that day"
    any_crowd.send_until(MORNING)
    assert any_crowd.states("test:2") == ["sent"] * 4
    assert len(any_crowd.requests()) == 3


def test_one_push_a_day_is_counted_with_what_goes_to_many(crowd: Crowd) -> None:
    crowd.come(1)
    crowd.say()
    crowd.send()
    other = Desk(crowd.desk.site, crowd.users["1"])
    row = other.push("เตือนค่ะ", Priority.UNASKED)
    other.send()
    assert other.row(row).state is OutboxState.WAITING
    assert other.row(row).due_at > other.now + timedelta(hours=12)


def test_a_person_with_two_phones_is_one_person(any_crowd: Crowd) -> None:
    any_crowd.come(2)
    house, now = any_crowd.desk.site.house, any_crowd.desk.now
    with house.database.write() as session:
        session.add(AccountPerson(account_id="2", person_id="p1", since=now))
    Desk(any_crowd.desk.site, any_crowd.users["1"]).push("เตือนค่ะ", Priority.UNASKED)
    any_crowd.desk.send()
    with house.database.write() as session:
        chats = [Chat(f"user:{any_crowd.users['2']}", "2"), Chat("user:U0", None)]
        enough = had_enough(session, chats, 0, now, house.sender.zone)
    assert enough == {f"user:{any_crowd.users['2']}"}


def test_a_paused_district_waits_until_it_goes_on(any_crowd: Crowd) -> None:
    any_crowd.come(2)
    any_crowd.lives_in_kap_choeng("1")
    database = any_crowd.desk.site.house.database
    with database.write() as session:
        assert pause(session.get_one(District, "3206"), any_crowd.desk.now)
    any_crowd.say()
    any_crowd.send()
    assert any_crowd.states() == ["waiting", "sent"]
    with database.write() as session:
        assert resume(session.get_one(District, "3206"))
        assert release_some(session, "3206") == 1
    any_crowd.send()
    assert any_crowd.states() == ["sent", "sent"]


def test_what_is_too_late_to_be_useful_goes_to_nobody(crowd: Crowd) -> None:
    crowd.come(2)
    crowd.say(useful_until=crowd.desk.now + timedelta(minutes=5))
    crowd.desk.site.advance(600)
    crowd.send()
    assert set(crowd.became().values()) == {(AddresseeState.WITHDRAWN, "too late to be useful")}
    assert crowd.requests() == []


def test_what_is_taken_back_goes_to_nobody_more(crowd: Crowd) -> None:
    crowd.come(2)
    crowd.say()
    with crowd.desk.site.house.database.write() as session:
        mailing = mailing_named(session, "test:1")
        assert mailing is not None
        assert withdraw(session, mailing, crowd.desk.now) == 1
    crowd.send()
    assert set(crowd.became().values()) == {(AddresseeState.WITHDRAWN, "taken back")}
    assert crowd.requests() == []


def test_the_same_list_stays_on_a_key_that_may_have_arrived(crowd: Crowd) -> None:
    crowd.come(2)
    crowd.say()
    crowd.enough_is_left()
    crowd.desk.line(drop_before=1)
    crowd.send()
    crowd.desk.line()
    with crowd.desk.site.house.database.write() as session:
        session.get_one(Account, "1").blocked = True
    crowd.send_for(3)
    bodies = {json.dumps(one["body"]) for one in crowd.requests()}
    assert (len(bodies), crowd.states()) == (1, ["sent", "sent"])


def test_who_deletes_their_data_leaves_every_list_at_once(crowd: Crowd) -> None:
    crowd.come(2)
    crowd.say()
    crowd.enough_is_left()
    crowd.desk.line(drop_before=1)
    crowd.send()
    crowd.desk.line()
    with crowd.desk.site.house.database.write() as session:
        erase_addressee(session, "1", crowd.desk.now)
    crowd.send_for(3)
    assert crowd.became()["-"] == (AddresseeState.WITHDRAWN, "erased")
    assert (crowd.heard("1"), crowd.heard("2")) == ([], [SAID])


def test_a_new_phone_takes_the_place_on_a_list(crowd: Crowd) -> None:
    crowd.come(1)
    crowd.say()
    crowd.come(1)
    with crowd.desk.site.house.database.write() as session:
        redirect_addressee(session, "1", "2", crowd.desk.now)
    crowd.send()
    assert (crowd.heard("1"), crowd.heard("2")) == ([], [SAID])


def test_a_new_phone_that_is_on_the_list_already_hears_it_once(any_crowd: Crowd) -> None:
    any_crowd.come(2)
    any_crowd.say()
    with any_crowd.desk.site.house.database.write() as session:
        redirect_addressee(session, "1", "2", any_crowd.desk.now)
    any_crowd.send()
    assert (any_crowd.heard("1"), any_crowd.heard("2")) == ([], [SAID])
    assert any_crowd.became()["1"] == (AddresseeState.WITHDRAWN, "moved")


def test_everybody_who_is_a_friend_hears_what_is_said_to_everybody(any_crowd: Crowd) -> None:
    any_crowd.come(3)
    many = Many("test:all", [Bubble(SAID)], any_crowd.desk.now)
    for _ in range(2):
        with any_crowd.desk.site.house.database.write() as session:
            to_everybody(session, many, any_crowd.desk.now)
    any_crowd.send()
    assert [any_crowd.heard(account) for account in any_crowd.users] == [[SAID]] * 3
    assert len(any_crowd.desk.sends("broadcast")) == 1


def test_nobody_is_named_twice_and_no_more_than_500_at_once(
    sqlite_database: Database, clock: FileClock
) -> None:
    now = clock.now()
    with sqlite_database.write() as session:
        session.add(Account(id="1", created_at=now))
        mailing = open_list(session, Many("test:1", [Bubble(SAID)], now), now)
        assert add(session, mailing, [Whom("1"), Whom("1")], now) == 1
        assert add(session, mailing, [Whom("1")], now) == 0
        with pytest.raises(ValueError, match="500"):
            add(session, mailing, [Whom(str(number)) for number in range(501)], now)
