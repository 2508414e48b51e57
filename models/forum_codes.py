"""The code of a forum: what its QR types, for whoever came. One a forum, made when it is wanted."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import personal_code
from models.forums import Forum
from models.surveys import ForumCode

LENGTH = 4
TRIES = 50


def code_of(session: Session, forum_id: str, now: datetime) -> str:
    """The forum's code; a new one where it has none."""
    known = session.scalar(sa.select(ForumCode.code).where(ForumCode.forum_id == forum_id))
    if known is not None:
        return known
    code = _unused(session)
    session.add(ForumCode(code=code, forum_id=forum_id, created_at=now))
    session.flush()
    return code


def forum_by_code(session: Session, code: str) -> Forum | None:
    return session.scalar(
        sa.select(Forum)
        .join(ForumCode, ForumCode.forum_id == Forum.id)
        .where(ForumCode.code == code.upper())
    )


def _unused(session: Session) -> str:
    for _ in range(TRIES):
        code = personal_code(LENGTH)
        if session.get(ForumCode, code) is None:
            return code
    raise LookupError("no code of a forum is left")
