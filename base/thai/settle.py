"""What the dates named in one text amount to together."""

from datetime import date, timedelta
from typing import Literal

from base.thai.moments import Mention, Moment
from base.thai.years import fits, in_range

Reason = Literal[
    "", "unreadable", "ambiguous", "weekday_contradicts", "impossible", "year_out_of_range",
    "wrong_side",
]  # fmt: skip
Settled = tuple[tuple[date, ...], Reason, tuple[date, ...]]
_TOUCHING = 4
Checked = tuple[tuple[date, ...], Reason]
Narrowed = tuple[list[date], Reason]
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


def _lies(day: date, stretches: list[Mention]) -> bool:
    return all(any(a <= day <= b for a, b in stretch.within) for stretch in stretches)


def _touch(stretches: list[Mention], solid: list[Mention]) -> bool:
    """«เดือนที่แล้ว วันที่ 5» is one phrase; a month named elsewhere may be of something else."""
    return all(
        any(max(s.start - m.end, m.start - s.end) <= _TOUCHING for m in solid) for s in stretches
    )


def _narrowed(mentions: list[Mention], solid: list[Mention], days: list[date]) -> Narrowed:
    """The days that lie in the months and years named apart from them. Beside their day these
    decide; anywhere else they only make it doubtful."""
    stretches = [mention for mention in mentions if mention.within]
    kept = [found for found in days if _lies(found, stretches)]
    if kept == days:
        return days, ""
    further = sorted({d for m in solid for d in (*m.pool, *m.far) if _lies(d, stretches)})
    if _touch(stretches, solid) and (kept or further):
        return kept or further, ""
    return (days if kept else further or days), "ambiguous"


def _checked(mentions: list[Mention], days: list[date], moment: Moment) -> Checked:
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
    """The candidates of all mentions of a text, what must be asked about them, and which days
    on the other side may be shown beside them. A weekday alone is a date only where no other is
    named; beside one it is a check."""
    if any(mention.blocks for mention in mentions):
        return (), "ambiguous", ()
    dated = [m for m in mentions if not m.bare] or mentions
    solid = [m for m in dated if m.dates or m.reason != "ambiguous"] or dated
    broken, days = _broken(solid), _union(solid)
    if broken or not days:
        return (), broken or ("ambiguous" if mentions else "unreadable"), ()
    days, doubt = _narrowed(mentions, solid, days)
    sided = [found for found in days if fits(found, moment.today, moment.faces)]
    if not sided:
        return (tuple(days), "wrong_side", ()) if len(days) <= 2 else ((), "ambiguous", ())
    candidates, reason = _checked(mentions, sided, moment)
    if not reason and (doubt or len(candidates) > 1 or any(m.reason for m in solid)):
        reason = "ambiguous"
    others = tuple(d for d in days if d not in sided) if reason == "ambiguous" else ()
    if len(candidates) + len(others) > 2:
        return (candidates if len(candidates) <= 2 else ()), reason, ()
    return candidates, reason, others
