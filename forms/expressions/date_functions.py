"""Dates and moments (ODK "Date and time functions"): ISO texts, counted in days since 1970."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from forms.expressions.runtime import Here, World
from forms.expressions.values import EPOCH, NAN, Value, days, string, time_of_day


def today(world: World, _here: Here, _given: Sequence[Value]) -> str:
    return world.today.isoformat()


def now(world: World, _here: Here, _given: Sequence[Value]) -> str:
    return world.now.isoformat(timespec="milliseconds")


def _moment(value: Value, world: World) -> datetime | None:
    if isinstance(value, float) and not isinstance(value, bool):
        return _from_days(value)
    text = string(value, world).strip()
    if days(text) is None:
        counted = re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII)
        return _from_days(float(text)) if counted else None
    moment = datetime.fromisoformat(text)
    # Written in another zone, it is told by the clock here.
    return moment.astimezone(world.now.tzinfo) if moment.tzinfo else moment


def _at(value: Value, world: World) -> datetime | None:
    """A time of day, on today's date."""
    text = string(value, world).strip()
    passed = time_of_day(text)
    return None if passed is None else _from_days(world.today.toordinal() - EPOCH + passed)


def _from_days(value: float) -> datetime | None:
    if math.isnan(value) or not -EPOCH < value < date.max.toordinal() - EPOCH:
        return None
    whole = date.fromordinal(EPOCH + math.floor(value))
    start = datetime.combine(whole, time())
    return start + timedelta(seconds=round((value - math.floor(value)) * 86_400))


def to_date(world: World, _here: Here, given: Sequence[Value]) -> str:
    """date(x) of a text or a number of days; '' if it is neither."""
    moment = _moment(given[0], world)
    return moment.date().isoformat() if moment else ""


def to_date_time(world: World, _here: Here, given: Sequence[Value]) -> str:
    moment = _moment(given[0], world)
    return moment.isoformat(timespec="milliseconds") if moment else ""


def decimal_date_time(world: World, _here: Here, given: Sequence[Value]) -> float:
    moment = _moment(given[0], world)
    counted = days(moment.isoformat()) if moment else None
    return NAN if counted is None else counted


def decimal_time(world: World, _here: Here, given: Sequence[Value]) -> float:
    passed = time_of_day(string(given[0], world))
    return NAN if passed is None else passed


def format_date(world: World, _here: Here, given: Sequence[Value]) -> str:
    """format-date(date, format) with ODK's signs %Y %y %m %n %b %d %e %H %h %M %S %3 %a."""
    moment = _moment(given[0], world) or _at(given[0], world)
    if moment is None:
        return ""

    def sign(match: re.Match[str]) -> str:
        write = _SIGNS.get(match.group(1))
        return write(moment, world.language) if write else match.group(0)

    return re.sub(r"%(.)", sign, string(given[1], world))


def _word(pattern: str) -> Callable[[datetime, str], str]:
    def word(moment: datetime, language: str) -> str:
        from babel.dates import format_date as written

        return written(moment.date(), pattern, locale=language)

    return word


_SIGNS: dict[str, Callable[[datetime, str], str]] = {
    "Y": lambda moment, _: f"{moment.year:04d}",
    "y": lambda moment, _: f"{moment.year % 100:02d}",
    "m": lambda moment, _: f"{moment.month:02d}",
    "n": lambda moment, _: str(moment.month),
    "b": _word("MMM"),
    "d": lambda moment, _: f"{moment.day:02d}",
    "e": lambda moment, _: str(moment.day),
    "H": lambda moment, _: f"{moment.hour:02d}",
    "h": lambda moment, _: str(moment.hour),
    "M": lambda moment, _: f"{moment.minute:02d}",
    "S": lambda moment, _: f"{moment.second:02d}",
    "3": lambda moment, _: f"{moment.microsecond // 1000:03d}",
    "a": _word("EEE"),
}
