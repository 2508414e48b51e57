"""`flask people move`: done for one person and one account, and said who it was done for."""

from __future__ import annotations

import click
import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from base.clock import FileClock
from commands.move import command
from models.database import Database
from models.people import AccountPerson
from models.staff import AuditEntry
from tests.commands.for_one import ready
from tests.golden.cast import base as cast


@pytest.fixture
def move(sqlite_database: Database, clock: FileClock) -> click.Command:
    return ready(command, sqlite_database, clock, cast.friend)


def test_a_person_moves_and_it_stands_in_the_audit_log(
    move: click.Command, sqlite_database: Database
) -> None:
    result = CliRunner().invoke(move, ["ผู้ใหญ่บุญมา", cast.user_id("friend")])
    assert result.exit_code == 0
    with sqlite_database.read() as session:
        ended = session.scalars(sa.select(AccountPerson.until).order_by(AccountPerson.id)).all()
        assert [one is None for one in ended] == [False, True]
        assert session.scalars(sa.select(AuditEntry.action)).all() == ["people.move"]


def test_an_unknown_account_changes_nothing(move: click.Command, sqlite_database: Database) -> None:
    result = CliRunner().invoke(move, ["ผู้ใหญ่บุญมา", "Unobody"])
    assert result.exit_code == 1
    assert "no account has the LINE user id Unobody" in result.output
    with sqlite_database.read() as session:
        assert session.scalars(sa.select(AccountPerson.until)).all() == [None]
