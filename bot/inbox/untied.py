"""What an answer that will be forgotten may not leave behind: a moment, or a row that names it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.forgetting import day_only
from models.outbox import Outgoing


def untie(session: Session, row: Outgoing) -> None:
    """Of an answer that `put_reply` has just written. What it replaces may have an address that it
    will lose, or have lost the one that it has: no row's number leads from the one to the other."""
    if row.useful_until is not None:
        row.useful_until = day_only(row.useful_until)
    for one in session.dirty:
        if isinstance(one, Outgoing) and one.superseded_by == row.id:
            one.superseded_by = None
