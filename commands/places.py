"""`flask places …`: districts with their subdistricts, and the villages of an office's list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import Clock
from commands.table import Row, read_table, refuse
from handlers.roster import service
from models.database import Database
from models.places import District, Village
from models.staff import note

CODE = re.compile(r"([1-9][0-9]{5})([0-9]{2})")
COLUMNS = (
    "Its first line names the columns code (the subdistrict's 6 digits and the moo in two), "
    "name_th and, if you have it, name_en. May be repeated: a village that is there takes its "
    "name from the file."
)


def group(open_database: Callable[[], Database], clock: Callable[[], Clock]) -> click.Group:
    """`open_database` and `clock` are called when a command runs, not before."""

    @click.group(name="places", help="Districts and villages: where people live, by their codes.")
    def places() -> None: ...

    @places.command(help="Add districts (4 digits each) with all their subdistricts.")
    @click.argument("codes", nargs=-1, required=True, metavar="CODE …")
    def district(codes: tuple[str, ...]) -> None:
        with open_database().write() as session:
            refuse(filter(None, [_add_district(session, code) for code in codes]))
            note(session, clock().now(), None, "places.district", " ".join(codes)[:80])
            click.echo("\n".join(_lines(session, codes)))

    @places.command(help=f"Add the villages of a CSV file, and their districts. {COLUMNS}")
    @click.argument("file", type=click.Path(path_type=Path))
    def load(file: Path) -> None:
        rows = read_table(file, ("code", "name_th"), ("name_en",))
        with open_database().write() as session:
            before = _count(session)
            refuse(_load(session, rows))
            new = _count(session) - before
            note(session, clock().now(), None, "places.load", "villages", f"{new} new")
            click.echo(f"villages: {len(rows)}, new: {new}")

    @places.command(name="list", help="A line each: a district, or a village of --district CODE.")
    @click.option("--district", "code", metavar="CODE")
    def list_(code: str | None) -> None:
        with open_database().read() as session:
            for one in _lines(session) if code is None else _villages(session, code):
                click.echo(one)

    return places


def _add_district(session: Session, code: str) -> str | None:
    try:
        service.add_district(session, code)
    except service.UnknownPlace:
        return f"no district has the code {code}"
    return None


def _load(session: Session, rows: list[Row]) -> Iterator[str]:
    """Adds them; yields what is wrong."""
    seen: dict[str, int] = {}
    for row in rows:
        fault = _fault(row, seen) or _add(session, row)
        if fault:
            yield f"row {row.number}: {fault}"
        seen.setdefault(row["code"], row.number)


def _fault(row: Row, seen: dict[str, int]) -> str | None:
    code = CODE.fullmatch(row["code"])
    if code is None or code[2] == "00":
        return f"«{row['code']}» is no code of a village (the subdistrict's 6 digits, moo 01 to 99)"
    if not row["name_th"]:
        return "name_th is empty"
    if row["code"] in seen:
        return f"has the code of row {seen[row['code']]}"
    return None


def _add(session: Session, row: Row) -> str | None:
    subdistrict, moo = row["code"][:6], int(row["code"][6:])
    names = row["name_th"], row["name_en"] or row["name_th"]
    try:
        service.add_district(session, subdistrict[:4])
        service.add_village(session, service.NewVillage(subdistrict, moo, *names))
    except service.UnknownPlace as unknown:
        kind = "district" if len(str(unknown)) == 4 else "subdistrict"
        return f"no {kind} has the code {unknown}"
    return None


def _count(session: Session) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(Village)) or 0


def _lines(session: Session, codes: tuple[str, ...] = ()) -> Iterator[str]:
    """Districts as lines, tab-separated: code, names, how many villages."""
    query = sa.select(District).order_by(District.code)
    for one in session.scalars(query.where(District.code.in_(codes)) if codes else query):
        villages = len(list(_villages(session, one.code)))
        yield "\t".join([one.code, one.name_th, one.name_en, str(villages)])


def _villages(session: Session, district: str) -> Iterator[str]:
    query = sa.select(Village).where(Village.code.startswith(district, autoescape=True))
    for one in session.scalars(query.order_by(Village.code)):
        yield "\t".join([one.code, one.name_th, one.name_en])
