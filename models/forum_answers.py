"""How many answered the questions of a forum's own QR, as far as who held the forum may know."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.surveys import ForumCode, Response

STEP = 5


def answers_of(session: Session, forum_id: str) -> int | None:
    """The number in steps of five: 0 is fewer than five, 5 is five to nine. None: the forum has no
    QR, so nobody was asked.

    Counted one by one it would tell who answered: whoever lends the phone could look before and
    after. What was answered is never told here.
    """
    has_code = sa.select(ForumCode.code).where(ForumCode.forum_id == forum_id)
    if session.scalar(has_code) is None:
        return None
    counted = sa.select(sa.func.count()).where(Response.forum_id == forum_id)
    return (session.scalar(counted) or 0) // STEP * STEP
