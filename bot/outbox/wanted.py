"""Whether a message is still wanted, asked of the room that wrote it.

It was wanted when the row was written. Between that and the claim somebody may have answered, or
taken a permission back; so the sender asks again, and so does an answer before it carries a row.

Nothing is ever pushed into a group or room: each of its members would be counted, and nobody there
asked but the one whose reply it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from models.mailbox import is_group
from models.outbox import Outgoing

Unwanted = Callable[[Session, Outgoing], str | None]  # the reason why not; None: it is wanted


def always_wanted(_session: Session, _row: Outgoing) -> str | None:
    return None


def asking(rooms: Mapping[str, Unwanted]) -> Unwanted:
    """`rooms` by the first part of a dedupe key; rows of nobody are wanted, but in no group."""

    def ask(session: Session, row: Outgoing) -> str | None:
        if is_group(row.mailbox_key):
            return "into a group only as a reply"
        room = rooms.get(row.dedupe_key.partition(":")[0], always_wanted)
        return room(session, row)

    return ask
