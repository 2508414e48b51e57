"""`flask people add|load`: the roster of a real site."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from base.clock import FileClock
from commands.people import group
from models.database import Database
from models.people import Membership, Person
from models.places import Agency
from models.words import Role
from tests.commands.operator import Operator
from tests.golden.cast import base as cast

HEAD = "full_name,called,role,village,agency,phone"
TWO = f"""{HEAD}
สายฝน ใจสมมุติ,คุณสายฝน,trainee,{cast.NONSOMMUT},,0812345678
นารี ดีสมมุติ,คุณนารี,official,,อบต.ตัวอย่าง,
"""
ADD = ("add", "คำ ดีสมมุติ", "--called", "ลุงคำ", "--role", "villager", "--village", cast.NONSOMMUT)


@pytest.fixture
def operator(sqlite_database: Database, clock: FileClock, tmp_path: Path) -> Operator:
    with sqlite_database.write() as session:
        cast.nonsommut(session, clock.now() - timedelta(days=1))
    return Operator(group, sqlite_database, clock, tmp_path)


def people(operator: Operator) -> list[tuple[str | None, str | None]]:
    with operator.database.read() as session:
        rows = session.execute(sa.select(Person.called, Person.phone).order_by(Person.called))
        return [(called, phone) for called, phone in rows]


def test_people_come_in_with_their_places_and_roles(operator: Operator) -> None:
    assert operator.load(TWO).output == "people: 2, new: 2\n"
    with operator.database.read() as session:
        held = session.execute(
            sa.select(Membership.role, Membership.village_code, Agency.name_th)
            .outerjoin(Agency)
            .order_by(Membership.id)
        )
        assert [tuple(row) for row in held] == [
            (Role.TRAINEE, cast.NONSOMMUT, None),
            (Role.OFFICIAL, None, "อบต.ตัวอย่าง"),
        ]


def test_loading_again_adds_nobody(operator: Operator) -> None:
    operator.load(TWO)
    assert operator.load(TWO).output == "people: 2, new: 0\n"
    assert people(operator) == [("คุณนารี", None), ("คุณสายฝน", "0812345678")]


def test_somebody_of_the_same_name_in_another_village_is_somebody_else(operator: Operator) -> None:
    operator.load(TWO)
    assert operator.load(TWO.replace(cast.NONSOMMUT, cast.NONGSOMMUT)).output.startswith(
        "people: 2, new: 1"
    )


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (f",คุณ,trainee,{cast.NONSOMMUT},,", "row 3: full_name is empty"),
        (f"คำ,,trainee,{cast.NONSOMMUT},,", "row 3: called is empty"),
        (f"คำ,ลุงคำ,king,{cast.NONSOMMUT},,", "row 3: «king» is no role (leader, trainee"),
        ("คำ,ลุงคำ,trainee,,,", "row 3: name a village or an agency, one of them"),
        (f"คำ,ลุงคำ,trainee,{cast.NONSOMMUT},อบต.,", "row 3: name a village or an agency"),
        ("คำ,ลุงคำ,trainee,32999999,,", "row 3: no village has the code 32999999"),
        (f"นที,คุณนที,trainee,{cast.NONSOMMUT},,", "row 3: is the person of row 2"),
    ],
)
def test_a_wrong_row_is_named_and_nobody_is_loaded(
    operator: Operator, row: str, fault: str
) -> None:
    refused = operator.load(f"{HEAD}\nนที,คุณนที,trainee,{cast.NONSOMMUT},,\n{row}\n")
    assert (refused.exit_code, people(operator)) == (1, [])
    assert fault in refused.output


def test_one_person_is_added_by_hand_once(operator: Operator) -> None:
    assert operator.run(*ADD).output.endswith("\tคำ ดีสมมุติ\tadded\n")
    assert operator.run(*ADD).output.endswith("\tคำ ดีสมมุติ\twas there\n")
    assert people(operator) == [("ลุงคำ", None)]


@pytest.mark.parametrize("place", [(), ("--agency", "อบต."), ("--village", "32999999")])
def test_who_is_nowhere_or_in_two_places_is_refused(
    operator: Operator, place: tuple[str, ...]
) -> None:
    words = (*ADD, *place) if "--agency" in place else (*ADD[:-2], *place)
    refused = operator.run(*words)
    assert (refused.exit_code, people(operator)) == (1, [])
    assert refused.output.startswith("Error: n")


def test_who_was_added_can_be_given_a_code_by_name(operator: Operator) -> None:
    operator.load(TWO)
    assert len(operator.run("code", "คุณสายฝน").output.strip()) == 6
