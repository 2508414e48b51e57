"""A list has an end: nobody on it waits any more, and it is told for how many it came to what."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.messages.bubbles import Bubble
from bot.outbox import many
from bot.outbox.dead import replay
from bot.outbox.many import Many
from models.many import Mailing, mailing_named
from models.outbox import Outgoing
from models.outcome import Sum, ended_at, how_many_are_open, sum_of
from models.people import Account
from models.words import MailingState, OutboxState, Priority
from tests.bot.outbox.crowd import SAID, Crowd
from tests.support.desk import Desk

NOBODY = "U" + "z" * 32  # LINE takes no such id


@pytest.fixture
def crowd(any_desk: Desk) -> Crowd:
    found = Crowd(any_desk)
    found.come(3)
    return found


def _end(crowd: Crowd) -> tuple[datetime | None, Sum]:
    with crowd.desk.site.house.database.read() as session:
        mailing = mailing_named(session, "test:1")
        assert mailing is not None
        return ended_at(session, mailing), sum_of(session, mailing)


def _open(crowd: Crowd) -> int:
    with crowd.desk.site.house.database.read() as session:
        return how_many_are_open(session)


def test_a_list_has_not_ended_while_somebody_waits(crowd: Crowd) -> None:
    crowd.say()
    assert _end(crowd) == (None, Sum(held=3))  # LINE is asked first
    crowd.enough_is_left()
    assert _end(crowd) == (None, Sum(waiting=3))
    assert _open(crowd) == 1


def test_a_list_has_ended_when_line_took_it_for_all(crowd: Crowd) -> None:
    crowd.say()
    crowd.send()
    sent = crowd.rows()[0]
    assert _end(crowd) == (sent.finished_at, Sum(accepted=3))
    assert _open(crowd) == 0


def test_a_list_that_has_ended_is_not_taken_back(crowd: Crowd) -> None:
    crowd.say()
    crowd.send()
    before = _end(crowd)
    with crowd.desk.site.house.database.write() as session:
        mailing = mailing_named(session, "test:1")
        assert mailing is not None
        assert many.withdraw(session, mailing, crowd.desk.now) == 0
    assert _end(crowd) == before
    assert crowd.mailing().state is MailingState.GOING


def test_whom_line_refuses_and_who_is_left_out_are_told_apart(crowd: Crowd) -> None:
    crowd.known_only_to_us("4", NOBODY)
    with crowd.desk.site.house.database.write() as session:
        session.get_one(Account, "3").blocked = True
    crowd.say()
    crowd.send_for(5)
    at, found = _end(crowd)
    assert at is not None
    assert found == Sum(accepted=2, refused=1, left_out=1)


def test_who_had_enough_that_day_keeps_a_list_open_until_tomorrow(crowd: Crowd) -> None:
    Desk(crowd.desk.site, crowd.users["1"]).push("เตือนค่ะ", Priority.UNASKED)
    crowd.desk.send_for(2)
    crowd.say()
    crowd.send()
    assert _end(crowd) == (None, Sum(accepted=2, waiting=1))
    crowd.desk.site.advance(24 * 3600)
    crowd.send()
    assert _end(crowd)[1] == Sum(accepted=3)
    assert _end(crowd)[0] is not None


def test_a_dead_request_that_is_tried_again_opens_the_list_again(crowd: Crowd) -> None:
    crowd.say()
    crowd.enough_is_left()
    crowd.desk.line(rate_500=1)
    crowd.send()
    crowd.desk.site.advance(25 * 3600)
    crowd.send()
    assert _end(crowd)[1] == Sum(refused=3)
    crowd.desk.line()
    (row,) = crowd.rows()
    with crowd.desk.site.house.database.write() as session:
        assert replay(session, row.id, crowd.desk.now)
    assert _end(crowd)[0] is None
    crowd.send()
    assert _end(crowd)[1] == Sum(accepted=3)


def test_a_list_that_is_taken_back_has_ended(crowd: Crowd) -> None:
    crowd.say()
    with crowd.desk.site.house.database.write() as session:
        mailing = session.get_one(Mailing, crowd.mailing().id)
        many.withdraw(session, mailing, crowd.desk.now)
    at, found = _end(crowd)
    assert at is not None
    assert found == Sum(left_out=3)


def test_what_goes_to_everybody_ends_with_its_one_request(crowd: Crowd) -> None:
    said = Many("test:1", [Bubble(SAID)], crowd.desk.now)
    with crowd.desk.site.house.database.write() as session:
        many.to_everybody(session, said, crowd.desk.now)
    assert _end(crowd) == (None, Sum(held=1))
    crowd.send()
    assert [row.state for row in crowd.rows()] == [OutboxState.SENT]
    assert _end(crowd) == (crowd.rows()[0].finished_at, Sum(accepted=1))


def test_a_list_of_nobody_has_ended_when_it_is_closed(crowd: Crowd) -> None:
    now = crowd.desk.now
    with crowd.desk.site.house.database.write() as session:
        mailing = many.open_list(session, Many("test:1", [Bubble(SAID)], now), now)
        assert ended_at(session, mailing) is None
        many.close(session, mailing, now)
        assert ended_at(session, mailing) == now
    assert crowd.desk.rows(Outgoing) == []
