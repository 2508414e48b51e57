"""What a phone offers at a question: each button and helper by its label, as the chat draws it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from base.i18n import say
from bot.messages.bubbles import Answer, Page, PickDate
from bot.messages.questions import AGAIN, draw_question
from forms.question import Heard, HeardKind, Question

_PICKED = {
    "date": HeardKind.DATE,
    "time": HeardKind.TIME,
    "datetime": HeardKind.DATETIME,
}


@dataclass(frozen=True, slots=True)
class Offered:
    """One page of a question. `presses`: what each button says, by its label; `pages`: those it
    leads to; `pickers`: what can be picked; `again`: whether it can be put anew."""

    presses: Mapping[str, Heard] = field(default_factory=dict)
    pages: tuple[int, ...] = ()
    pickers: frozenset[HeardKind] = frozenset()
    again: bool = False

    def of(self, kind: HeardKind) -> list[Heard]:
        return [heard for heard in self.presses.values() if heard.kind is kind]


def offered(asked: Question, language: str, page: int = 1) -> Offered:
    drawn = draw_question(asked, say, language, page)
    buttons = [button for bubble in drawn for button in bubble.buttons]
    buttons += [card.button for bubble in drawn for card in bubble.cards]
    pairs = [(one.label, one.action) for one in buttons]
    helpers = [(one.label, one.action) for bubble in drawn for one in bubble.helpers]
    actions = [action for _, action in (*pairs, *helpers)]
    return Offered(
        {
            label: Heard(action.kind, action.value)
            for label, action in (*pairs, *helpers)
            if isinstance(action, Answer)
        },
        tuple(one.number for one in actions if isinstance(one, Page)),
        frozenset(_PICKED[one.mode] for one in actions if isinstance(one, PickDate)),
        AGAIN in actions,
    )
