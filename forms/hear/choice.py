"""Selects: a button, or the choice's number, name or words typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from base.i18n import say
from base.thai.text import cut, normalize, strip_particles
from forms.choices import OTHER, chosen, other_key
from forms.form import Item
from forms.hear.matching import exact, near, numbered, without_sign
from forms.hear.offer import AS_TYPED, NONE_OF_THESE
from forms.hear.outcome import Answer, Offer, Outcome, Stay, wrong
from forms.hear.words import means, place_in, plain, typed
from forms.question import Choice, Heard, HeardKind

if TYPE_CHECKING:
    from forms.run import Run

_NOTHING = re.compile(r"ไม่|none\b|nothing|neither", re.IGNORECASE)
_NUMBERED = re.compile(r"ข้อ(?:ที่)?\s*(?=\d)")
_AND = re.compile(r"\s*(?:[,،、;+&/\n]|กับ|และ|แล้วก็|\band\b|(?<=\d)[.)])\s*|\s+")


def hear_one(run: Run, item: Item, heard: Heard) -> Outcome:
    choices = run.choices(item)
    if heard.kind is HeardKind.CHOICE:
        found = any(choice.value == heard.value for choice in choices)
        return Answer(heard.value) if found else wrong("choice", run.language)
    text = typed(heard)
    if not text:
        return wrong("choice", run.language)
    choice = exact(choices, text)
    return Answer(choice.value) if choice else _asked_back(run, item, choices, text)


def _asked_back(run: Run, item: Item, choices: list[Choice], text: str) -> Outcome:
    close = near(choices, text)
    if other_key(item):
        close.append(_typed_or_none(run)[0])
    if not close:
        return wrong("choice", run.language)
    none = Choice(NONE_OF_THESE, say("forms.choice.none", run.language))
    question = _question_back(run, choices, close, text)
    return Offer(question, (*_buttons(run, choices, close), none), text)


def _buttons(run: Run, choices: list[Choice], close: list[Choice]) -> list[Choice]:
    """The only near one of a numbered list was just said in full: «ใช่ ข้อ 4»."""
    first, *rest = close
    number = next((n for n, one in numbered(choices).items() if one is first), None)
    if number is None or any(one.value != AS_TYPED for one in rest):
        return close
    return [Choice(first.value, say("forms.choice.yes", run.language, number=number)), *rest]


def _question_back(run: Run, choices: list[Choice], close: list[Choice], text: str) -> str:
    first = close[0]
    if first.value == AS_TYPED:
        return say("forms.choice.new", run.language, text=cut(text, 40))
    if len([c for c in close if c.value != AS_TYPED]) > 1:
        return say("forms.choice.which", run.language)
    if any(one is first for one in numbered(choices).values()):
        label = without_sign(first.label)
        return say("forms.choice.near_numbered", run.language, label=label)
    place = choices.index(first) + 1
    return say("forms.choice.near", run.language, place=place, label=first.label)


def hear_several(run: Run, item: Item, heard: Heard) -> Outcome:
    """Buttons toggle, «done» ends; typed numbers or words are the whole answer."""
    choices, draft = run.choices(item), run.state.draft
    if heard.kind is HeardKind.CHOICE:
        known = any(choice.value == heard.value for choice in choices)
        return (
            Stay(_toggled(run, item, str(heard.value))) if known else wrong("choice", run.language)
        )
    text = typed(heard)
    found = _several(choices, text) if text else []
    enough = text and draft and not found and means(text, "forms.words.enough", run.language)
    if heard.kind is HeardKind.NEXT or enough:
        return Answer(_in_order(choices, [str(one) for one in draft or []]))
    if text and not found and means(text, "forms.words.all", run.language):
        return _all_of(item, choices)
    if not found:
        return _several_asked_back(run, item, choices, text or "")
    return Answer(_in_order(choices, [*(str(one) for one in draft or []), *found]))


def _several_asked_back(run: Run, item: Item, choices: list[Choice], text: str) -> Outcome:
    """Words that are no choice: a near one if they are alone, one's own where there is «other»."""
    if text and len(_AND.split(text)) == 1 and near(choices, text):
        return _asked_back(run, item, choices, text)
    named, words = _own_words(choices, text)
    if not words or not other_key(item):
        return wrong("choices", run.language)
    if not named:
        return _asked_back(run, item, choices, words)
    labels = ", ".join(choice.label for choice in named)
    question = say("forms.choice.with_own", run.language, labels=labels, text=cut(words, 40))
    taken = tuple(choice.value for choice in named)
    return Offer(question, _typed_or_none(run), words, taken)


def _typed_or_none(run: Run) -> tuple[Choice, ...]:
    return (
        Choice(AS_TYPED, say("forms.choice.as_typed", run.language)),
        Choice(NONE_OF_THESE, say("forms.choice.none", run.language)),
    )


def _own_words(choices: list[Choice], text: str) -> tuple[list[Choice], str]:
    """The choices among what was typed, and what is none of them: «1 กับ มะม่วง» → (1, «มะม่วง»)."""
    even = strip_particles(normalize(text))
    parts = [part for part in _AND.split(_NUMBERED.sub("", even)) if part and plain(part)]
    found = [(part, exact(choices, part)) for part in parts]
    named = [choice for _, choice in found if choice and choice.value != OTHER]
    own = " ".join(part for part, choice in found if choice is None)
    return (named, own) if named else ([], even if own else "")


def _all_of(item: Item, choices: list[Choice]) -> Outcome:
    """«ทุกข้อ», without «other», which needs words of its own. With a «none of it» among the
    choices it is shown first what was taken."""
    other = OTHER if other_key(item) else None
    real = [c for c in choices if c.value != other]
    some = [c.value for c in real if not _NOTHING.match(plain(c.label))]
    return Answer(some) if len(some) == len(real) else Stay(some)


def _toggled(run: Run, item: Item, value: str) -> list[str]:
    draft = run.state.draft
    before = chosen(run.state.get(item.key)) if draft is None else [str(one) for one in draft]
    return [one for one in before if one != value] if value in before else [*before, value]


def _several(choices: list[Choice], text: str) -> list[str]:
    whole = exact(choices, text)
    if whole:
        return [whole.value]
    parts = _AND.split(_NUMBERED.sub("", plain(text)))
    found = [exact(choices, part) for part in parts if plain(part)]
    return [choice.value for choice in found if choice] if all(found) else []


def _in_order(choices: list[Choice], values: list[str]) -> list[str]:
    return [choice.value for choice in choices if choice.value in values]


def hear_acknowledge(run: Run, _item: Item, heard: Heard) -> Outcome:
    text = typed(heard)
    agreed = heard.kind is HeardKind.CHOICE and heard.value == "OK"
    if text and (place_in(text) == 1 or means(text, "forms.words.ok", run.language)):
        agreed = True
    return Answer("OK") if agreed else wrong("acknowledge", run.language)
