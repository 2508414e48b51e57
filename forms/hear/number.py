"""Whole numbers and decimals, in digits or in Thai words."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from base.i18n import say
from base.thai.numbers import read_number
from forms.form import Item
from forms.hear.outcome import Answer, Offer, Outcome, wrong
from forms.hear.words import typed
from forms.question import Choice, Heard
from forms.value import LARGEST

if TYPE_CHECKING:
    from forms.run import Run


def hear_integer(run: Run, _item: Item, heard: Heard) -> Outcome:
    return _hear(run, heard, whole=True)


def hear_decimal(run: Run, _item: Item, heard: Heard) -> Outcome:
    return _hear(run, heard, whole=False)


def _hear(run: Run, heard: Heard, *, whole: bool) -> Outcome:
    kind = "integer" if whole else "decimal"
    text = typed(heard)
    reading = read_number(text) if text else None
    if reading is None:
        return wrong(kind, run.language)
    read = [Decimal(reading.value), *(Decimal(other) for other in reading.others)]
    fitting = [one for one in dict.fromkeys(read) if fits(one, whole=whole)]
    if not fitting:
        return wrong(kind, run.language)
    if len(fitting) == 1:
        return Answer(plain_number(fitting[0]))
    choices = tuple(Choice(str(one), str(one)) for one in map(plain_number, fitting))
    return Offer(say("forms.offer.number", run.language), choices)


def fits(value: Decimal, *, whole: bool) -> bool:
    return value.is_finite() and abs(value) < LARGEST and (not whole or value == int(value))


def plain_number(value: Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)
