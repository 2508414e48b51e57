"""What was said before it was known who speaks, heard as if it came now."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.inbox.router import route
from bot.inbox.turn import Turn
from models.files import File
from models.inbox import Event
from models.kept import Kept
from models.words import EventState, KeptState


def hear_again(turn: Turn, waiting: str, forget: Callable[[Event, datetime], None]) -> None:
    """The events whose ids are in `waiting`, in the order in which they were said.

    `forget` empties this turn's own event where that was done to one of them.
    """
    events = _events(turn, [int(one) for one in waiting.split(",") if one])
    _take_from_kept(turn, [one.message_id for one in events if one.message_id])
    for event in events:
        route(_again(turn, event, _payload(event)))
        if event.mailbox_key is None:
            forget(turn.event, turn.now)


def _events(turn: Turn, ids: Sequence[int]) -> list[Event]:
    """Those that were not taken back meanwhile."""
    rows = turn.session.scalars(
        sa.select(Event)
        .where(Event.mailbox_key == turn.mailbox.key, Event.id.in_(ids))
        .where(Event.state == EventState.DONE, Event.payload.is_not(None))
        .order_by(Event.occurred_at, Event.id)
    )
    return list(rows)


def _payload(event: Event) -> Mapping[str, Any]:
    payload = json.loads(event.payload or "{}")
    return payload if isinstance(payload, dict) else {}


def _again(turn: Turn, event: Event, payload: Mapping[str, Any]) -> Turn:
    """The same transaction, answer and moment; what was said is the earlier event's."""
    return replace(turn, event=event, payload=payload, late=False, file=_file(turn, event))


def _file(turn: Turn, event: Event) -> File | None:
    if event.message_id is None:
        return None
    return turn.session.scalar(sa.select(File).where(File.message_id == event.message_id))


def _take_from_kept(turn: Turn, messages: Sequence[str]) -> None:
    """They were kept in case nobody would say who it is."""
    loose = sa.and_(Kept.message_id.in_(messages), Kept.state == KeptState.LOOSE)
    for row in turn.session.scalars(sa.select(Kept).where(loose)).all():
        turn.session.delete(row)
    turn.session.flush()
