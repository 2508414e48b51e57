"""`flask reports …`: what was reported of forums, as files for Excel, SPSS, R and the like."""

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
from handlers.exporting import reports
from models.database import Database
from models.exports import REPORTS
from models.places import District
from models.staff import note
from reports.responses import Format, Plan, ending

EXPORTED = "reports.export"


def group(
    open_database: Callable[[], Database],
    clock: Callable[[], Clock],
    zone: Callable[[], ZoneInfo],
    readers: Callable[[], Mapping[str, Reader]],
    sources: Callable[[], reports.Sources],
) -> click.Group:
    """They are called when a command runs, not before."""

    @click.group(name="reports", help="Reports of forums, as files.")
    def made() -> None: ...

    @made.command(name="export", help=_HELP)
    @click.option("--district", "districts", multiple=True, help="Only this district's (a code).")
    @shaped
    @click.option("--names", is_flag=True, help="With people's names; the audit log says so.")
    def export_(districts: tuple[str, ...], out: Path | None, **how: object) -> None:
        database, names = open_database(), bool(how["names"])
        shape = reports.shape_for(names=names, groups=bool(how["groups"]))
        with database.read() as session:
            _known(session, districts)
            older, of = reports.older_forms(session), reports.count(session, districts)
        plan = _plan(partial(reports.plan_for, sources(), older, shape, readers()))
        kind, extras = Format(str(how["kind"])), extras_of(how)
        target = out or Path(f"{REPORTS}.{ending(plan, kind, extras)}")
        _noted(database, clock(), kind, districts, names=names)
        rows = partial(reports.rows, database, districts, names=names)
        told = written(database, rows, plan, target, kind, zone(), extras, of)
        tell(told, target, "reports")

    return made


_HELP = """All reports of forums as a workbook or CSV.

A row a report, a column a question, a sheet each for issues and for what was agreed, and a
codebook; CSV comes as a .zip. What outsiders should not see is never in it.
"""


def _known(session: Session, districts: tuple[str, ...]) -> None:
    for code in districts:
        if session.get(District, code) is None:
            raise click.ClickException(f"no district has the code {code}")


def _plan(made: Callable[[], Plan]) -> Plan:
    try:
        return made()
    except FormRefused as refused:
        raise click.ClickException(f"a form of reports cannot be read: {refused}") from None


def _noted(
    database: Database, clock: Clock, kind: Format, districts: tuple[str, ...], *, names: bool
) -> None:
    """Before the first report is read."""
    with database.write() as session:
        detail = " ".join(["command", kind.value, *(["names"] if names else []), *districts])
        note(session, clock.now(), None, EXPORTED, REPORTS, detail)
