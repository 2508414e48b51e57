"""A sheet in the roster: planned, written once, told by row; on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.roster import importing, writing
from handlers.roster.importing import Plan, Step
from handlers.roster.places_told import Told
from handlers.roster.sheet import SignIn, read_sign_in
from handlers.roster.workbook import read_workbook
from models.database import Database
from models.people import Membership, Person
from models.places import Agency
from models.programme import Cohort, CohortMember, Programme
from models.staff import AuditEntry
from models.words import Role
from tests.golden.cast import base as cast
from tests.handlers.roster import office

NOW = datetime.fromisoformat("2026-06-14T10:00:00+07:00")


@pytest.fixture
def session(any_database: Database) -> Iterator[Session]:
    with any_database.write() as session:
        cast.nonsommut(session, NOW)
        yield session


@pytest.fixture
def sheet(tmp_path: Path) -> SignIn:
    return read(office.sign_in(tmp_path))


def read(path: Path) -> SignIn:
    return read_sign_in(read_workbook(path))


def write(session: Session, sheet: SignIn, now: datetime, *, phones: bool = False) -> Plan:
    """As `writing.bring`, in one transaction of the test's own."""
    ready = writing.prepare(session, sheet, now, phones=phones)
    if ready.plan.changes and not ready.plan.faults:
        assert writing.write(session, sheet, ready, now)
    return ready.plan


def _count(session: Session) -> list[int]:
    tables = (Person, Membership, CohortMember, Cohort, Programme, Agency, AuditEntry)
    return [session.scalar(sa.select(sa.func.count()).select_from(one)) or 0 for one in tables]


def test_people_come_in_with_cohort_places_and_roles(session: Session, sheet: SignIn) -> None:
    write(session, sheet, NOW)
    held = session.execute(
        sa.select(Person.called, Membership.role, Membership.village_code, CohortMember.kind)
        .join(Membership, Membership.person_id == Person.id)
        .join(CohortMember, CohortMember.person_id == Person.id)
        .order_by(Person.full_name)
    )
    assert [tuple(row) for row in held] == [
        ("ผู้ใหญ่บุญมา", Role.LEADER, cast.NONSOMMUT, "leader"),
        ("คุณสมชาย", Role.OFFICIAL, None, "agency"),
        ("คุณสายฝน", Role.TRAINEE, cast.NONSOMMUT, "citizen"),
    ]


def test_the_cohort_is_that_of_the_titles(session: Session, sheet: SignIn) -> None:
    write(session, sheet, NOW)
    cohort = session.scalars(sa.select(Cohort)).one()
    days = cohort.starts_on.isoformat(), cohort.ends_on.isoformat()
    assert (cohort.number, days) == (1, ("2026-06-15", "2026-06-17"))
    assert (cohort.programme.name_th, cohort.programme.fiscal_year_be) == (office.PROGRAMME, 2569)


def test_looking_first_changes_nothing(session: Session, sheet: SignIn) -> None:
    made = importing.plan(session, sheet)
    assert made.count(Step.ADD) == 3
    assert _count(session) == [0] * 7


def test_the_same_sheet_again_changes_nothing(session: Session, sheet: SignIn) -> None:
    write(session, sheet, NOW)
    before = _count(session)
    again = write(session, sheet, NOW)
    assert (again.changes, again.count(Step.THERE)) == (False, 3)
    assert _count(session) == before


def test_numbers_are_stored_under_the_keys_alone(session: Session, sheet: SignIn) -> None:
    write(session, sheet, NOW)
    stored = session.scalars(sa.text("SELECT phone FROM person")).all()
    assert len(stored) == 3
    assert not any("4471" in str(one) for one in stored)
    assert "0812344471" in session.scalars(sa.select(Person.phone)).all()


def test_who_is_in_the_roster_already_joins_and_is_not_doubled(
    session: Session, sheet: SignIn
) -> None:
    cast.saifon(session, NOW)  # of another cohort
    made = write(session, sheet, NOW)
    assert (made.count(Step.ADD), made.count(Step.JOIN)) == (2, 1)
    phones = sa.select(Person.phone).where(Person.full_name == "สายฝน ใจสมมุติ")
    assert session.scalars(phones).all() == ["0812344472"]


def test_who_stands_in_an_older_roster_with_a_title_in_the_name_is_not_doubled(
    session: Session, tmp_path: Path
) -> None:
    path = office.sign_in(tmp_path, {"B5": "ผญ.", "E5": None})
    write(session, read(path), NOW)
    _boonma(session).full_name = "ผญ. บุญมา ดีสมมุติ"
    before = _count(session)
    assert write(session, read(path), NOW).count(Step.THERE) == 3
    assert _count(session) == before


def test_a_title_before_the_name_makes_a_leader(session: Session, tmp_path: Path) -> None:
    write(session, read(office.sign_in(tmp_path, {"B5": "ผญ.", "E5": None})), NOW)
    person = _boonma(session)
    kind = session.scalar(sa.select(CohortMember.kind).where(CohortMember.person_id == person.id))
    assert (person.full_name, person.called, kind) == ("บุญมา ดีสมมุติ", "ผู้ใหญ่บุญมา", "leader")


def test_a_number_that_was_corrected_since_is_kept(session: Session, sheet: SignIn) -> None:
    write(session, sheet, NOW)
    _boonma(session).phone = "0899999999"
    session.flush()
    made = write(session, sheet, NOW)
    assert ([one.key for one in made.notes if one.key != "double"], _boonma(session).phone) == (
        ["phone_kept"],
        "0899999999",
    )


def test_the_sheets_numbers_are_taken_where_that_is_asked_for(
    session: Session, sheet: SignIn
) -> None:
    write(session, sheet, NOW)
    _boonma(session).phone = "0899999999"
    session.flush()
    assert write(session, sheet, NOW, phones=True).changes
    assert _boonma(session).phone == "0812344471"


def test_a_double_counts_once_and_is_told(session: Session, sheet: SignIn) -> None:
    made = importing.plan(session, sheet)
    assert [(one.row, one.key, one.values["first"]) for one in made.notes] == [(8, "double", 6)]


@pytest.mark.parametrize(
    ("cell", "value", "key"),
    [
        ("F6", "92", "place_unknown"),
        ("G6", "ด่าน", "place_unknown"),
        ("I6", "12345", "phone"),
        ("H7", None, "no_place"),
    ],
)
def test_a_wrong_row_keeps_all_of_it_out(
    session: Session, tmp_path: Path, cell: str, value: object, key: str
) -> None:
    made = write(session, read(office.sign_in(tmp_path, {cell: value})), NOW)
    assert (int(cell[1:]), key) in [(one.row, one.key) for one in made.faults]
    assert _count(session) == [0] * 7


def test_a_place_that_may_be_two_is_asked_for(session: Session, sheet: SignIn) -> None:
    sheet.people[0] = replace(sheet.people[0], place=Told(moo=94))
    assert importing.plan(session, sheet).faults == []
    _another_moo_94(session)
    assert [one.key for one in importing.plan(session, sheet).faults] == ["place_two"]


def test_the_same_name_and_number_in_two_places_is_refused(
    session: Session, tmp_path: Path
) -> None:
    sheet = read(office.sign_in(tmp_path, {"F8": 93}))
    assert [(one.row, one.key) for one in importing.plan(session, sheet).faults] == [
        (8, "two_places")
    ]


def test_a_file_that_says_neither_programme_nor_days_is_refused(
    session: Session, tmp_path: Path
) -> None:
    sheet = read(office.sign_in(tmp_path, titles=(("รายชื่อ",), ("ห้องประชุม",))))
    assert [one.key for one in importing.plan(session, sheet).faults] == [
        "no_programme",
        "no_number",
        "no_days",
    ]


def test_a_second_cohort_of_the_programme_stands_beside_the_first(
    session: Session, sheet: SignIn
) -> None:
    write(session, sheet, NOW)
    sheet.heading = replace(sheet.heading, number=2)
    assert write(session, sheet, NOW).count(Step.JOIN) == 3
    assert _count(session)[2:5] == [6, 2, 1]


def test_an_import_stands_in_the_audit_log(session: Session, sheet: SignIn) -> None:
    write(session, sheet, NOW)
    entry = session.scalars(sa.select(AuditEntry)).one()
    cohort = session.scalars(sa.select(Cohort.id)).one()
    assert (entry.action, entry.subject, entry.detail) == (
        "cohorts.import",
        cohort,
        "added 3, joined 0",
    )


def test_more_than_one_import_takes_is_refused(session: Session, sheet: SignIn) -> None:
    first = sheet.people[0]
    sheet.people = [
        replace(first, full_name=f"คน {n}", phone=None) for n in range(importing.MOST + 1)
    ]
    assert [one.key for one in importing.plan(session, sheet).faults] == ["too_many_people"]


def _boonma(session: Session) -> Person:
    return session.scalars(sa.select(Person).where(Person.called == "ผู้ใหญ่บุญมา")).one()


def _another_moo_94(session: Session) -> None:
    from models.places import Village

    session.add(
        Village(code="32061094", subdistrict_code="320610", moo=94, name_th="อื่น", name_en="Other")
    )
    session.flush()


def test_what_changed_while_it_was_looked_at_is_looked_at_again(
    session: Session, sheet: SignIn
) -> None:
    ready = writing.prepare(session, sheet, NOW)
    cast.saifon(session, NOW)
    before = _count(session)
    assert not writing.write(session, sheet, ready, NOW)
    assert _count(session) == before


def _crowd(sheet: SignIn, size: int) -> SignIn:
    first = sheet.people[0]
    people = [replace(first, full_name=f"คน สมมุติ {n}", phone=f"08{n:08d}") for n in range(size)]
    return replace(sheet, people=people)


@pytest.mark.parametrize("size", [2, 200])
def test_the_lock_is_held_for_as_many_statements_however_many_people(
    any_database: Database, sheet: SignIn, size: int
) -> None:
    with any_database.write() as session:
        cast.nonsommut(session, NOW)
    crowd, statements = _crowd(sheet, size), 0

    def count(*_: object) -> None:
        nonlocal statements
        statements += 1

    with any_database.read() as session:
        ready = writing.prepare(session, crowd, NOW)
    with any_database.write() as session:
        sa.event.listen(any_database.engine, "before_cursor_execute", count)
        assert writing.write(session, crowd, ready, NOW)
        session.flush()
        sa.event.remove(any_database.engine, "before_cursor_execute", count)
    assert statements <= 16


def test_a_programme_has_an_english_name_too(session: Session, tmp_path: Path) -> None:
    sheet = read(office.sign_in(tmp_path))
    write(session, sheet, NOW)
    sheet.heading = replace(sheet.heading, programme_en="Village forums")
    assert write(session, sheet, NOW).changes
    assert session.scalars(sa.select(Programme.name_en)).all() == ["Village forums"]
    assert not write(session, sheet, NOW).changes
