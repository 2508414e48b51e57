"""Rows that are tried again by hand, and what the audit log keeps of it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import FileClock
from commands.rows import try_again
from models.database import Database
from models.staff import AuditEntry


def test_every_row_that_is_tried_again_stands_in_the_audit_log(
    sqlite_database: Database, clock: FileClock
) -> None:
    def is_dead(_session: Session, number: int, _now: datetime) -> bool:
        return number != 8

    with sqlite_database.write() as session:
        assert try_again(session, is_dead, [7, 8, 9], "outbox.replay", clock.now()) == 2
        rows = session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id)).all()
        noted = [(row.action, row.subject, row.staff_id) for row in rows]
    assert noted == [("outbox.replay", "7", None), ("outbox.replay", "9", None)]
