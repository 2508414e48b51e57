"""What is to go costs only what the free messages of its own month do not cover."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from base.clock import FileClock
from base.ids import retry_key
from bot.outbox.budget import Budget, Cost, Purse, cost_ahead, cost_of
from models.database import Database
from models.outbox import Outgoing
from models.words import OutboxKind, OutboxState, Priority

ZONE = ZoneInfo("Asia/Bangkok")
BUDGET = Budget(free=10, price=Decimal("0.10"))


@pytest.fixture
def now(any_database: Database, clock: FileClock) -> datetime:
    """This month four messages went out, the last of them an hour ago; the month before, nine."""
    now = clock.now()
    with any_database.write() as session:
        for number in range(4):
            session.add(_sent(f"this:{number}", now - timedelta(hours=4 - number)))
        for number in range(9):
            session.add(_sent(f"before:{number}", now.replace(day=1) - timedelta(days=2)))
    return now


def _sent(key: str, at: datetime) -> Outgoing:
    row = Outgoing(dedupe_key=key, retry_key=retry_key(), priority=Priority.UNASKED)
    row.kind, row.state = OutboxKind.PUSH, OutboxState.SENT
    row.created_at = row.due_at = row.finished_at = at
    return row


def test_what_went_out_this_month_leaves_fewer_free(any_database: Database, now: datetime) -> None:
    with any_database.read() as session:
        found = cost_of(session, BUDGET, 8, now, ZONE)
    assert found == Cost(messages=8, left=6, beyond=2, baht=Decimal("0.20"))


def test_a_reminder_of_next_month_is_paid_out_of_that_month(
    any_database: Database, now: datetime
) -> None:
    steps = [(now + timedelta(days=days), 8) for days in (0, 31, 62)]
    with any_database.read() as session:
        found = cost_ahead(session, BUDGET, steps, now, ZONE)
    assert found == Cost(messages=24, left=6, beyond=2, baht=Decimal("0.20"))


def test_several_steps_of_a_month_share_its_free_messages(
    any_database: Database, now: datetime
) -> None:
    steps = [(now + timedelta(days=31 + days), 8) for days in (2, 1, 0)]
    with any_database.read() as session:
        found = cost_ahead(session, BUDGET, steps, now, ZONE)
    assert (found.messages, found.beyond) == (24, 14)


def test_what_is_late_is_paid_out_of_the_month_in_which_it_goes(
    any_database: Database, now: datetime
) -> None:
    steps = [(now - timedelta(days=31), 8)]
    with any_database.read() as session:
        assert cost_ahead(session, BUDGET, steps, now, ZONE).beyond == 2


def test_what_is_past_is_free_as_far_as_the_month_reached_then(
    any_database: Database, now: datetime
) -> None:
    with any_database.read() as session:
        purse = Purse(session, BUDGET, now, ZONE)
        then = [purse.left(now - timedelta(hours=ago)) for ago in (4, 2, 0)]
    assert then == [10, 8, 6]


def test_a_month_that_is_used_up_leaves_nothing(any_database: Database, now: datetime) -> None:
    with any_database.read() as session:
        found = cost_of(session, Budget(free=3), 2, now, ZONE)
    assert (found.left, found.beyond) == (0, 2)
