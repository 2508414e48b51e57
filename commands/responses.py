"""`flask responses …`: what was answered, as files for Excel, SPSS, R and the like."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from base.clock import Clock
from forms import FormRefused, Reader
from handlers.exporting import service
from models.database import Database
from models.responses import versions_of
from models.staff import note
from models.surveys import Survey
from reports.responses import Extras, Format, Made, Plan, Shape, ending, export
from reports.responses import Response as Row

EXPORTED = "responses.export"
LANGUAGES = ("th", "en")
FORMATS = [one.value for one in Format]


def group(
    open_database: Callable[[], Database],
    clock: Callable[[], Clock],
    zone: Callable[[], ZoneInfo],
    readers: Callable[[], Mapping[str, Reader]],
) -> click.Group:
    """They are called when a command runs, not before."""

    @click.group(name="responses", help="Responses of surveys: how many, and as files.")
    def responses() -> None: ...

    @responses.command(name="list", help="A line each: key, responses, waves, title.")
    def list_() -> None:
        with open_database().read() as session:
            for one in service.surveys(session):
                click.echo(line(session, one))

    @responses.command(name="export", help=_HELP)
    @click.argument("survey")
    @click.option("--wave", type=int, help="Only this wave (its number in `responses list`).")
    @click.option("--format", "kind", type=click.Choice(FORMATS), default="xlsx")
    @click.option("--out", type=click.Path(path_type=Path), help="Where to. [default: KEY.ENDING]")
    @click.option("--labels", type=click.Choice(LANGUAGES), help="Labels under the headers.")
    @click.option("--groups", is_flag=True, help="Groups before the names: home/people.")
    @click.option("--codebook/--no-codebook", default=True, show_default=True)
    @click.option("--names", is_flag=True, help="With people's names; the audit log says so.")
    def export_(survey: str, wave: int | None, out: Path | None, **how: object) -> None:
        database = open_database()
        groups, names = bool(how["groups"]), bool(how["names"])
        with database.read() as session:
            found = one_survey(session, survey, wave)
            survey_id, key = found.id, found.key
            shape = service.shape_for(session, survey_id, groups=groups, names=names)
            sources = service.sources(session, survey_id)
            of = service.count(session, survey_id, wave).given
        plan = _plan(key, sources, shape, readers())
        kind, extras = Format(str(how["kind"])), _extras(how)
        target = out or Path(f"{key}.{ending(plan, kind, extras)}")
        _noted(database, clock(), survey_id, kind, names=names)
        today = clock().now().astimezone(zone()).date()
        rows = partial(service.rows, database, survey_id, wave, today=today, names=names)
        told = _export(database, rows, plan, target, kind, zone(), extras, of)
        _tell(database, survey_id, wave, told, target)

    return responses


_HELP = """The responses of SURVEY (its key) as a workbook or CSV.

A row a response, a column a question, a sheet for each repeat, and a codebook; CSV of several
sheets is a .zip. Versions are one table.
"""


def one_survey(session: Session, key: str, wave: int | None) -> Survey:
    found = service.survey_called(session, key)
    if found is None:
        known = ", ".join(one.key for one in service.surveys(session)) or "there are none"
        raise click.ClickException(f"no survey is called {key} ({known})")
    if wave is not None and wave not in service.waves(session, found.id):
        raise click.ClickException(f"{found.key} has no wave {wave}")
    return found


def line(session: Session, survey: Survey) -> str:
    """One survey as a line, tab-separated."""
    counted = service.count(session, survey.id)
    many = f"{counted.given}{'+' if counted.hidden else ''}"
    waves = service.waves(session, survey.id)
    told = " ".join(f"{wave}={name}" for wave, name in waves.items()) or "-"
    versions = versions_of(session, survey.id)
    return "\t".join([survey.key, many, told, versions[-1].title_th if versions else "-"])


def _plan(
    key: str, sources: Mapping[str, bytes], shape: Shape, readers: Mapping[str, Reader]
) -> Plan:
    try:
        return service.plan_for(key, sources, shape, readers)
    except FormRefused as refused:
        raise click.ClickException(f"a version of {key} cannot be read: {refused}") from None


def _extras(how: Mapping[str, object]) -> Extras:
    return Extras(labels=str(how["labels"] or ""), codebook=bool(how["codebook"]))


def _noted(database: Database, clock: Clock, survey_id: str, kind: Format, *, names: bool) -> None:
    """Before the first answer is read."""
    with database.write() as session:
        detail = f"command {kind.value}{' names' if names else ''}"
        note(session, clock.now(), None, EXPORTED, survey_id, detail)


def _export(
    database: Database,
    rows: Callable[[], Iterator[Row]],
    plan: Plan,
    target: Path,
    kind: Format,
    zone: ZoneInfo,
    extras: Extras,
    of: int,
) -> Made:
    names = partial(service.file_name, database)
    try:
        return export(plan, rows, target, kind, zone, extras, names, partial(_far, of))
    except OSError as fault:
        raise click.ClickException(f"{target}: {fault.strerror or fault}") from fault


def _far(of: int, number: int) -> None:
    click.echo(f"{number:,} of {of:,}", err=True)


def _tell(database: Database, survey_id: str, wave: int | None, told: Made, target: Path) -> None:
    click.echo(f"{target}: {told.rows.get('', 0):,} responses")
    if told.cut:
        click.echo(f"{told.cut:,} cells were longer than a workbook's may be and end with …")
    if told.strange:
        click.echo(f"{told.strange:,} answers belong to no question of their version")
    with database.read() as session:
        if service.count(session, survey_id, wave).hidden:
            click.echo(
                f"What fewer than {service.SMALLEST} people answered without a name is left out."
            )
