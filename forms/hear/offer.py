"""The answer to readings that were offered as buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.form import Item
from forms.hear.outcome import Answer, Outcome, Wrong
from forms.hear.words import means, place_in, plain, typed
from forms.question import Choice, Heard, HeardKind, Json, QuestionType
from forms.value import typed_value

if TYPE_CHECKING:
    from forms.run import Run

NONE_OF_THESE = "wethi:none"
AS_TYPED = "wethi:typed"


def hear_offer(run: Run, item: Item, heard: Heard) -> Outcome | None:
    """What was picked of the offered readings; None if this is no answer to the offer."""
    offer = run.state.offer
    if offer is None:
        return None
    choices = [Choice(value, label) for value, label in offer["choices"]]
    picked = _picked(run, choices, heard)
    if picked is None:
        return None
    if picked == NONE_OF_THESE:
        return Wrong("")
    if picked == AS_TYPED and item.options is not None and item.options.other:
        return Answer("other", {item.options.other: str(offer["typed"])})
    return Answer(_as_value(run, item, picked))


def _as_value(run: Run, item: Item, picked: str) -> Json:
    if item.type is QuestionType.SELECT_MULTIPLE:
        before = [str(one) for one in run.state.draft or [] if one != picked]
        return [*before, picked]
    return typed_value(item, picked)


def _picked(run: Run, choices: list[Choice], heard: Heard) -> str | None:
    if heard.kind is HeardKind.CHOICE:
        return next((c.value for c in choices if c.value == heard.value), None)
    text = typed(heard)
    if text is None:
        return None
    place = place_in(text)
    if place is not None and 1 <= place <= len(choices):
        return choices[place - 1].value
    named = [c.value for c in choices if plain(c.label) == plain(text)]
    if named:
        return named[0]
    return _yes_or_no(run, choices, text)


def _yes_or_no(run: Run, choices: list[Choice], text: str) -> str | None:
    real = [c.value for c in choices if c.value not in (NONE_OF_THESE, AS_TYPED)]
    if len(real) == 1 and means(text, "forms.words.yes", run.language):
        return real[0]
    refusing = any(c.value == NONE_OF_THESE for c in choices)
    return NONE_OF_THESE if refusing and means(text, "forms.words.no", run.language) else None
