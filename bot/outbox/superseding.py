"""One message instead of several: a newer answer says what earlier ones, still untried, must say.

What must be said (a number, a refusal) is kept as the messages it was rendered to: with its
buttons, its sender, and the words that a notification shows of it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.messages.bubbles import Bubble
from bot.messages.fitting import fit
from bot.messages.render import render
from bot.outbox.ending import end, get_off
from models.forgetting import day_only
from models.outbox import STANDSTILL, Outgoing
from models.words import OutboxState

Messages = list[dict[str, Any]]


@dataclass(frozen=True)
class Said:
    """`messages` say it all; `earlier` rows are not needed any more. `must_say` as in a row."""

    messages: Messages
    earlier: Sequence[Outgoing]
    must_say: str | None


def merge(earlier: Sequence[Outgoing], own: Messages, musts: Sequence[Messages]) -> Said:
    """What `earlier` rows still must say stands before `own`, of which `musts` are a part."""
    owed = [one for one in _owed(earlier) if one not in musts]
    try:
        messages = fit([message for one in owed for message in one] + own)
    except ValueError:  # they cannot be joined to five: each goes by itself
        return Said(own, (), _told(musts))
    return Said(messages, earlier, _told([*owed, *musts]))


def musts_of(bubble: Bubble, conversation: str = "", turn: int = 0) -> Messages:
    """The messages of one bubble, to be said again as they are."""
    made = render([bubble], conversation=conversation, turn=turn)
    return [{key: part for key, part in one.items() if key != "quickReply"} for one in made]


def supersede(earlier: Sequence[Outgoing], newest: Outgoing, now: datetime) -> None:
    """No row with an address leads to one that will be emptied."""
    for one in earlier:
        end(one, OutboxState.SUPERSEDED, now)
        one.superseded_by = None if newest.forget else newest.id


def after_standstill(session: Session, row: Outgoing, now: datetime) -> bool:
    """Whether newer answers of the chat wait too: the newest then says it all, and `row` ends."""
    if not row.answer or row.attempts > 1 or row.unclear_tries:
        return False
    if row.created_at >= now - STANDSTILL:
        return False
    *between, newest = [row, *_newer(session, row)]
    if newest is row:
        return False
    said = merge(between, json.loads(newest.body or "[]"), json.loads(newest.must_say or "[]"))
    if not said.earlier:
        return False
    get_off(session, row.mailbox_key or "", between)
    newest.body, newest.must_say = frozen(said.messages), said.must_say
    newest.forget = newest.forget or any(one.forget for one in between)
    if newest.forget and newest.useful_until is not None:
        newest.useful_until = day_only(newest.useful_until)
    supersede(between, newest, now)
    return True


def frozen(messages: Messages) -> str:
    return json.dumps(messages, ensure_ascii=False, separators=(",", ":"))


def _newer(session: Session, row: Outgoing) -> list[Outgoing]:
    """Answers of the chat that nobody has tried, after this one."""
    rows = session.scalars(
        sa.select(Outgoing)
        .where(
            Outgoing.mailbox_key == row.mailbox_key,
            Outgoing.state == OutboxState.WAITING,
            Outgoing.answer,
            Outgoing.id > row.id,
            Outgoing.attempts == 0,
            Outgoing.unclear_tries == 0,
            Outgoing.body.is_not(None),
        )
        .order_by(Outgoing.id)
        .with_for_update(skip_locked=True)
    )
    return list(rows)


def _owed(earlier: Sequence[Outgoing]) -> list[Messages]:
    """Each once, oldest first."""
    found: list[Messages] = []
    for row in earlier:
        found += [one for one in json.loads(row.must_say or "[]") if one not in found]
    return found


def _told(musts: Sequence[Messages]) -> str | None:
    return frozen(list(musts)) if musts else None  # type: ignore[arg-type]
