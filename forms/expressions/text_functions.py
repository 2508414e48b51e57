"""Text and truth functions of XPath 1.0 §4.2–4.3 and of ODK."""

from __future__ import annotations

import math
from collections.abc import Sequence

import regex as patterns

from forms.expressions.runtime import Here, World
from forms.expressions.values import Value, number, string
from forms.expressions.values import boolean as truth

# A pattern that needs longer than this is one that backtracks without end. A few of them use up
# what one answer may cost.
PATTERN_SECONDS = 0.2
PATTERN_STEPS, ENDLESS_STEPS = 100, 50_000
LONGEST_PATTERN = 2_000


def _own(world: World, here: Here, given: Sequence[Value]) -> str:
    if given:
        return string(given[0], world)
    return world.text(here.node) if here.node is not None else ""


def _two(world: World, given: Sequence[Value]) -> tuple[str, str]:
    return string(given[0], world), string(given[1], world)


def _spread(world: World, given: Sequence[Value]) -> list[str]:
    texts: list[str] = []
    for value in given:
        if isinstance(value, list):
            texts.extend(world.text(node) for node in value)
        else:
            texts.append(string(value, world))
    return texts


def to_boolean(_world: World, _here: Here, given: Sequence[Value]) -> bool:
    return truth(given[0])


def boolean_from_string(world: World, _here: Here, given: Sequence[Value]) -> bool:
    return string(given[0], world).strip() in ("1", "true")


def true(_world: World, _here: Here, _given: Sequence[Value]) -> bool:
    return True


def false(_world: World, _here: Here, _given: Sequence[Value]) -> bool:
    return False


def negation(_world: World, _here: Here, given: Sequence[Value]) -> bool:
    return not truth(given[0])


def to_string(world: World, here: Here, given: Sequence[Value]) -> str:
    return _own(world, here, given)


def concat(world: World, _here: Here, given: Sequence[Value]) -> str:
    return "".join(_spread(world, given))


def join(world: World, _here: Here, given: Sequence[Value]) -> str:
    return string(given[0], world).join(_spread(world, given[1:]))


def contains(world: World, _here: Here, given: Sequence[Value]) -> bool:
    text, part = _two(world, given)
    return part in text


def starts_with(world: World, _here: Here, given: Sequence[Value]) -> bool:
    text, part = _two(world, given)
    return text.startswith(part)


def ends_with(world: World, _here: Here, given: Sequence[Value]) -> bool:
    text, part = _two(world, given)
    return text.endswith(part)


def lower_case(world: World, _here: Here, given: Sequence[Value]) -> str:
    return string(given[0], world).lower()


def upper_case(world: World, _here: Here, given: Sequence[Value]) -> str:
    return string(given[0], world).upper()


def normalize_space(world: World, here: Here, given: Sequence[Value]) -> str:
    return " ".join(
        part for part in patterns.split(r"[ \t\r\n]+", _own(world, here, given)) if part
    )


def string_length(world: World, here: Here, given: Sequence[Value]) -> float:
    return float(len(_own(world, here, given)))


def substr(world: World, _here: Here, given: Sequence[Value]) -> str:
    """substr(text, start, end): from 0, end not included, negatives from the end (ODK)."""
    text = string(given[0], world)
    places = [number(value, world) for value in given[1:]]
    if any(math.isnan(place) or math.isinf(place) for place in places):
        return ""
    return text[slice(*(int(place) for place in [*places, len(text)][:2]))]


def substring(world: World, _here: Here, given: Sequence[Value]) -> str:
    """substring(text, start, length) of XPath 1.0 §4.2: from 1, rounded."""
    text = string(given[0], world)
    start = half_up(number(given[1], world))
    end = math.inf if len(given) < 3 else start + half_up(number(given[2], world))
    return "".join(letter for place, letter in enumerate(text, 1) if start <= place < end)


def half_up(value: float) -> float:
    """XPath's round: a half goes up, also below zero."""
    return value if math.isnan(value) or math.isinf(value) else float(math.floor(value + 0.5))


def substring_before(world: World, _here: Here, given: Sequence[Value]) -> str:
    text, part = _two(world, given)
    return text.partition(part)[0] if part and part in text else ""


def substring_after(world: World, _here: Here, given: Sequence[Value]) -> str:
    text, part = _two(world, given)
    return text.partition(part)[2] if part else text


def translate(world: World, _here: Here, given: Sequence[Value]) -> str:
    text, old, new = (string(value, world) for value in given)
    table: dict[int, str | None] = {}
    for place, letter in enumerate(old):
        table.setdefault(ord(letter), new[place] if place < len(new) else None)
    return text.translate(table)


def regex(world: World, _here: Here, given: Sequence[Value]) -> bool:
    """regex(text, pattern): the whole text must match (ODK); a bad or endless pattern is false."""
    text, pattern = _two(world, given)
    world.spend(PATTERN_STEPS)
    try:
        found = len(pattern) <= LONGEST_PATTERN and patterns.fullmatch(
            pattern, text, timeout=PATTERN_SECONDS
        )
        return bool(found)
    except TimeoutError:
        world.spend(ENDLESS_STEPS)
        return False
    except patterns.error:
        return False
