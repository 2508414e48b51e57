"""The data of a button and back: LINE returns it as we sent it, months later, or forged.

    a:<conversation>:<turn>:<value>    an answer; a value that begins with "!" is "!kind[:value]"
    x:<name>:<subject>:<extra>         an act
    o:voice, o:keyboard, o:menu        opened something on the phone; asks for nothing

The first letter is the version: a new format takes a new one, and what is unknown is None.
"""

from __future__ import annotations

from dataclasses import dataclass

from base.thai.text import utf16_len
from bot.messages.bubbles import (
    HERE,
    Act,
    Action,
    Answer,
    Listen,
    OpenKeyboard,
    OpenVoice,
    Page,
    PickDate,
    TurnMenu,
)
from forms.question import HeardKind

# LINE reference, "Postback action": data at most 300 characters, counted as UTF-16 units.
MAX_DATA = 300
MAX_TURN_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed answer. An empty value of kind DATE, TIME or DATETIME: it stands in the postback's
    params."""

    conversation: str
    turn: int
    action: Answer | Page | Listen


_NUMBERED: dict[type[Page | Listen], str] = {Page: "page", Listen: "listen"}
Pressed = Press | Act | OpenVoice | OpenKeyboard | TurnMenu
_OPENED: dict[str, OpenVoice | OpenKeyboard | TurnMenu] = {
    "o:voice": OpenVoice(),
    "o:keyboard": OpenKeyboard(),
    "o:menu": TurnMenu(),
}


def encode(action: Action, conversation: str = "", turn: int = 0) -> str:
    """The postback data of `action`; ValueError if it has none, or it would not come back whole."""
    match action:
        case Act():
            data = _act(action, conversation)
        case Answer() | Page() | Listen() | PickDate():
            data = _answer(_value(action), conversation, turn)
        case OpenVoice():
            data = "o:voice"
        case OpenKeyboard():
            data = "o:keyboard"
        case TurnMenu():
            data = "o:menu"
        case _:
            raise ValueError(f"{action!r} is not a postback")
    if utf16_len(data) > MAX_DATA:
        raise ValueError(f"postback data over {MAX_DATA} characters: {data[:60]}…")
    return data


def decode(data: str) -> Pressed | None:
    """What was pressed; None for anything that `encode` does not make. Never raises."""
    head, _, rest = data.partition(":")
    if utf16_len(data) > MAX_DATA:
        return None
    if head == "a":
        return _read_answer(rest)
    if head == "x":
        return _read_act(rest)
    return _OPENED.get(data)


def _act(act: Act, conversation: str) -> str:
    subject = conversation if act.subject == HERE else act.subject
    if not act.name or ":" in act.name + subject:
        raise ValueError(f"an act needs a name, and no colon in name or subject: {act!r}")
    return f"x:{act.name}:{subject}:{act.extra}"


def _answer(value: str, conversation: str, turn: int) -> str:
    if not conversation or ":" in conversation or not 0 <= turn < 10**MAX_TURN_DIGITS:
        raise ValueError(f"an answer needs a conversation and a turn: {conversation!r} {turn!r}")
    return f"a:{conversation}:{turn}:{value}"


def _value(action: Answer | Page | Listen | PickDate) -> str:
    if isinstance(action, Page | Listen):
        return f"!{_NUMBERED[type(action)]}:{action.number}"
    if isinstance(action, PickDate):
        return f"!{action.mode}:"
    if action.kind is HeardKind.CHOICE and not action.value.startswith("!"):
        return action.value
    return f"!{action.kind}:{action.value}"


def _read_answer(rest: str) -> Press | None:
    conversation, _, rest = rest.partition(":")
    turn, colon, value = rest.partition(":")
    action = _read_value(value)
    if not (conversation and colon and action and _is_number(turn)):
        return None
    return Press(conversation, int(turn), action)


def _read_value(value: str) -> Answer | Page | Listen | None:
    if not value.startswith("!"):
        return Answer(value)
    kind, colon, value = value[1:].partition(":")
    if not colon:
        return None
    for numbered, name in _NUMBERED.items():
        if kind == name:
            return numbered(int(value)) if _is_number(value) and value != "0" else None
    return Answer(value, HeardKind(kind)) if kind in set(HeardKind) else None


def _read_act(rest: str) -> Act | None:
    name, _, rest = rest.partition(":")
    subject, colon, extra = rest.partition(":")
    return Act(name, subject, extra) if name and colon else None


def _is_number(text: str) -> bool:
    plain = text.isascii() and text.isdecimal() and len(text) <= MAX_TURN_DIGITS
    return plain and str(int(text)) == text
