"""Half-filled forms that still stand open in the database: of a version before their state was
encrypted, or of a worker that has not been restarted since."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified

from base.clock import pause
from base.crypto import SEALED
from models.database import Database
from models.mailbox import Conversation

AT_ONCE = 20  # each may be 50 kB: the write lock is held for a moment only
BREATH = 0.005  # seconds

_WRITTEN = sa.type_coerce(Conversation.state_json, sa.Text)
_STANDS_OPEN = sa.and_(_WRITTEN.is_not(None), _WRITTEN.not_like(f"{SEALED}%"))


def seal(database: Database) -> int:
    """Encrypt them; how many there were. May be repeated, and beside people who go on with them."""
    after = sealed = 0
    while ids := _next(database, after):
        sealed += _seal(database, ids)
        after = ids[-1]
        pause(BREATH)
    return sealed


def _next(database: Database, after: int) -> list[int]:
    chosen = sa.select(Conversation.id).where(Conversation.id > after, _STANDS_OPEN)
    with database.read() as session:
        return list(session.scalars(chosen.order_by(Conversation.id).limit(AT_ONCE)))


def _seal(database: Database, ids: list[int]) -> int:
    """Those that are still open, and that nobody is writing: writing one as it is encrypts it."""
    chosen = sa.select(Conversation).where(Conversation.id.in_(ids), _STANDS_OPEN)
    with database.write() as session:
        found = session.scalars(chosen.with_for_update(skip_locked=True)).all()
        for conversation in found:
            flag_modified(conversation, "state_json")
        return len(found)
