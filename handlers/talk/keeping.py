"""What was said, as a row: before it is understood, when it came late, or for a person."""

from __future__ import annotations

from bot.inbox.turn import Turn
from handlers.talk import service
from handlers.talk.service import Said
from models.kept import Kept
from models.words import KeptState


def said(turn: Turn) -> Said:
    identity = turn.message.get("id")
    return Said(
        mailbox_key=turn.mailbox.key,
        account_id=turn.account.id if turn.account else None,
        message_id=identity[:40] if isinstance(identity, str) else None,
        kind=turn.message_type or turn.event.kind,
        text=_words(turn),
        file_id=turn.file.id if turn.file else None,
        said_at=turn.event.occurred_at,
    )


def kept(turn: Turn, state: KeptState, used_for: str = "") -> Kept:
    return service.keep(turn.session, said(turn), state, used_for)


def _words(turn: Turn) -> str | None:
    """Typed words, or a place in words (LINE reference, "Location")."""
    if turn.message_type != "location":
        return turn.text or None
    named = [turn.message.get(name) for name in ("title", "address", "latitude", "longitude")]
    return " ".join(str(one) for one in named if one not in (None, ""))
