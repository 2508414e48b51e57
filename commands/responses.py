"""`flask responses …`: what was answered, as files for Excel, SPSS, R and the like."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from base.clock import Clock
from commands.exported import extras_of, shaped, tell, written
from forms import FormRefused, Reader
from handlers.exporting import service
from models.database import Database
from models.responses import versions_of
from models.staff import note
from models.surveys import Survey
from reports.responses import Format, Made, Plan, Shape, ending

EXPORTED = "responses.export"


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
    @shaped
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
        kind, extras = Format(str(how["kind"])), extras_of(how)
        target = out or Path(f"{key}.{ending(plan, kind, extras)}")
        _noted(database, clock(), survey_id, kind, names=names)
        today = clock().now().astimezone(zone()).date()
        rows = partial(service.rows, database, survey_id, wave, today=today, names=names)
        told = written(database, rows, plan, target, kind, zone(), extras, of)
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


def _noted(database: Database, clock: Clock, survey_id: str, kind: Format, *, names: bool) -> None:
    """Before the first answer is read."""
    with database.write() as session:
        detail = f"command {kind.value}{' names' if names else ''}"
        note(session, clock.now(), None, EXPORTED, survey_id, detail)


def _tell(database: Database, survey_id: str, wave: int | None, told: Made, target: Path) -> None:
    tell(told, target, "responses")
    with database.read() as session:
        if service.count(session, survey_id, wave).hidden:
            click.echo(
                f"What fewer than {service.SMALLEST} people answered without a name is left out."
            )
