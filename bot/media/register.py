"""A media message as a File row, in the turn's transaction; its bytes are fetched by a worker."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import new_id
from models.albums import album_of
from models.database import wake
from models.files import File
from models.people import Account
from models.words import FileKind, FileState

KINDS = {"image", "audio", "video", "file"}


def register(
    session: Session,
    message: Mapping[str, Any],
    account: Account | None,
    mailbox_key: str,
    sent_at: datetime,
    now: datetime,
) -> File | None:
    """The File of a media message, the same one however often its event is handled."""
    kind, identity = message.get("type"), message.get("id")
    if not isinstance(kind, str) or not isinstance(identity, str):
        return None
    if kind not in KINDS or account is None:
        return None
    known = session.scalar(sa.select(File).where(File.message_id == identity[:40]))
    if known is not None:
        return known
    file = File(
        id=new_id(),
        message_id=identity[:40],
        account_id=account.id,
        mailbox_key=mailbox_key,
        kind=FileKind(kind),
        state=FileState.WAITING,
        due_at=now,
        duration_ms=_duration(message),
        sent_at=sent_at,
        **album_of(message),
    )
    session.add(file)
    session.flush()
    wake(session)
    return file


def _duration(message: Mapping[str, Any]) -> int | None:
    duration = message.get("duration")
    if not isinstance(duration, int) or isinstance(duration, bool):
        return None
    return duration if 0 <= duration < 2**31 else None
