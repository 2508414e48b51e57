"""Rows that are dealt with by hand, and what the audit log keeps of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import FileClock
from bot.inbox import dead as inbox
from bot.outbox import dead as outbox
from commands.rows import Deal, each
from console.troubles import troubles
from models import tasks
from models.database import Database
from models.inbox import Event
from models.outbox import Outgoing
from models.staff import AuditEntry
from models.tasks import ScheduledTask
from tests.models.filling import fill

SETTLED = [
    (Event, inbox.settle, "done"),
    (Outgoing, outbox.settle, "withdrawn"),
    (ScheduledTask, tasks.settle, "dropped"),
]


def test_every_row_that_is_dealt_with_stands_in_the_audit_log(
    sqlite_database: Database, clock: FileClock
) -> None:
    def is_dead(_session: Session, number: int, _now: datetime) -> bool:
        return number != 8

    with sqlite_database.write() as session:
        assert each(session, is_dead, [7, 8, 9], "outbox.replay", clock.now()) == 2
        rows = session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id)).all()
        noted = [(row.action, row.subject, row.staff_id) for row in rows]
    assert noted == [("outbox.replay", "7", None), ("outbox.replay", "9", None)]


@pytest.mark.parametrize(("table", "settle", "end"), SETTLED)
def test_a_dead_row_that_is_settled_needs_nobody_any_more(
    sqlite_database: Database, clock: FileClock, table: Any, settle: Deal, end: str
) -> None:
    fill(sqlite_database)
    with sqlite_database.write() as session:
        session.execute(sa.update(table).values(state="dead"))
        assert settle(session, 1, clock.now())
        assert not settle(session, 1, clock.now())
        assert session.get_one(table, 1, populate_existing=True).state == end
        assert sum("--state dead" in one.said("en") for one in troubles(session, clock)) == 1
