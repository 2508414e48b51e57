"""`flask holidays …`: when the office is closed, and when it works all the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from base.clock import Clock
from base.thai.holidays import holidays_of
from handlers.surveys.moving import off_holidays
from models import holidays as rows
from models.database import Database
from models.staff import note

DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
BUDDHIST, FIRST_BE, LAST_YEAR = 543, 2443, 2150  # design: four digits from 2443 on are พ.ศ.
NAMED = 120  # characters


class Day(click.ParamType[date]):
    """2026-12-07 or 2569-12-07."""

    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        if isinstance(value, date):
            return value
        found = DAY.fullmatch(str(value))
        try:
            year, month, day = (int(part) for part in found.groups()) if found else (0, 0, 0)
            return date(year_ce(year), month, day)
        except ValueError:
            self.fail(f"«{value}» is no day like 2026-12-07 or 2569-12-07", param, ctx)


def year_ce(year: int) -> int:
    return year - BUDDHIST if year >= FIRST_BE else year


def group(
    open_database: Callable[[], Database],
    clock: Callable[[], Clock],
    zone: Callable[[], ZoneInfo] = lambda: ZoneInfo("Asia/Bangkok"),
) -> click.Group:
    """What is given is called when a command runs, not before."""

    @click.group(name="holidays", help="When the office is closed: the calendar, and its own days.")
    def holidays() -> None: ...

    @holidays.command(
        name="list", help="A year's days, tab-separated; this year's without YEAR (2026 or 2569)."
    )
    @click.argument("year", type=int, required=False)
    def list_(year: int | None) -> None:
        wanted = year_ce(year) if year else clock().now().astimezone(zone()).year
        if not 1941 <= wanted <= LAST_YEAR:
            raise click.ClickException(f"no calendar is known for the year {year}")
        with open_database().read() as session:
            for one in _lines(session, wanted):
                click.echo(one)

    @holidays.command(help="The office is closed on DAY, or with --works works on it all the same.")
    @click.argument("day", type=Day())
    @click.argument("name")
    @click.option("--works", is_flag=True, help="A working day in lieu, or a holiday that moved.")
    def add(day: date, name: str, *, works: bool) -> None:
        if not 0 < len(name.strip()) <= NAMED:
            raise click.ClickException(f"a day's name has 1 to {NAMED} characters")
        with open_database().write() as session:
            told = _added(session, day, name.strip(), clock().now(), works=works)
            moved = [] if works else _moved(session, clock().now(), zone())
        for said in [told, *moved]:
            click.echo(said)

    @holidays.command(help="Take the office's own word about DAY back: the calendar holds again.")
    @click.argument("day", type=Day())
    def remove(day: date) -> None:
        with open_database().write() as session:
            if not rows.drop_day(session, day):
                raise click.ClickException(f"the office has said nothing of {day}")
            note(session, clock().now(), None, "holidays.remove", day.isoformat())
        told = holidays_of(day.year).get(day)
        click.echo(f"{day}: {f'closed, {told}' if told else 'by the calendar no holiday'}")

    return holidays


def _added(session: Session, day: date, name: str, now: datetime, *, works: bool) -> str:
    told = "works" if works else "closed"
    if not rows.set_day(session, day, name, now, works=works):
        return f"{day}: {told} (as before)"
    note(session, now, None, "holidays.add", day.isoformat(), told)
    return f"{day}: {told}"


def _moved(session: Session, now: datetime, zone: ZoneInfo) -> list[str]:
    """What waves had planned for a holiday, each with its new moment."""
    return [
        f"{wave.survey.key}\t{kind}\tmoved to {at.astimezone(zone):%Y-%m-%d %H:%M}"
        for wave, kind, at in off_holidays(session, now, zone)
    ]


def _lines(session: Session, year: int) -> Iterator[str]:
    """Day, weekday, closed or works, whose word it is, name."""
    own = {row.day: row for row in rows.own_days(session, date(year, 1, 1), date(year, 12, 31))}
    calendar = holidays_of(year)
    for day in sorted(own.keys() | calendar.keys()):
        row = own.get(day)
        does, whose, name = (
            ("works" if row.works else "closed", "office", row.name)
            if row
            else ("closed", "calendar", calendar[day])
        )
        yield "\t".join([day.isoformat(), f"{day:%a}", does, whose, name])
