"""`flask cohorts import`: an office's own sign-in sheet enters the roster, looked at first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from base.clock import Clock
from base.i18n import LANGUAGES, say
from base.thai.format import Lang, short_date
from handlers.roster import importing
from handlers.roster.heading import Heading, read_heading
from handlers.roster.importing import Plan, Planned, Step
from handlers.roster.sheet import Remark, SignIn, read_sign_in
from handlers.roster.workbook import NotRead, read_workbook
from handlers.roster.writing import StillChanging
from handlers.roster.writing import bring as bring_in
from models.database import Database

HELP = (
    "Bring the people of a sign-in sheet (.xlsx, .xls, .csv) into a cohort. Shows what would "
    "become of each row and writes nothing; with --commit all of it is written, or nothing. May "
    "be repeated."
)


def command(open_database: Callable[[], Database], clock: Callable[[], Clock]) -> click.Command:
    """`open_database` and `clock` are called when the command runs, not before."""

    @click.command(name="import", help=HELP)
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--commit", "--yes", "commit", is_flag=True, help="Write it.")
    @click.option("--programme", default="", help="Its name, if no row above the table says it.")
    @click.option("--programme-en", default="", help="The programme's name in English.")
    @click.option("--number", type=click.IntRange(1, 999), help="Of the cohort (รุ่นที่).")
    @click.option("--days", default="", help="Of the workshop: «15-17 มิ.ย. 2569».")
    @click.option("--phones", is_flag=True, help="The sheet's numbers replace those of the roster.")
    @click.option("--language", type=click.Choice(LANGUAGES), default="th", show_default=True)
    def bring(
        file: Path,
        *,
        commit: bool,
        programme: str,
        programme_en: str,
        number: int | None,
        days: str,
        phones: bool,
        language: Lang,
    ) -> None:
        sheet = _read(file, language)
        sheet.heading = _told(sheet.heading, programme, number, days, language)
        english = " ".join(programme_en.split()) or sheet.heading.programme_en
        sheet.heading = replace(sheet.heading, programme_en=english)
        database = open_database()
        with database.read() as session:
            made = importing.plan(session, sheet, phones=phones)
        if commit and made.changes and not made.faults:
            made = _written(database, sheet, clock().now(), language, phones=phones)
        _tell(made, language, commit=commit)

    return bring


def _written(
    database: Database, sheet: SignIn, now: datetime, language: str, *, phones: bool
) -> Plan:
    try:
        return bring_in(database, sheet, now, phones=phones)
    except StillChanging as busy:
        raise click.ClickException(say("roster.file_still_changing", language)) from busy


def _read(file: Path, language: str) -> SignIn:
    try:
        return read_sign_in(read_workbook(file))
    except NotRead as refused:
        raise click.ClickException(
            say(f"roster.file_{refused.key}", language, **refused.values)
        ) from refused


def _told(
    heading: Heading, programme: str, number: int | None, days: str, language: str
) -> Heading:
    """What the operator says goes before what the sheet says."""
    heading = replace(
        heading,
        programme=" ".join(programme.split()) or heading.programme,
        number=number or heading.number,
    )
    if not days:
        return heading
    said = read_heading([days])
    if said.starts is None:
        raise click.ClickException(say("roster.file_no_such_days", language, days=days))
    return replace(heading, starts=said.starts, ends=said.ends)


def _tell(made: Plan, language: Lang, *, commit: bool) -> None:
    for line in _lines(made, language):
        click.echo(line)
    if made.faults:
        for remark in made.faults:
            click.echo(told(remark, language), err=True)
        click.echo(say("roster.nothing_written", language, count=len(made.faults)), err=True)
        raise SystemExit(1)
    if not made.changes:
        click.echo(say("roster.no_changes", language))
    else:
        click.echo(say("roster.written" if commit else "roster.only_looked", language))


def _lines(made: Plan, language: Lang) -> Iterator[str]:
    yield _cohort(made, language)
    for one in made.people:
        yield _row(one, language)
    for remark in made.notes:
        yield told(remark, language)
    counts = {step.value: made.count(step) for step in Step}
    yield say("roster.counted", language, count=len(made.people), **counts)


def _cohort(made: Plan, language: Lang) -> str:
    heading = made.heading
    days = [short_date(day, language) if day else "-" for day in (heading.starts, heading.ends)]
    return say(
        "roster.cohort_there" if made.cohort else "roster.cohort_new",
        language,
        programme=_programme(heading, language),
        number=heading.number or "-",
        starts=days[0],
        ends=days[1],
    )


def _programme(heading: Heading, language: Lang) -> str:
    english = heading.programme_en if language == "en" else None
    return english or heading.programme or "-"


def _row(one: Planned, language: str) -> str:
    """A number's last four figures only: a screen is looked at by others too."""
    entry = one.entry
    parts = [
        str(entry.row),
        say(f"roster.step_{one.step.value}", language),
        entry.full_name,
        entry.called,
        say(f"roster.kind_{entry.kind}", language),
        one.place.shown,
        f"…{entry.phone[-4:]}" if entry.phone else "-",
    ]
    return "\t".join(parts)


def told(remark: Remark, language: str) -> str:
    """«แถว 12: …»; what is about the whole file has no row."""
    text = say(f"roster.row_{remark.key}", language, **remark.values)
    if not remark.row:
        return text
    return say("roster.at_row", language, sheet=remark.sheet, row=remark.row, text=text)
