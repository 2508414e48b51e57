"""What a phone offers at a question: each button and helper by its label, as the chat draws it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from base.i18n import say
from bot.messages.bubbles import Answer, Image, Page, PickDate, Sound, Video
from bot.messages.questions import AGAIN, Medium, draw_question
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


def every_file(name: str) -> Medium:
    """Whatever a form names is there: choices with pictures are cards, as for people."""
    url = f"https://media.example/{name}"
    if name.endswith((".mp4", ".mov", ".3gp")):
        return Video(url, url)
    return Sound(url, 1000) if name.endswith((".m4a", ".mp3", ".wav")) else Image(url, url)


def offered(asked: Question, language: str, page: int = 1) -> Offered:
    drawn = draw_question(asked, say, language, page, every_file)
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
