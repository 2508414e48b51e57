"""Which of the choices are meant by what was typed."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from forms.hear.words import place_in, plain
from forms.question import Choice

NEAR = 0.72
MOST_NEAR = 3
_LEADS = re.compile(r"(\d{1,4})(?:[\s.):]|$)")
_SIGN, _PLACE = re.compile(r"^[^\w\s]+\s+"), re.compile(r"^\d{1,2}[.)]?\s+")


def exact(choices: list[Choice], text: str) -> Choice | None:
    """The choice that these words are, as label, number in the list or name (in that order). A
    label may begin with a sign and a number («🙂 1 ได้พูด»), which nobody types."""
    wanted = plain(text)
    for words in (plain, _unsigned, _bare):
        found = [choice for choice in choices if words(choice.label) == wanted]
        if found and (words is plain or len(found) == 1):
            return found[0]
    place = place_in(text)
    own = numbered(choices).get(place) if place is not None else None
    if own is not None:
        return own
    if place is not None and 1 <= place <= len(choices):
        return choices[place - 1]
    return next((choice for choice in choices if plain(choice.value) == wanted), None)


def numbered(choices: list[Choice]) -> dict[int, Choice]:
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
    return SequenceMatcher(None, wanted, label).ratio()
