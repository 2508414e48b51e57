"""Selects: a button, or the choice's number, name or words typed."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from base.i18n import say
from base.thai.text import cut, normalize, strip_particles
from forms.choices import OTHER, chosen, other_key
from forms.form import Item
from forms.hear.offer import AS_TYPED, NONE_OF_THESE
from forms.hear.outcome import Answer, Offer, Outcome, Stay, wrong
from forms.hear.words import means, place_in, plain, typed
from forms.question import Choice, Heard, HeardKind

if TYPE_CHECKING:
    from forms.run import Run

_NOTHING = re.compile(r"ไม่|none\b|nothing|neither", re.IGNORECASE)
NEAR = 0.72
MOST_NEAR = 3
_LEADS = re.compile(r"(\d{1,4})(?:[\s.):]|$)")
_SIGN, _PLACE = re.compile(r"^[^\w\s]+\s+"), re.compile(r"^\d{1,2}[.)]?\s+")
_NUMBERED = re.compile(r"ข้อ(?:ที่)?\s*(?=\d)")
_AND = re.compile(r"\s*(?:[,،、;+&/\n]|กับ|และ|แล้วก็|\band\b|(?<=\d)[.)])\s*|\s+")


def exact(choices: list[Choice], text: str) -> Choice | None:
    """The choice that these words are, as label, number in the list or name (in that order). A
    label may begin with a sign and a number («🙂 1 ได้พูด»), which nobody types."""
    wanted = plain(text)
    for words in (plain, _unsigned, _bare):
        found = [choice for choice in choices if words(choice.label) == wanted]
        if found and (words is plain or len(found) == 1):
            return found[0]
    place = place_in(text)
    numbered = _numbered(choices).get(place) if place is not None else None
    if numbered is not None:
        return numbered
    if place is not None and 1 <= place <= len(choices):
        return choices[place - 1]
    return next((choice for choice in choices if plain(choice.value) == wanted), None)


def _numbered(choices: list[Choice]) -> dict[int, Choice]:
    """By the numbers that the labels themselves begin with («0 ครั้ง», «1 ครั้ง»), if two or more
    do: what somebody reads is what they type."""
    leads = [(_LEADS.match(_unsigned(choice.label)), choice) for choice in choices]
    found = {int(match[1]): choice for match, choice in leads if match}
    return found if len(found) > 1 else {}


def _unsigned(label: str) -> str:
    return plain(_SIGN.sub("", label))


def _bare(label: str) -> str:
    return plain(_PLACE.sub("", _SIGN.sub("", label)))


def near(choices: list[Choice], text: str) -> list[Choice]:
    """Up to three choices that the words may have meant, the nearest first."""
    wanted = plain(text)
    if len(wanted) < 2 or place_in(text) is not None:
        return []
    scored = [(_likeness(wanted, plain(choice.label)), choice) for choice in choices]
    best = sorted((s for s in scored if s[0] >= NEAR), key=lambda s: -s[0])
    return [choice for _, choice in best[:MOST_NEAR]]


def _likeness(wanted: str, label: str) -> float:
    if label.startswith(wanted):
        return 1.0
    if wanted in label or (len(label) > 2 and label in wanted):
        return 0.95
    # Of two that share so few letters, or are so unlike in length, nothing better can come; and a
    # list of thousands is looked through while a turn holds its transaction.
    shared = min(sum(map(wanted.__contains__, label)), len(wanted))
    if 2 * shared < NEAR * (len(wanted) + len(label)):
        return 0.0
    return SequenceMatcher(None, wanted, label).ratio()


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
    return Offer(_question_back(run, choices, close, text), (*close, none), text)


def _question_back(run: Run, choices: list[Choice], close: list[Choice], text: str) -> str:
    first = close[0]
    if first.value == AS_TYPED:
        return say("forms.choice.new", run.language, text=cut(text, 40))
    if len([c for c in close if c.value != AS_TYPED]) > 1:
        return say("forms.choice.which", run.language)
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
