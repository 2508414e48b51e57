"""Design §3, "Delivery": what is due to many rides along on the free reply to whoever writes."""

from __future__ import annotations

from datetime import datetime

import pytest
import sqlalchemy as sa

from bot.messages.bubbles import Bubble
from bot.outbox import holding
from bot.outbox.many import Many, add, open_list
from bot.outbox.pausing import pause
from models.consents import NUDGES, record
from models.many import Mailing
from models.outbox import Outgoing
from models.people import Whom
from models.places import District
from models.words import AddresseeState, MailingState, OutboxState, Permission, Priority
from tests.bot.outbox.crowd import SAID, Crowd
from tests.support.desk import Desk

EVENING = datetime.fromisoformat("2026-07-13T20:30:00+07:00")
A_DAY = 24 * 3600
CARRIED = (AddresseeState.CARRIED, "")


@pytest.fixture
def crowd(desk: Desk) -> Crowd:
    desk.site.control.faults(quota=500)
    crowd = Crowd(desk)
    crowd.come(3)
    return crowd


@pytest.fixture
def any_crowd(any_desk: Desk) -> Crowd:
    crowd = Crowd(any_desk)
    crowd.come(3)
    return crowd


def test_who_writes_while_a_list_is_due_gets_it_with_the_free_reply(any_crowd: Crowd) -> None:
    any_crowd.say()
    any_crowd.enough_is_left()
    _first(any_crowd).answer("ได้ค่ะ")
    _first(any_crowd).send_for(2)
    any_crowd.send()
    assert any_crowd.heard("1") == [SAID, "ได้ค่ะ"]
    assert any_crowd.requests()[0]["body"]["to"] == [any_crowd.users["2"], any_crowd.users["3"]]
    assert any_crowd.became()["1"] == CARRIED
    assert any_crowd.states() == ["carried", "sent", "sent"]


def test_a_list_that_waits_for_the_month_rides_along(any_crowd: Crowd) -> None:
    any_crowd.desk.site.control.faults(quota=0)
    any_crowd.say()
    any_crowd.send()
    assert any_crowd.mailing().state is MailingState.HELD
    _first(any_crowd).answer("ได้ค่ะ")
    _first(any_crowd).send_for(2)
    assert any_crowd.heard("1") == [SAID, "ได้ค่ะ"]
    assert any_crowd.states() == ["carried", "waiting", "waiting"]


def test_a_place_on_an_answer_that_is_replaced_rides_on_the_next(any_crowd: Crowd) -> None:
    any_crowd.say()
    any_crowd.enough_is_left()
    _first(any_crowd).answer("รูป 1", deferred=True)
    _first(any_crowd).answer("รูป 2", deferred=True)
    _first(any_crowd).send_for(4)
    any_crowd.send()
    assert any_crowd.heard("1") == [SAID, "รูป 2"]
    assert any_crowd.states() == ["carried", "sent", "sent"]
    assert len(any_crowd.rows()) == 2


def test_a_place_on_a_replaced_answer_goes_by_itself_where_nothing_may_ride(
    any_crowd: Crowd,
) -> None:
    any_crowd.say()
    any_crowd.enough_is_left()
    _first(any_crowd).answer("รูป 1", deferred=True)
    any_crowd.send()
    _first(any_crowd).answer("รูป 2", deferred=True, takes_riders=False)
    _first(any_crowd).send_for(4)
    any_crowd.send()
    assert sorted(any_crowd.heard("1")) == sorted([SAID, "รูป 2"])
    assert any_crowd.states() == ["sent"] * 3


def test_what_rode_along_counts_as_one_of_the_week(any_crowd: Crowd) -> None:
    any_crowd.say()
    any_crowd.enough_is_left()
    _first(any_crowd).answer("ได้ค่ะ")
    _first(any_crowd).send_for(2)
    for text in ("อีกวัน", "อีกสองวัน"):
        any_crowd.desk.site.advance(A_DAY)
        row = _first(any_crowd).push(text, Priority.UNASKED)
        any_crowd.send()
        assert any_crowd.desk.row(row).state is OutboxState.SENT


def test_who_had_something_unasked_that_day_gets_no_place_with_a_reply(any_crowd: Crowd) -> None:
    _first(any_crowd).push("เตือนค่ะ", Priority.UNASKED)
    any_crowd.send()
    _does_not_ride(any_crowd)


def test_a_place_does_not_ride_beside_something_unasked(crowd: Crowd) -> None:
    crowd.say()
    crowd.enough_is_left()
    _first(crowd).push("เตือนค่ะ", Priority.UNASKED)
    _first(crowd).answer("ได้ค่ะ")
    assert crowd.states() == ["waiting"] * 3


def test_nothing_to_many_rides_along_in_the_evening(crowd: Crowd) -> None:
    crowd.desk.site.clock.set_now(EVENING)
    _does_not_ride(crowd)


def test_who_said_no_to_reminders_does_not_get_them_with_a_reply(crowd: Crowd) -> None:
    with crowd.desk.site.house.database.write() as session:
        record(session, "1", None, NUDGES, 1, Permission.NO, crowd.desk.now)
    _does_not_ride(crowd)


def test_what_nobody_wants_any_more_does_not_ride(crowd: Crowd) -> None:
    context = crowd.desk.site.house.context
    object.__setattr__(context, "unwanted_by_many", lambda _s, _key, ids: dict.fromkeys(ids, "-"))
    _does_not_ride(crowd)


def test_nothing_rides_to_whoever_lives_where_it_is_paused(crowd: Crowd) -> None:
    crowd.lives_in_kap_choeng("1")
    with crowd.desk.site.house.database.write() as session:
        assert pause(session.get_one(District, "3206"), crowd.desk.now)
    _does_not_ride(crowd)


def test_an_urgent_list_goes_by_itself(crowd: Crowd) -> None:
    with crowd.desk.site.house.database.read() as session:
        officer = session.scalar(sa.text("SELECT id FROM staff LIMIT 1"))
    _does_not_ride(crowd, urgent_by=officer)


def test_what_is_held_by_hand_rides_on_nothing(crowd: Crowd) -> None:
    crowd.say()
    crowd.enough_is_left()
    with crowd.desk.site.house.database.write() as session:
        assert holding.hold_list(session, session.scalars(sa.select(Mailing)).one())
    _first(crowd).answer("ได้ค่ะ")
    assert crowd.states() == ["waiting"] * 3


def test_a_list_that_is_being_written_rides_on_nothing(crowd: Crowd) -> None:
    now = crowd.desk.now
    with crowd.desk.site.house.database.write() as session:
        mailing = open_list(session, Many("test:1", [Bubble(SAID)], now), now)
        add(session, mailing, [Whom("1", "p1")], now)
    _first(crowd).answer("ได้ค่ะ")
    assert crowd.states() == ["waiting"]


def test_a_row_that_comes_back_to_a_held_list_is_let_go_with_it(any_crowd: Crowd) -> None:
    any_crowd.desk.site.control.faults(quota=0)
    any_crowd.say()
    any_crowd.send()
    with any_crowd.desk.site.house.database.write() as session:
        row = session.scalars(sa.select(Outgoing).where(Outgoing.mailing_id.is_not(None))).one()
        assert holding.release(session, row.id, any_crowd.desk.now)
    any_crowd.send()
    any_crowd.desk.site.control.faults(quota=500)
    any_crowd.send_for(16 * 60)
    assert any_crowd.states() == ["sent"] * 3


def _first(crowd: Crowd) -> Desk:
    return Desk(crowd.desk.site, crowd.users["1"])


def _does_not_ride(crowd: Crowd, **more: str) -> None:
    crowd.say(**more)
    crowd.enough_is_left()
    _first(crowd).answer("ได้ค่ะ")
    assert crowd.states() == ["waiting"] * 3
