"""`flask people add|load`: people of the office's list enter the roster, by hand or from a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import click
from sqlalchemy.orm import Session

from base.clock import Clock
from commands.table import Row, read_table, refuse
from handlers.roster import service
from models.database import Database
from models.people import Person
from models.places import Village
from models.staff import note
from models.words import Role

ROLES = [role.value for role in Role]
COLUMNS = (
    "Its first line names the columns full_name, called (how the bot addresses them: คุณสายฝน), "
    f"role ({', '.join(ROLES)}), and village (a code) or agency (its name); phone may be left out. "
    "May be repeated: who is there under this name in this place is not added again."
)


def add_commands(
    people: click.Group, open_database: Callable[[], Database], clock: Callable[[], Clock]
) -> None:
    """Put the commands into the group."""

    @people.command(help="Add one person. May be repeated: nobody is added twice.")
    @click.argument("full_name")
    @click.option("--called", required=True, help="How the bot addresses them: คุณสายฝน")
    @click.option("--role", type=click.Choice(ROLES), required=True)
    @click.option("--village", default="", metavar="CODE", help="Where they live; or --agency.")
    @click.option("--agency", default="", metavar="NAME", help="Where they work; or --village.")
    @click.option("--phone", default="", help="Stored under DATA_KEYS.")
    def add(**told: str) -> None:
        with open_database().write() as session:
            row = Row(0, {name: " ".join(cell.split()) for name, cell in told.items()})
            if fault := _fault(session, row):
                raise click.ClickException(fault)
            person, new = _enrol(session, row, clock())
            click.echo(f"{person.id}\t{person.full_name}\t{'added' if new else 'was there'}")

    @people.command(help=f"Add the people of a CSV file. {COLUMNS}")
    @click.argument("file", type=click.Path(path_type=Path))
    def load(file: Path) -> None:
        rows = read_table(file, ("full_name", "called", "role"), ("village", "agency", "phone"))
        with open_database().write() as session:
            refuse(_faults(session, rows))
            new = [_enrol(session, row, clock())[1] for row in rows].count(True)
            click.echo(f"people: {len(rows)}, new: {new}")


def _faults(session: Session, rows: list[Row]) -> Iterator[str]:
    seen: dict[tuple[str, str, str], int] = {}
    for row in rows:
        fault = _fault(session, row)
        who = row["full_name"], row["village"], row["agency"]
        if not fault and who in seen:
            fault = f"is the person of row {seen[who]}"
        if fault:
            yield f"row {row.number}: {fault}"
        seen.setdefault(who, row.number)


def _fault(session: Session, row: Row) -> str | None:
    empty = [name for name in ("full_name", "called") if not row[name]]
    if empty:
        return f"{empty[0]} is empty"
    if row["role"] not in ROLES:
        return f"«{row['role']}» is no role ({', '.join(ROLES)})"
    if bool(row["village"]) == bool(row["agency"]):
        return "name a village or an agency, one of them"
    if row["village"] and session.get(Village, row["village"]) is None:
        return f"no village has the code {row['village']}"
    return None


def _enrol(session: Session, row: Row, clock: Clock) -> tuple[Person, bool]:
    """The person, and whether they are new; who is there already stays as they are."""
    agency = service.add_agency(session, row["agency"], row["agency"]) if row["agency"] else None
    new = service.NewPerson(
        called=row["called"],
        full_name=row["full_name"],
        phone=row["phone"] or None,
        village_code=row["village"] or None,
        role=Role(row["role"]),
        kind="",
        agency_id=agency.id if agency else None,
    )
    known = service.find_person(session, new.full_name, new.village_code, new.agency_id)
    if known is not None:
        return known, False
    now = clock.now()
    [person] = service.add_people(session, None, [new], now)
    note(session, now, None, "people.add", person.id, row["village"] or row["agency"])
    return person, True
