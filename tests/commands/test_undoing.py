"""`flask cohorts undo`: done for one person, and written down."""

from __future__ import annotations

import click
import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from base.clock import FileClock
from commands.undoing import command
from models.database import Database
from models.people import AccountPerson
from models.staff import AuditEntry
from tests.commands.for_one import ready
from tests.golden.cast import base as cast


@pytest.fixture
def undo(sqlite_database: Database, clock: FileClock) -> click.Command:
    return ready(command, sqlite_database, clock, cast.saifon)


def test_a_claim_is_undone_and_it_stands_in_the_audit_log(
    undo: click.Command, sqlite_database: Database
) -> None:
    result = CliRunner().invoke(undo, ["ผู้ใหญ่บุญมา"])
    assert (result.exit_code, "make a new code" in result.output) == (0, True)
    with sqlite_database.read() as session:
        assert session.scalars(sa.select(AccountPerson.until)).one() is not None
        assert session.scalars(sa.select(AuditEntry.action)).all() == ["people.undo"]


def test_who_never_signed_up_is_told(undo: click.Command, sqlite_database: Database) -> None:
    result = CliRunner().invoke(undo, ["คุณสายฝน"])
    assert (result.exit_code, "has not signed up" in result.output) == (1, True)
    with sqlite_database.read() as session:
        assert session.scalars(sa.select(AuditEntry)).all() == []
