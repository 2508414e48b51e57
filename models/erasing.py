"""Taking a file back: no query finds it once this commits; its bytes go by a task."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.files import all_of
from models.database import wake
from models.files import File
from models.forgetting import day_only, next_hour
from models.many import Addressee
from models.tasks import plan
from models.words import AddresseeState, FileState

ERASE_BYTES = "erase.bytes"


def erase_file(session: Session, file: File, now: datetime) -> None:
    """The row stays as a stump that only names what must leave the disk, and its album, so that
    nobody waits for it."""
    file.state = FileState.ERASED
    # A worker that died after it stored the bytes could not say under which name.
    file.path = file.path or all_of(file.id)
    file.account_id = file.mailbox_key = file.message_id = None
    file.sha256 = file.content_type = file.last_error = None
    file.report_id = file.case_id = file.sent_at = file.duration_ms = file.size = None
    file.token = file.leased_until = None
    file.finished_at = now
    plan_bytes(session, now)


def erase_addressee(session: Session, account_id: str, now: datetime) -> None:
    """Off every list: who still waited gets nothing more, and what was sent says no longer to whom.
    The row stays, so that a list's numbers go on adding up."""
    mine = Addressee.account_id == account_id
    session.execute(
        sa.update(Addressee)
        .where(mine, Addressee.state == AddresseeState.WAITING)
        .values(state=AddresseeState.WITHDRAWN, reason="erased", finished_at=now)
    )
    session.execute(sa.update(Addressee).where(mine).values(account_id=None, person_id=None))


def plan_bytes(session: Session, now: datetime) -> None:
    """Plan the task that takes the bytes out of the database's files and the media folder."""
    plan(session, ERASE_BYTES, "all", now, now)
    wake(session)


def plan_bytes_unseen(session: Session, now: datetime) -> None:
    """The same at the next full hour, in a row that does not tell when it was planned."""
    plan(session, ERASE_BYTES, "all", next_hour(now), day_only(now))


def files_to_remove(session: Session, most: int = 500) -> list[File]:
    """Erased files whose bytes may still be on disk."""
    named = sa.or_(File.path.is_not(None), File.thumbnail.is_not(None))
    chosen = sa.select(File).where(File.state == FileState.ERASED, named).order_by(File.id)
    return list(session.scalars(chosen.limit(most)))
