"""Buttons typed instead of pressed: by their words, their number, or yes and no.

Looked for among the buttons of what was said last in the chat, as it stands in the outbox; an
answer that was emptied after it was sent (models/outbox.py, `forget`) has none any more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from base.i18n import LANGUAGES, say
from base.thai.digits import to_arabic
from base.thai.text import normalize, strip_particles
from bot.dialogue import drive
from bot.dialogue.words import LONGEST
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Button, Link, OpenKeyboard, OpenVoice, TurnMenu
from bot.messages.buttons import Press, decode
from bot.messages.reading import Json, actions, bubble_text
from models.mailbox import Conversation
from models.many import Addressee
from models.outbox import Outgoing
from models.words import AddresseeState, OutboxKind, OutboxState

# Waiting: LINE may have taken it, and the worker not yet written that down.
_SEEN = (OutboxState.SENT, OutboxState.UNCLEAR, OutboxState.WAITING)
NEWEST = 20
_SIGNS = re.compile(r"^(?:[✓🔊] |\d+ )+")

Buttons = Sequence[tuple[str, Json]]
# A Button only where it is a link.
Typed = Act | Press | OpenVoice | OpenKeyboard | TurnMenu | Button


def typed_button(turn: Turn) -> Typed | None:
    """The button that the whole message names; None if it names none.

    In a form a number, yes or no is an answer to its question: only the words of a button count.
    So they are to what an officer said under their own name.
    """
    text = _plain(turn.text) if 0 < len(turn.text) <= LONGEST else ""
    shown = _shown_last(turn) if text else []
    every = [button for message in shown for button in _to_be_said(message)]
    conversation = drive.current(turn)
    found = _by_words(text, every)
    if found is None and conversation is None:
        found = _by_number(text, _last(shown)) or _by_yes_or_no(text, _last(shown))
    return None if isinstance(found, Press) and not _asks_now(found, conversation) else found


def _asks_now(found: Press, conversation: Conversation | None) -> bool:
    """Whether it belongs to the question that is open; an earlier one's words mean nothing."""
    if conversation is None:
        return False
    return (found.conversation, found.turn) == (str(conversation.id), conversation.turn)


def offered(turn: Turn, act: str) -> Act | None:
    """The act of that name which a button of whatever was said last does, the newest of several."""
    pressed = [_button(*one) for one in actions(_shown_last(turn))]
    return next(
        (one for one in reversed(pressed) if isinstance(one, Act) and one.name == act), None
    )


def said_last(turn: Turn) -> list[str]:
    """The words of whatever was said last, a bubble each."""
    return bubble_text(_shown_last(turn))


def person_spoke_last(turn: Turn) -> bool:
    """Whether what was said last in the chat came under the own name of somebody at the office."""
    return any("sender" in message for message in _shown_last(turn))


def _shown_last(turn: Turn) -> list[Json]:
    """The messages of whatever was said last in the chat."""
    newest = shown_lately(turn)[:1]
    return newest[0].messages if newest else []


@dataclass(frozen=True, slots=True, order=True)
class Shown:
    """One row that went out to the chat, by itself or to many: when it was tried first."""

    at: datetime
    row_id: int
    kind: OutboxKind
    body: str

    @property
    def messages(self) -> list[Json]:
        found: list[Json] = json.loads(self.body or "[]")
        return found


def shown_lately(turn: Turn) -> list[Shown]:
    """What was sent to this chat, the newest first, by itself or to many, among its newest rows: an
    officer's chat has thousands, and what went out last is never far from what was written last."""
    newest = (
        sa.select(Outgoing.id)
        .where(Outgoing.mailbox_key == turn.mailbox.key, Outgoing.state.in_(_SEEN))
        .order_by(Outgoing.id.desc())
        .limit(NEWEST)
    )
    rows = turn.session.scalars(sa.select(Outgoing).where(Outgoing.id.in_(newest))).all()
    tried = [
        Shown(row.first_try_at, row.id, row.kind, row.body or "")
        for row in rows
        if row.first_try_at
    ]
    return sorted([*tried, *_to_many(turn)], reverse=True)


def _to_many(turn: Turn) -> list[Shown]:
    """What was sent last to this account as one of many."""
    if turn.account is None:
        return []
    found = turn.session.execute(
        sa.select(Outgoing.first_try_at, Outgoing.id, Outgoing.body)
        .join(Addressee, Addressee.outgoing_id == Outgoing.id)
        .where(
            Addressee.account_id == turn.account.id,
            Addressee.state == AddresseeState.SENT,
            Outgoing.kind == OutboxKind.MULTICAST,
        )
        .order_by(Addressee.finished_at.desc())
        .limit(1)
    )
    many = OutboxKind.MULTICAST
    return [Shown(at, row_id, many, body or "") for at, row_id, body in found if at is not None]


def _last(messages: Sequence[Json]) -> Buttons:
    """The buttons of the last bubble that has any."""
    found = next((one for one in reversed(messages) if actions([one])), {})
    return [] if "sender" in found else actions([found])


def _to_be_said(message: Json) -> Buttons:
    """A person who asks something themselves is answered by «ตกลง»; it presses nothing then."""
    found = actions([message])
    if "sender" not in message:
        return found
    return [one for one in found if _plain(one[0]) not in _words("yes_words")]


def _by_words(text: str, buttons: Buttons) -> Typed | None:
    """Of two buttons with one label the lower one."""
    for label, action in reversed(buttons):
        if text and text in (_plain(label), _plain(_SIGNS.sub("", label))):
            return _button(label, action)
    return None


def _by_number(text: str, buttons: Buttons) -> Typed | None:
    number = to_arabic(text)
    if not (number.isascii() and number.isdecimal() and len(number) < 3):
        return None
    place = int(number) - 1
    return _button(*buttons[place]) if 0 <= place < len(buttons) else None


def _by_yes_or_no(text: str, buttons: Buttons) -> Typed | None:
    """Of two buttons of which one says no («ไม่ลบ», «Not me»)."""
    if len(buttons) != 2:
        return None
    refusing = [one for one in buttons if _plain(one[0]).startswith(_words("no_labels"))]
    others = [one for one in buttons if one not in refusing]
    if len(refusing) != 1:
        return None
    if text in _words("no_words"):
        return _button(*refusing[0])
    return _button(*others[0]) if text in _words("yes_words") else None


def _button(label: str, action: Json) -> Typed | None:
    """What it does. A date picker has no answer of its own; what only a finger can do is None."""
    if action.get("type") == "uri":
        return Button(label, Link(str(action["uri"])), main=True)
    data = action.get("data")
    return decode(data) if action.get("type") == "postback" and isinstance(data, str) else None


def _words(name: str) -> tuple[str, ...]:
    return tuple(word for one in LANGUAGES for word in say(f"chat.{name}", one).split("|"))


def _plain(text: str) -> str:
    return strip_particles(normalize(text)).casefold()
