"""What the clock asked in a chat, as it stands in the outbox: which buttons, and when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from base.thai.unbroken import as_read
from bot.dialogue.typed import Shown, shown_lately
from bot.dialogue.ways import has_ways
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Button
from bot.messages.buttons import decode
from bot.messages.reading import actions
from models.words import OutboxKind

LATELY = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Asked:
    """`buttons` are those of the bubble that asked; `by_itself`: nobody had said anything."""

    buttons: tuple[Button, ...]
    by_itself: bool

    @property
    def acts(self) -> dict[str, Act]:
        acts = (one.action for one in self.buttons)
        return {act.name: act for act in acts if isinstance(act, Act)}


def last_asked(turn: Turn, passing: Collection[str]) -> Asked | None:
    """The last asking that has buttons which can be said in other words, of the last two days, if
    nothing but small talk was said since: no button, or only those of `passing` acts."""
    for shown in shown_lately(turn):
        if turn.event.occurred_at - shown.at > LATELY:
            return None
        buttons = _buttons(shown)
        if any(_does(one) not in passing for one in buttons):
            return _asked(shown, buttons)
        if any("sender" in message for message in shown.messages):
            return None  # a person spoke since
    return None


def _asked(shown: Shown, buttons: tuple[Button, ...]) -> Asked | None:
    if not any(has_ways(_does(one)) for one in buttons):
        return None
    return Asked(buttons, shown.kind is not OutboxKind.REPLY)


def _does(button: Button) -> str:
    return button.action.name if isinstance(button.action, Act) else ""


def _buttons(shown: Shown) -> tuple[Button, ...]:
    """Of its last bubble that has any; what is no act counts as one without a name."""
    found = next((one for m in reversed(shown.messages) if (one := actions([m]))), [])
    return tuple(
        Button(as_read(label), act if isinstance(act, Act) else Act(""))
        for label, action in found
        for act in [decode(str(action.get("data", "")))]
    )
