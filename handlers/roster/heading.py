"""What the rows above the table say: which programme, which cohort, from when until when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from base.thai.fold import fold
from base.thai.months import month_at
from base.thai.years import BUDDHIST, christian_year, on

_PROGRAMME = re.compile(r"(?<!ผู้รับผิดชอบ)(?<!หัวหน้า)(โครงการ.+)")
_AFTER_NAME = re.compile(r"\s*[(,]?\s*(?:รุ่น(?:ที่)?\s*\d|ระหว่างวันที่|วันที่\s*\d|ณ\s|ประจำปี|ปีงบประมาณ).*")
_ENGLISH = re.compile(
    r"((?:[A-Za-z][A-Za-z,&'’() -]*\s)?(?:project|programme?)\b(?:\s[A-Za-z][A-Za-z,&'’() -]*)?)",
    re.IGNORECASE,
)
_COHORT = re.compile(r"รุ่น(?:ที่)?\s*(\d{1,3})(?!\d)")
_DAY = re.compile(r"(?<!\d)((?:\d{1,2} ?(?:-|,|และ|ถึง) ?)*)(\d{1,2}) ?(?=[ก-ฮa-z])")
_YEAR = re.compile(r"\s?(?:(?:พ\.?\s?ศ|ค\.?\s?ศ)\.?)?\s?(\d{4}|\d{2}(?!\d))")
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)|(\d{4})-(\d{2})-(\d{2})")
_ON = re.compile(r"\s?(?:-|,|และ|ถึง)?\s?(?:วันที)?\s?")  # folded: without tone marks
_THIS_CENTURY = 2500


@dataclass(frozen=True, slots=True)
class Heading:
    """What is known of the cohort; None for what no row says."""

    programme: str | None = None
    programme_en: str | None = None
    number: int | None = None
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class _Days:
    """One mention: the days of a month, the year if it is said, and where it stands."""

    start: int
    end: int
    days: tuple[int, ...]
    month: int
    year: int | None


def read_heading(rows: Iterable[str]) -> Heading:
    """Out of the texts above the table, in their order."""
    told = list(dict.fromkeys(rows))
    days = next((found for text in told if (found := _days(text))), ())
    number = next((int(m[1]) for text in told if (m := _COHORT.search(text))), None)
    programme = next((name for text in told if (name := _programme(text))), None)
    english = next((one[1] for text in told if (one := _ENGLISH.search(text))), None)
    return Heading(
        programme,
        english.strip(" .,-–()«»\"'") if english else None,
        number,
        min(days, default=None),
        max(days, default=None),
    )


def _programme(text: str) -> str | None:
    found = _PROGRAMME.search(text)
    return _AFTER_NAME.sub("", found[1]).strip(" .,-–()«»\"'") if found else None


def _days(text: str) -> list[date]:
    flat = fold(text).text
    mentions = _one_stretch(flat, list(_mentions(flat)))
    year = next((one.year for one in reversed(mentions) if one.year), None)
    found = [
        day
        for one in mentions
        for number in one.days
        if (said := one.year or year) and (day := on(said, one.month, number))
    ]
    return found or _in_figures(text)


def _mentions(flat: str) -> Iterator[_Days]:
    for found in _DAY.finditer(flat):
        month = month_at(flat, found.end())
        if month is None:
            continue
        number, end = month
        year = _YEAR.match(flat, end)
        days = [int(one) for one in re.findall(r"\d+", found[1])] + [int(found[2])]
        yield _Days(
            found.start(),
            year.end() if year else end,
            tuple(days),
            number,
            _year(year[1]) if year else None,
        )


def _one_stretch(flat: str, mentions: list[_Days]) -> list[_Days]:
    """«28 มิ.ย. - 2 ก.ค. 2569» is one thing; a day that is named later is about something else."""
    kept = mentions[:1]
    for one in mentions[1:]:
        if not _ON.fullmatch(flat, kept[-1].end, one.start):
            break
        kept.append(one)
    return kept


def _year(digits: str) -> int | None:
    """Two figures are a Buddhist year of this century: «69» is 2569."""
    if len(digits) == 2:
        return _THIS_CENTURY + int(digits) - BUDDHIST
    return christian_year(digits)


def _in_figures(text: str) -> list[date]:
    found = []
    for day, month, year, *iso in _FIGURES.findall(text):
        told = (iso[0], iso[1], iso[2]) if iso[0] else (year, month, day)
        in_our_years = christian_year(told[0])
        known = on(in_our_years, int(told[1]), int(told[2])) if in_our_years else None
        found += [known] if known else []
    return found
