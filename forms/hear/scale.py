"""range: a number from start to end in steps; few enough of them are buttons."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from base.i18n import say
from base.thai.numbers import read_number
from forms.form import Item
from forms.hear.number import plain_number
from forms.hear.outcome import Answer, Offer, Outcome, Wrong
from forms.hear.words import plain, typed
from forms.question import Choice, Heard, HeardKind
from forms.value import decimal_of

if TYPE_CHECKING:
    from forms.run import Run

AS_BUTTONS = 11  # 0 to 10


def scale_choices(run: Run, item: Item) -> tuple[Choice, ...]:
    """Every value as a button, none where they are too many and the number is typed."""
    assert item.scale is not None
    if item.scale.size > AS_BUTTONS:
        return ()
    named = _labels(run, item)
    values = [plain_number(value) for value in item.scale.values()]
    return tuple(Choice(f"{v}", f"{v} {named.get(float(v), '')}".strip()) for v in values)


def scale_words(run: Run, item: Item) -> str:
    """What is wanted: «ขอเป็นเลข 0 ถึง 100 ค่ะ»."""
    assert item.scale is not None
    low, high = sorted((item.scale.start, item.scale.end))
    step = abs(item.scale.step)
    key = "forms.wrong.range" if step == 1 else "forms.wrong.range_step"
    shown = {"low": low, "high": high, "step": step}
    return say(key, run.language, **{name: plain_number(v) for name, v in shown.items()})


def hear_range(run: Run, item: Item, heard: Heard) -> Outcome:
    assert item.scale is not None
    if heard.kind is HeardKind.CHOICE:
        amount = decimal_of(heard.value)
        fits = amount is not None and item.scale.holds(amount)
        return Answer(heard.value) if fits else Wrong(scale_words(run, item))
    text = typed(heard)
    found = _read(run, item, text) if text else []
    if not found:
        return Wrong(scale_words(run, item))
    if len(found) == 1:
        return Answer(plain_number(found[0]))
    choices = tuple(Choice(str(one), str(one)) for one in map(plain_number, found))
    return Offer(say("forms.offer.number", run.language), choices)


def _read(run: Run, item: Item, text: str) -> list[Decimal]:
    """Values on the scale that the words may be: a number, or the words beside one."""
    assert item.scale is not None
    wanted = plain(text)
    for value, name in _labels(run, item).items():
        if plain(name) == wanted:
            return [Decimal(str(value))]
    reading = read_number(text)
    if reading is None:
        return []
    read = [Decimal(reading.value), *(Decimal(other) for other in reading.others)]
    return [one for one in dict.fromkeys(read) if one.is_finite() and item.scale.holds(one)]


def _labels(run: Run, item: Item) -> dict[float, str]:
    """Words of single values (`tick_labelset`)."""
    if item.options is None:
        return {}
    named = ((decimal_of(one.value), one.label) for one in run.choices(item))
    return {float(value): label for value, label in named if value is not None}
