"""What to offer where no form is open; a button whose room is not built is not shown."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button

_START = (
    ("filling.case", "case.open"),
    ("filling.register", "registration.open"),
    ("filling.can", "talk.help"),
)


def offer(turn: Turn, key: str, /, **values: object) -> None:
    acts = turn.context.routes.acts
    buttons = tuple(Button(turn.say(label), Act(act)) for label, act in _START if act in acts)
    turn.answer.say(Bubble(turn.say(key, **values), buttons=buttons))


def nothing_open(turn: Turn) -> None:
    offer(turn, "filling.nothing_open")
