from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from base.clock import FileClock
from commands.people import group
from models.database import Database
from models.people import Account, Membership, PersonalCode
from models.staff import AuditEntry
from models.words import Role
from tests.golden.cast import base as cast


class Operator:
    def __init__(self, database: Database, clock: FileClock) -> None:
        self.database = database
        self._group = group(lambda: database, lambda: clock)

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(self._group, list(words))


@pytest.fixture
def operator(sqlite_database: Database, clock: FileClock) -> Operator:
    with sqlite_database.write() as session:
        before = clock.now() - timedelta(days=1)
        cast.nonsommut(session, before)
        cast.saifon(session, before)
    return Operator(sqlite_database, clock)


def test_a_code_is_made_for_somebody_by_name(operator: Operator) -> None:
    made = operator.run("code", "คุณสายฝน").output.strip()
    with operator.database.read() as session:
        assert session.scalars(sa.select(PersonalCode.code)).all() == [made]


def test_nobody_gets_a_code_by_a_name_that_is_nobodys(operator: Operator) -> None:
    result = operator.run("code", "คุณฝน")
    assert result.exit_code == 1
    assert "nobody is called คุณฝน" in result.output


def test_of_two_with_one_name_none_is_guessed(operator: Operator, clock: FileClock) -> None:
    with operator.database.write() as session:
        session.execute(sa.delete(PersonalCode))
        cast.saifon(session, clock.now())
    result = operator.run("code", "คุณสายฝน")
    assert result.exit_code == 1
    assert "2 people are called" in result.output


def test_a_leader_is_confirmed(operator: Operator) -> None:
    assert operator.run("leader", "คุณสายฝน", cast.NONSOMMUT).exit_code == 0
    with operator.database.read() as session:
        now = sa.select(Membership.role).where(Membership.until.is_(None))
        assert session.scalars(now).all() == [Role.LEADER]


def test_the_list_names_place_and_role(operator: Operator) -> None:
    listed = operator.run("list", "--village", cast.NONSOMMUT).output
    assert f"สายฝน ใจสมมุติ\t{cast.NONSOMMUT} trainee\t0" in listed
    assert operator.run("list", "--village", cast.NONGSOMMUT).output == ""


def test_codes_and_leaders_stand_in_the_audit_log(operator: Operator) -> None:
    operator.run("code", "คุณสายฝน")
    operator.run("leader", "คุณสายฝน", cast.NONSOMMUT)
    with operator.database.read() as session:
        rows = session.execute(sa.select(AuditEntry.action, AuditEntry.staff_id, AuditEntry.detail))
        assert [tuple(row) for row in rows] == [
            ("people.code", None, ""),
            ("people.leader", None, cast.NONSOMMUT),
        ]


def test_an_officers_user_id_is_in_the_list_of_accounts_newest_first(
    operator: Operator, clock: FileClock
) -> None:
    with operator.database.write() as session:
        cast.headman(session, clock.now() - timedelta(hours=1))
        cast.friend(session, clock.now())
        session.execute(
            sa.update(Account).where(Account.display_name == "แก้ว").values(blocked=True)
        )
    assert operator.run("accounts").output.splitlines() == [
        f"แก้ว\t{cast.user_id('friend')}\tfriend\tblocked",
        f"บุญมา\t{cast.user_id('headman')}\tfriend\t-",
    ]


def test_who_has_moved_is_in_the_new_village_as_what_they_were(operator: Operator) -> None:
    moved = operator.run("village", "คุณสายฝน", cast.NONSOMMUT, cast.NONGSOMMUT)
    assert moved.exit_code == 0
    with operator.database.read() as session:
        now = session.scalars(sa.select(Membership).where(Membership.until.is_(None))).one()
        log = session.scalars(sa.select(AuditEntry.action)).all()
    assert (now.village_code, now.role) == (cast.NONGSOMMUT, Role.TRAINEE)
    assert log == ["people.village"]


def test_nobody_moves_from_a_village_that_is_not_theirs(operator: Operator) -> None:
    result = operator.run("village", "คุณสายฝน", cast.NONGSOMMUT, cast.NONSOMMUT)
    assert result.exit_code == 1
    assert "is not of the village" in result.output
