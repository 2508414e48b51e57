"""The answer to readings that were offered as buttons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from base.i18n import say
from base.thai.dates import read_date
from forms.choices import OTHER, other_key
from forms.form import Item
from forms.hear.matching import numbered, place_of
from forms.hear.outcome import Answer, Offer, Outcome, Stay, Wrong
from forms.hear.words import means, place_in, plain, typed
from forms.question import Choice, Heard, HeardKind, Json, QuestionType
from forms.value import day_of, typed_value

if TYPE_CHECKING:
    from forms.run import Run

KEEP, EMPTY = "wethi:keep", "wethi:empty"
NONE_OF_THESE = "wethi:none"
UNCLEAR = "wethi:unclear"
AS_TYPED = "wethi:typed"
LOSE, KEEP_COUNT = "wethi:lose", "wethi:keep-count"
_COUNTED = (QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.RANGE)


def offer_to_empty(language: str) -> dict[str, Any]:
    """For the state: is the answer that stands to go, or to stay?"""
    choices = [
        [KEEP, say("forms.choice.keep", language)],
        [EMPTY, say("forms.choice.empty", language)],
    ]
    return {"text": say("forms.offer.empty", language), "choices": choices, "typed": ""}


def offer_to_lose(language: str, value: Json, name: str) -> dict[str, Any]:
    """For the state: `value` would take filled-in entries away from the repeat called `name`."""
    choices = [
        [LOSE, say("forms.offer.lose_yes", language)],
        [KEEP_COUNT, say("forms.offer.lose_no", language)],
    ]
    text = say("forms.offer.lose", language, name=name).strip()
    return {"text": text, "choices": choices, "typed": "", "value": value}


def emptying(run: Run) -> bool:
    """Whether that is what was asked last."""
    return run.state.offer is not None and run.state.offer["choices"][0][0] == KEEP


def hear_offer(run: Run, item: Item, heard: Heard) -> Outcome | None:
    """What was picked of the offered readings; None if this is no answer to the offer."""
    offer = run.state.offer
    if offer is None:
        return None
    choices = [Choice(value, label) for value, label in offer["choices"]]
    picked = _picked(run, item, choices, heard)
    if picked is None:
        return None
    if picked == UNCLEAR:
        return Offer(offer["text"], tuple(choices), offer["typed"])
    if picked in (KEEP, EMPTY):
        return Answer(run.state.get(item.key) if picked == KEEP else None)
    if picked in (LOSE, KEEP_COUNT):
        stays = picked == KEEP_COUNT
        return Answer(run.state.get(item.key) if stays else offer["value"], sure=not stays)
    if picked == NONE_OF_THESE:
        return Wrong("")
    if item.type is QuestionType.DATETIME and day_of(picked):
        return Stay([picked])
    if picked == AS_TYPED and other_key(item):
        return _as_typed(run, item, offer)
    return Answer(_as_value(run, item, picked))


def _as_typed(run: Run, item: Item, offer: Mapping[str, Any]) -> Outcome:
    """«Other» in the person's words, with the choices that were named beside it."""
    words: dict[str, Json] = {other_key(item): str(offer["typed"])}
    if item.type is not QuestionType.SELECT_MULTIPLE:
        return Answer(OTHER, words)
    beside = [*(str(one) for one in run.state.draft or []), *offer.get("taken", [])]
    return Answer([*dict.fromkeys(one for one in beside if one != OTHER), OTHER], words)


def _as_value(run: Run, item: Item, picked: str) -> Json:
    if item.type in (QuestionType.SELECT_MULTIPLE, QuestionType.RANK):
        before = [str(one) for one in run.state.draft or [] if one != picked]
        return [*before, picked]
    return typed_value(item, picked)


def _picked(run: Run, item: Item, choices: list[Choice], heard: Heard) -> str | None:
    if heard.kind is HeardKind.CHOICE:
        return next((c.value for c in choices if c.value == heard.value), None)
    text = typed(heard)
    if text is None:
        return None
    named = [c.value for c in choices if plain(c.label) == plain(text)]
    if named:
        return named[0]
    place = place_of([*run.choices(item), *choices], text)
    placed = _placed(run, item, choices, place) if place is not None else None
    dated = _dated(run, item, choices, text)
    if placed and dated and placed != dated:
        return UNCLEAR
    return placed or dated or _yes_or_no(run, choices, text)


def _placed(run: Run, item: Item, choices: list[Choice], number: int) -> str | None:
    """The choice of a typed number: by the numbers that the question's own labels begin with, also
    one that was not offered; then the one place that the words named; then the place among what is
    offered. Where a number itself is the answer it is no place."""
    if item.type in _COUNTED:
        return None
    own = run.choices(item)
    if leads := numbered(own):
        return leads[number].value if number in leads else None
    known = {choice.value for choice in own}
    real = [choice.value for choice in choices if choice.value in known]
    if len(real) == 1 and number <= len(own) and own[number - 1].value == real[0]:
        return real[0]
    return choices[number - 1].value if 1 <= number <= len(choices) else None


def _dated(run: Run, item: Item, choices: list[Choice], text: str) -> str | None:
    """Of offered days the only one that the words may be: «24», «วันที่ 24», «ศุกร์ 24»."""
    if item.type is not QuestionType.DATE:
        return None
    days = {c.value: day for c in choices if (day := day_of(c.value))}
    number = place_in(text)
    if number is not None:
        such = [value for value, day in days.items() if day.day == number]
    else:
        reading = read_date(text, run.today)
        such = [value for value, day in days.items() if day in reading.candidates]
    return such[0] if len(such) == 1 else None


def _yes_or_no(run: Run, choices: list[Choice], text: str) -> str | None:
    yes, no = (means(text, f"forms.words.{one}", run.language) for one in ("yes", "no"))
    pair = {KEEP: (EMPTY, KEEP), LOSE: (LOSE, KEEP_COUNT)}.get(choices[0].value)
    if pair is not None:
        return pair[0] if yes else pair[1] if no else None
    real = [c.value for c in choices if c.value not in (NONE_OF_THESE, AS_TYPED)]
    if len(real) == 1 and yes:
        return real[0]
    refusing = any(c.value == NONE_OF_THESE for c in choices)
    return NONE_OF_THESE if refusing and no else None
