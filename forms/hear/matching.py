"""Which of the choices are meant by what was typed."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from base.thai.numbers import spell
from forms.hear.words import place_in, plain
from forms.question import Choice

NEAR = 0.72
MOST_NEAR = 3
MOST_SPELT = 20
LONG_ENOUGH = 6  # letters of another word that counts inside longer ones: «ไม่มี» does not
_LEADS = re.compile(r"(\d{1,4})(?:[\s.):]|$)")
_SIGN, _PLACE = re.compile(r"^[^\w\s]+\s+"), re.compile(r"^\d{1,2}[.)]?\s+")
_LED = re.compile(r"^(?:ข้อ(?:ที่)?|เบอร์|ระดับ)\s*")
_FIGURE, _COUNTS = re.compile(r"\d+"), re.compile(r"\d{1,2}[.)]?\s.*\d")
_SPELT = {spell(number): number for number in range(MOST_SPELT + 1)}


def exact(choices: list[Choice], text: str, *, spelt: bool = True) -> Choice | None:
    """The choice that these words are, as label, number in the list or name (in that order). A
    label may begin with a sign and a number («🙂 1 ได้พูด»), which nobody types. `spelt`: also a
    number in words; not where free words may be said as well."""
    wanted = plain(text)
    for words in (plain, _unsigned, _bare):
        found = [choice for choice in choices if words(choice.label) == wanted]
        if found and (words is plain or len(found) == 1):
            return found[0]
    place = place_of(choices, text) if spelt else place_in(text)
    own = numbered(choices).get(place) if place is not None else None
    if own is not None:
        return own
    if place is not None and 1 <= place <= len(choices):
        return choices[place - 1]
    return next((choice for choice in choices if plain(choice.value) == wanted), None)


def place_of(choices: list[Choice], text: str) -> int | None:
    """The number that was typed, in figures or spelt («ห้า», «ข้อสาม») where no label says the word
    itself («2 หนึ่งครั้ง»), and where a bare word cannot be a count («3 จัดแล้ว 1 ครั้ง»)."""
    place = place_in(text)
    if place is not None:
        return place
    word = _LED.sub("", plain(text))
    spelt = _SPELT.get(word)
    said = spelt is not None and any(word in plain(choice.label) for choice in choices)
    return None if said or _may_count(choices, text) else spelt


def _may_count(choices: list[Choice], text: str) -> bool:
    """Whether it is a bare spelt number, and labels hold one more than the one they begin with."""
    bare = plain(text) in _SPELT
    return bare and any(_COUNTS.match(_unsigned(choice.label)) for choice in choices)


def numbered(choices: list[Choice]) -> dict[int, Choice]:
    """By the numbers that the labels themselves begin with («0 ครั้ง», «1 ครั้ง»), if two or more
    do: what somebody reads is what they type."""
    leads = [(_LEADS.match(_unsigned(choice.label)), choice) for choice in choices]
    found = {int(match[1]): choice for match, choice in leads if match}
    return found if len(found) > 1 else {}


def without_sign(label: str) -> str:
    """«🙂 1 ได้พูด» → «1 ได้พูด»."""
    return _SIGN.sub("", label)


def _unsigned(label: str) -> str:
    return plain(without_sign(label))


def _bare(label: str) -> str:
    return plain(_PLACE.sub("", without_sign(label)))


def near(choices: list[Choice], text: str) -> list[Choice]:
    """Up to three choices that the words may have meant, the nearest first."""
    wanted = plain(text)
    if len(wanted) < 2 or place_in(text) is not None:
        return []
    scored = [(_score(wanted, choice), choice) for choice in choices]
    best = sorted((s for s in scored if s[0] >= NEAR), key=lambda s: -s[0])
    found = [choice for _, choice in best]
    if _may_count(choices, text) and (placed := numbered(choices).get(_SPELT[wanted])):
        found = [*found[: MOST_NEAR - 1], *([] if placed in found else [placed])]
    return found[:MOST_NEAR]


def _score(wanted: str, choice: Choice) -> float:
    """By the label, with and without its number, and by the other words for it."""
    labels = dict.fromkeys((plain(choice.label), _bare(choice.label)))
    others = (_likeness_of_another(wanted, plain(word)) for word in choice.also)
    return max(*(_likeness(wanted, label) for label in labels), *others, 0.0)


def _likeness(wanted: str, label: str) -> float:
    if label.startswith(wanted):
        return 1.0
    if wanted in label or (len(label) > 2 and label in wanted):
        return 0.95
    return _ratio(wanted, label)


def _ratio(wanted: str, label: str) -> float:
    # Of two that share so few letters, or are so unlike in length, nothing better can come; and a
    # list of thousands is looked through while a turn holds its transaction.
    shared = min(sum(map(wanted.__contains__, label)), len(wanted))
    if 2 * shared < NEAR * (len(wanted) + len(label)):
        return 0.0
    return SequenceMatcher(None, wanted, label).ratio()


def _likeness_of_another(wanted: str, word: str) -> float:
    """The very word goes before what only begins like a label; a piece of it says too little."""
    if wanted == word:
        return 2.0
    figures = _FIGURE.findall(word)
    if figures and figures != _FIGURE.findall(wanted):  # «2 ครั้ง» is not nearly «1 ครั้ง»
        return 0.0
    contained = len(word) >= LONG_ENOUGH and word in wanted
    return 0.95 if contained else _ratio(wanted, word)
