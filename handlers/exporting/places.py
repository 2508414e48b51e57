"""Where an answer is from, in an export.

Of whoever answered with a name: the villages they belonged to then. Of an answer without a name
that is about a forum: its district, village and forum, each only where at least LEAST answered for
it on one day, and that day is over. If then a single district of a day (village of a district,
forum of a village) would be left without its name, or several with fewer than LEAST answers in all,
the next smallest is left without it too, or they could be subtracted. What is told of a day never
changes later by more answers, so that two files of different days tell no more than one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.forum_answers import daily
from models.forums import Forum
from models.people import Membership
from models.places import Village
from models.responses import Answered
from reports.responses.columns import DISTRICT, FORUM, HELD_ON, VILLAGE, VILLAGE_NAME

LEAST = 10  # of one village or forum on one day (design: "Small cells")
Cell = str | date | None
Place = Mapping[str, Cell]  # by header
Counts = Mapping[Forum, int]
OF_DISTRICT = (DISTRICT,)
OF_PEOPLE = (DISTRICT, VILLAGE, VILLAGE_NAME)
OF_FORUMS = (DISTRICT, VILLAGE, VILLAGE_NAME, FORUM, HELD_ON)


def nobodys_places(
    session: Session, survey_id: str, today: date
) -> dict[tuple[date, str | None], Place]:
    """What may be told of answers without a name, by their day and their forum's id."""
    days: dict[date, dict[Forum, int]] = defaultdict(dict)
    for (day, forum), many in daily(session, survey_id, today).items():
        days[day][forum] = many
    names = names_of(session, {one.village_code for day in days.values() for one in day})
    return {
        (day, forum.id): place
        for day, counts in days.items()
        for forum, place in _told(counts, names, _LEVELS).items()
    }


def _told(
    counts: Counts, names: Mapping[str, str], levels: tuple[Level, ...]
) -> dict[Forum, dict[str, Cell]]:
    """From the widest place to the narrowest: inside a place that is not told nothing is."""
    if not levels:
        return {}
    key, cells = levels[0]
    sizes: dict[str, int] = defaultdict(int)
    for forum, many in counts.items():
        sizes[key(forum)] += many
    found: dict[Forum, dict[str, Cell]] = {}
    for place in shown(sizes):
        inside = {forum: many for forum, many in counts.items() if key(forum) == place}
        closer = _told(inside, names, levels[1:])
        found |= {forum: cells(forum, names) | closer.get(forum, {}) for forum in inside}
    return found


def shown(sizes: Mapping[str, int]) -> set[str]:
    """Those that are large enough; where one alone is not, or all that are not hold fewer than
    LEAST, the next smallest is left out as well. A place that is not known ('') is never shown."""
    large = {place for place, many in sizes.items() if place and many >= LEAST}
    left = [many for place, many in sizes.items() if place not in large]
    if large and left and (len(left) == 1 or sum(left) < LEAST):
        large.remove(min(large, key=lambda place: (sizes[place], place)))
    return large


Level = tuple[Callable[[Forum], str], Callable[[Forum, Mapping[str, str]], dict[str, Cell]]]


def _of_village(forum: Forum, names: Mapping[str, str]) -> dict[str, Cell]:
    code = forum.village_code or ""
    return {VILLAGE: code, VILLAGE_NAME: names.get(code)}


def _district(forum: Forum) -> str:
    return (forum.village_code or "")[:4]


_LEVELS: tuple[Level, ...] = (
    (_district, lambda one, _: {DISTRICT: _district(one)}),
    (lambda one: one.village_code or "", _of_village),
    (lambda one: one.id, lambda one, _: {FORUM: one.id, HELD_ON: one.held_on}),
)


def peoples_places(session: Session, some: Iterable[Answered], *, whole: bool) -> dict[str, Place]:
    """Where whoever answered with a name belonged when they did, by the response's id; no more
    than the district if not the `whole` of it."""
    named = [one for one in some if one.person_id]
    rows = session.execute(
        sa.select(Membership).where(
            Membership.person_id.in_({one.person_id for one in named}),
            Membership.village_code.is_not(None),
        )
    )
    belonging: dict[str, list[Membership]] = defaultdict(list)
    for (row,) in rows:
        belonging[row.person_id].append(row)
    codes = {one.id: _then(belonging[one.person_id or ""], one) for one in named}
    names = names_of(session, {code for found in codes.values() for code in found})
    told = {one: _of_codes(found, names) for one, found in codes.items() if found}
    return told if whole else {one: {DISTRICT: place[DISTRICT]} for one, place in told.items()}


def _then(belonging: Iterable[Membership], one: Answered) -> list[str]:
    at = one.submitted_at
    found = {
        row.village_code
        for row in belonging
        if row.village_code and at and row.since <= at and (row.until is None or at < row.until)
    }
    return sorted(found)


def _of_codes(codes: list[str], names: Mapping[str, str]) -> Place:
    """Of two villages both, with a blank between."""
    return {
        DISTRICT: " ".join(sorted({code[:4] for code in codes})),
        VILLAGE: " ".join(codes),
        VILLAGE_NAME: " ".join(names.get(code, "") for code in codes),
    }


def names_of(session: Session, codes: Iterable[str | None]) -> dict[str, str]:
    """The Thai names of villages by their codes."""
    wanted = [code for code in codes if code]
    chosen = session.scalars(sa.select(Village).where(Village.code.in_(wanted)))
    return {one.code: one.name_th for one in chosen}
