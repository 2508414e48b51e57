"""What the dates named in one text amount to together."""

from datetime import date, timedelta
from typing import Literal

from base.thai.moments import Mention, Moment
from base.thai.years import fits, in_range

Reason = Literal[
    "", "unreadable", "ambiguous", "weekday_contradicts", "impossible", "year_out_of_range",
    "wrong_side",
]  # fmt: skip
Settled = tuple[tuple[date, ...], Reason]
_AROUND = [timedelta(n * side) for n in range(1, 7) for side in (-1, 1)]


def _union(mentions: list[Mention]) -> list[date]:
    """What all of them allow; if they differ, all that any of them allows."""
    sets = [set(mention.dates) for mention in mentions if mention.dates]
    common = set.intersection(*sets) if sets else set()
    return sorted(common or set().union(*sets))


def _suggested(weekdays: set[int], written: date, pool: list[date], moment: Moment) -> date:
    """The date of somebody who knew the weekday and slipped in the figure: such a day of
    another month that the question allows, else the closest, on the question's side if any."""
    others = sorted(pool, key=lambda d: abs(d - written)) + [written + n for n in _AROUND]
    such = [d for d in others if d.weekday() in weekdays]
    return next((d for d in such if fits(d, moment.today, moment.faces)), such[0])


def _checked(mentions: list[Mention], days: list[date], moment: Moment) -> Settled:
    """The readings on the weekday that was named; if none is, a contradiction."""
    weekdays = {m.weekday for m in mentions if m.weekday is not None}
    kept = [found for found in days if found.weekday() in weekdays]
    if kept or not weekdays:
        return tuple(kept or days), ""
    pool = [d for m in mentions for d in m.pool]
    return (days[0], _suggested(weekdays, days[0], pool, moment)), "weekday_contradicts"


def _broken(mentions: list[Mention]) -> Reason:
    for mention in mentions:
        if mention.reason in ("impossible", "year_out_of_range"):
            return "impossible" if mention.reason == "impossible" else "year_out_of_range"
    return "" if all(in_range(d) for m in mentions for d in m.dates) else "year_out_of_range"


def settle(mentions: list[Mention], moment: Moment) -> Settled:
    """The candidates of all mentions of a text and what must be asked about them. A weekday
    alone is a date only where no other is named; beside one it is a check."""
    dated = [m for m in mentions if not m.bare] or mentions
    solid = [m for m in dated if m.dates or m.reason != "ambiguous"] or dated
    broken, days = _broken(solid), _union(solid)
    if broken or not days:
        return (), broken or ("ambiguous" if mentions else "unreadable")
    sided = [found for found in days if fits(found, moment.today, moment.faces)]
    if not sided:
        return (tuple(days), "wrong_side") if len(days) <= 2 else ((), "ambiguous")
    candidates, reason = _checked(mentions, sided, moment)
    if not reason and (len(candidates) > 1 or any(m.reason for m in solid)):
        reason = "ambiguous"
    return (candidates if len(candidates) <= 2 else ()), reason
