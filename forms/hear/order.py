"""rank: choices tapped in their order, or the whole order typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from base.i18n import say
from forms.choices import label_of
from forms.form import Item
from forms.hear.matching import exact
from forms.hear.outcome import Answer, Outcome, Stay, wrong
from forms.hear.words import means, plain, typed
from forms.question import Choice, Heard, HeardKind

if TYPE_CHECKING:
    from forms.run import Run

UNDO = "wethi:undo"
_THEN = re.compile(r"\s*(?:[,،、;+&/\n>→-]|แล้ว(?:ก็)?|กับ|และ|\band\b|\bthen\b|(?<=\d)[.)])\s*|\s+")


def unranked(run: Run, item: Item) -> tuple[Choice, ...]:
    """What can be tapped next: the choices that have no place yet, and taking the last one back."""
    placed = _placed(run)
    left = [choice for choice in run.choices(item) if choice.value not in placed]
    undo = [Choice(UNDO, say("forms.rank.undo", run.language))] if placed else []
    return (*left, *undo)


def is_ranked(run: Run, item: Item) -> bool:
    placed = _placed(run)
    return bool(placed) and len(placed) == len(run.choices(item))


def ranked_so_far(run: Run, item: Item) -> dict[str, str]:
    """For Question.extras: «1 ก, 2 ข», nothing before the first tap."""
    told = [f"{n} {label_of(run, item, one)}" for n, one in enumerate(_placed(run), 1)]
    return {"ranked": ", ".join(told)} if told else {}


def hear_rank(run: Run, item: Item, heard: Heard) -> Outcome:
    placed = _placed(run)
    if heard.kind is HeardKind.CHOICE:
        return _tapped(run, item, str(heard.value))
    if heard.kind is HeardKind.NEXT:
        return Answer(placed) if is_ranked(run, item) else wrong("rank", run.language)
    text = typed(heard)
    if text and placed and means(text, "forms.words.undo", run.language):
        return _taken_back(run, item)
    found = _in_typed_order(run, item, text) if text else []
    if not found:
        return wrong("rank", run.language)
    order = _with_last(run, item, [*placed, *found])
    return Answer(order) if len(order) == len(run.choices(item)) else Stay(order)


def _placed(run: Run) -> list[str]:
    return [str(one) for one in run.state.draft or []]


def _tapped(run: Run, item: Item, value: str) -> Outcome:
    if value == UNDO:
        return _taken_back(run, item)
    if value not in {choice.value for choice in unranked(run, item)}:
        return wrong("rank", run.language)
    return Stay(_with_last(run, item, [*_placed(run), value]))


def _with_last(run: Run, item: Item, placed: list[str]) -> list[str]:
    """The only one left has the last place: nobody needs to tap it."""
    left = [choice.value for choice in run.choices(item) if choice.value not in placed]
    return [*placed, *left] if len(left) == 1 else placed


def _taken_back(run: Run, item: Item) -> Outcome:
    placed = _placed(run)
    # The last one came by itself: with it goes what was tapped before it.
    return Stay(placed[:-2] if is_ranked(run, item) else placed[:-1])


def _in_typed_order(run: Run, item: Item, text: str) -> list[str]:
    left = [choice for choice in unranked(run, item) if choice.value != UNDO]
    whole = exact(left, text)
    if whole:
        return [whole.value]
    found = [exact(left, part) for part in _THEN.split(plain(text)) if part and plain(part)]
    values = [choice.value for choice in found if choice]
    understood = len(values) == len(found) and len(set(values)) == len(values)
    return values if understood else []
