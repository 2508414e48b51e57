"""What was said and led to nothing, or to something that is done: emptied 30 days later.

The notice promises it («ข้อความดิบลบเองใน 30 วันหลังทำเสร็จ»). What a case or a report is made of
carries its mark (`case:…`, `report:…`) and stays; so do the picture and the file of an
announcement, what staff have not answered yet, and a claim or a move that they have not settled,
whatever else they wrote back.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import row_number
from handlers.mydata.offices import is_the_offices
from models.erasing import erase_file
from models.files import File
from models.kept import ANSWERED, CLAIM, MOVE, Kept, settled_as
from models.mailbox import Conversation
from models.staff import AuditEntry
from models.surveys import Response
from models.words import KeptState

FORM = "conversation:"
OFFERED = "danger:offered"  # words of danger that nobody wanted kept
SETTLED_APART = (CLAIM, MOVE)


def candidates(session: Session, after: int, before: datetime, most: int) -> list[Kept]:
    """Messages that are old enough and belong to no record, by id, from the one after `after`."""
    of_no_record = sa.or_(
        Kept.state.in_((KeptState.LOOSE, KeptState.DISCARDED, KeptState.FOR_STAFF)),
        Kept.used_for.startswith(FORM),
        Kept.used_for == OFFERED,
    )
    holds_something = sa.or_(Kept.text.is_not(None), Kept.file_id.is_not(None))
    chosen = sa.select(Kept).where(
        Kept.id > after, Kept.said_at < before, holds_something, of_no_record
    )
    return list(session.scalars(chosen.order_by(Kept.id).limit(most)))


def empty(session: Session, rows: Sequence[Kept], before: datetime, now: datetime) -> int:
    """Empty those of `rows` that are done with since `before`; how many there were."""
    ended = _ended_forms(session, rows, before)
    answered = _answered(session, rows, before)
    gone = [row for row in rows if _is_over(row, ended, answered)]
    for row in gone:
        file = session.get(File, row.file_id) if row.file_id else None
        if file is not None and not _is_held(session, row, file):
            erase_file(session, file, now)
        row.text = row.file_id = None
        row.state = KeptState.DISCARDED
    session.flush()
    return len(gone)


def _is_over(row: Kept, ended: set[int], answered: dict[str, datetime]) -> bool:
    if row.state is KeptState.FOR_STAFF:
        last = answered.get(row.account_id or "") if settled_as(row) not in SETTLED_APART else None
        return last is not None and row.said_at <= last
    if row.state is KeptState.USED and row.used_for.startswith(FORM):
        return _form_of(row) in ended
    return True


def _is_held(session: Session, row: Kept, file: File) -> bool:
    """Whether the file is a record's, or another message or an answer of theirs has it as well."""
    if file.report_id is not None or file.case_id is not None or is_the_offices(session, file.id):
        return True
    beside = sa.select(Kept.id).where(
        Kept.file_id == file.id, Kept.id != row.id, Kept.state != KeptState.DISCARDED
    )
    if session.scalar(beside.limit(1)) is not None:
        return True
    if row.person_id is None:
        return False
    theirs = sa.select(Response.answers).where(Response.person_id == row.person_id)
    return any(file.id in answers for answers in session.scalars(theirs))


def _form_of(row: Kept) -> int | None:
    return row_number(row.used_for.removeprefix(FORM).partition(":")[0])


def _ended_forms(session: Session, rows: Sequence[Kept], before: datetime) -> set[int]:
    named = {number for row in rows if (number := _form_of(row)) is not None}
    chosen = sa.select(Conversation.id).where(
        Conversation.id.in_(named), Conversation.ended_at < before
    )
    return set(session.scalars(chosen))


def _answered(session: Session, rows: Sequence[Kept], before: datetime) -> dict[str, datetime]:
    """When an officer last wrote back to an account, long enough ago."""
    accounts = {row.account_id for row in rows if row.state is KeptState.FOR_STAFF}
    found = session.execute(
        sa.select(Kept.account_id, sa.func.max(AuditEntry.at))
        .join(AuditEntry, AuditEntry.subject == sa.cast(Kept.id, sa.String))
        .where(AuditEntry.action == ANSWERED, AuditEntry.at < before)
        .where(Kept.account_id.in_(filter(None, accounts)))
        .group_by(Kept.account_id)
    )
    return {account: at for account, at in found if account is not None}
