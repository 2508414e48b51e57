"""Design §3: the month is looked at before a list goes out, and LINE's figures release it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.test import Client

import bootstrap
from bot.outbox.enough import Look
from models.many import ASKING_TAKES
from models.outbox import UNAUTHORIZED, stop, stops
from models.staff import Staff
from models.words import MailingState, OutboxState, Priority
from scheduler.lines import lines
from tests.bot.outbox.crowd import SAID, Crowd
from tests.support.desk import Desk

A_QUARTER = 15 * 60 + 1


@pytest.fixture
def crowd(any_desk: Desk) -> Crowd:
    found = Crowd(any_desk)
    found.come(4)
    return found


def test_a_list_for_which_too_little_is_left_is_held_before_its_first_request(
    crowd: Crowd,
) -> None:
    crowd.desk.site.control.faults(quota=3)
    crowd.say()
    crowd.send()
    mailing = crowd.mailing()
    assert mailing.state is MailingState.HELD
    assert mailing.hold_reason == "4 messages are needed, 3 are left"
    assert [row.state for row in crowd.rows()] == [OutboxState.HELD]
    assert crowd.requests() == []
    assert "lists are held" in _readyz(crowd)


def test_a_held_list_is_released_by_lines_figures(crowd: Crowd) -> None:
    crowd.desk.site.control.faults(quota=3)
    crowd.say()
    crowd.send()
    crowd.desk.site.control.faults(quota=10)
    crowd.desk.site.advance(A_QUARTER)
    crowd.send()
    assert crowd.states() == ["sent"] * 4
    assert "lists are held" not in _readyz(crowd)


def test_staff_hear_once_that_a_list_is_held(crowd: Crowd) -> None:
    crowd.desk.site.control.faults(quota=3)
    crowd.say()
    for _ in range(3):
        crowd.send()
        crowd.desk.site.advance(A_QUARTER)
    told = [row for row in crowd.desk.rows() if "mailing_held" in row.dedupe_key]
    assert len(told) == 1


def test_a_month_that_is_used_up_in_the_middle_holds_the_rest_of_the_list(crowd: Crowd) -> None:
    crowd.say()
    crowd.enough_is_left()
    crowd.desk.site.control.faults(quota=0)
    crowd.send()
    assert crowd.mailing().state is MailingState.ASKING
    crowd.desk.site.advance(A_QUARTER)
    crowd.send()
    assert crowd.mailing().state is MailingState.HELD
    crowd.desk.site.control.faults(quota=100)
    crowd.desk.site.advance(A_QUARTER)
    crowd.send()
    assert [one["status"] for one in crowd.requests()] == [429, 200]
    assert crowd.heard("1") == [SAID]


def test_two_lists_are_not_promised_the_same_messages(crowd: Crowd) -> None:
    crowd.desk.site.control.faults(quota=6)
    for number in (1, 2):
        crowd.say(f"test:{number}", priority=Priority.ASKED)
    bulk = next(line for line in crowd.desk.site.worker.lines if line.name == "bulk")
    assert bulk.once()
    assert bulk.once()
    states = [crowd.mailing(f"test:{number}").state for number in (1, 2)]
    assert states == [MailingState.GOING, MailingState.HELD]


def _readyz(crowd: Crowd) -> str:
    return Client(bootstrap.web(crowd.desk.site.settings)).get("/readyz").get_data(as_text=True)


def test_a_list_is_asked_for_by_one_worker_and_again_when_that_one_died(crowd: Crowd) -> None:
    crowd.say()
    house = crowd.desk.site.house
    look = Look(house.database, house.client, house.clock, house.context.alarm)
    assert look.due() == crowd.mailing().id
    assert look.due() is None
    crowd.desk.site.advance(ASKING_TAKES.total_seconds() + 1)
    assert look.due() == crowd.mailing().id


def test_a_list_waits_a_minute_when_line_gives_no_figures(crowd: Crowd) -> None:
    crowd.say()
    crowd.desk.line(rate_500=1)
    crowd.send()
    assert crowd.mailing().state is MailingState.ASKING
    crowd.desk.line()
    crowd.desk.site.advance(61)
    crowd.send()
    assert crowd.states() == ["sent"] * 4


def test_who_asked_before_the_clock_was_set_back_keeps_no_list(crowd: Crowd) -> None:
    crowd.say()
    house, now = crowd.desk.site.house, crowd.desk.now
    look = Look(house.database, house.client, house.clock, house.context.alarm)
    crowd.desk.site.advance(3600)
    assert look.due() == crowd.mailing().id
    crowd.desk.site.clock.set_now(now)
    assert look.due() == crowd.mailing().id


def test_a_token_that_was_refused_long_ago_keeps_no_list_for_ever(crowd: Crowd) -> None:
    """What found out is taken back meanwhile; nothing else is tried that would say otherwise."""
    now = crowd.desk.now
    with crowd.desk.site.house.database.write() as session:
        stop(session, UNAUTHORIZED, now, now + timedelta(seconds=60))
    crowd.say()
    crowd.send()
    assert crowd.requests() == []
    crowd.desk.site.advance(61)
    crowd.send()
    assert crowd.states() == ["sent"] * 4
    with crowd.desk.site.house.database.read() as session:
        assert stops(session) == {}


def _with_reserve(crowd: Crowd, **more: Any) -> MailingState:
    """38 of forty messages are kept, and four are needed."""
    crowd.desk.site.control.faults(quota=40)
    crowd.say(**more)
    house = replace(crowd.desk.site.house, reserve=95)
    assert next(line for line in lines(house) if line.name == "bulk").once()
    return crowd.mailing().state


def test_a_part_of_the_month_waits_for_urgent_news(crowd: Crowd) -> None:
    assert _with_reserve(crowd) is MailingState.HELD
    assert crowd.mailing().hold_reason == "4 messages are needed, 40 are left (38 kept)"


def test_urgent_news_may_use_what_is_kept_for_them(crowd: Crowd) -> None:
    with crowd.desk.site.house.database.read() as session:
        officer = session.scalar(sa.select(Staff.id))
    assert _with_reserve(crowd, urgent_by=officer) is MailingState.GOING
