"""Whether a message is still wanted, asked of the room that wrote it.

It was wanted when the row was written. Between that and the claim somebody may have answered, or
taken a permission back; so the sender asks again, and so does an answer before it carries a row.

Nothing is ever pushed into a group or room: each of its members would be counted, and nobody there
asked but the one whose reply it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy.orm import Session

from models.mailbox import is_group
from models.outbox import Outgoing

Unwanted = Callable[[Session, Outgoing], str | None]  # the reason why not; None: it is wanted

# (session, key of the mailing, account ids) → by account, why it is not wanted there.
UnwantedByMany = Callable[[Session, str, Sequence[str]], Mapping[str, str]]


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


def wanted_by_all(_session: Session, _key: str, _accounts: Sequence[str]) -> Mapping[str, str]:
    return {}


def asking_for_many(rooms: Mapping[str, UnwantedByMany]) -> UnwantedByMany:
    """`rooms` by the first part of a mailing's key; what nobody asks about is wanted."""

    def ask(session: Session, key: str, accounts: Sequence[str]) -> Mapping[str, str]:
        return rooms.get(key.partition(":")[0], wanted_by_all)(session, key, accounts)

    return ask
