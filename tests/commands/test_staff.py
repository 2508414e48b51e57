"""`flask staff …`, run as click commands on a real database."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner, Result

from base.clock import FileClock
from commands.staff import group
from models.database import Database
from models.staff import all_staff
from tests.golden.cast.base import NONSOMMUT, headman, nonsommut, user_id
from tests.handlers.feedback.conftest import NOW

GRANT = ("grant", "U1", "--role", "officer", "--name", "นารี อำเภอกาบเชิง")


@pytest.fixture
def staff(sqlite_database: Database, clock: FileClock) -> click.Group:
    with sqlite_database.write() as session:
        nonsommut(session, NOW)
    return group(lambda: sqlite_database, lambda: clock)


def run(staff: click.Group, *words: str) -> Result:
    return CliRunner().invoke(staff, list(words))


def test_a_granted_officer_is_listed_with_her_rights(staff: click.Group) -> None:
    granted = run(staff, *GRANT, "--district", "3206", "--withheld")
    assert granted.exit_code == 0, granted.output
    assert run(staff, "list").output == "U1\tofficer\tนารี อำเภอกาบเชิง\t3206\twithheld\n"


def test_an_ended_officer_is_not_listed(staff: click.Group) -> None:
    run(staff, *GRANT)
    assert run(staff, "end", "U1").exit_code == 0
    assert run(staff, "list").output == ""


@pytest.mark.parametrize(
    "words",
    [
        (*GRANT, "--district", "9999"),
        ("grant", "U1", "--role", "king", "--name", "x"),
        ("grant", "U1", "--role", "admin", "--name", "ชื่อที่ยาวเกินกว่าที่ไลน์จะแสดงได้"),
        ("grant", "U1", "--role", "admin", "--name", "  "),
        ("end", "Unobody"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(
    staff: click.Group, sqlite_database: Database, words: tuple[str, ...]
) -> None:
    refused = run(staff, *words)
    assert refused.exit_code != 0
    assert "Traceback" not in refused.output
    with sqlite_database.read() as session:
        assert all_staff(session) == []


def test_an_account_of_a_village_leader_is_refused(
    staff: click.Group, sqlite_database: Database, clock: FileClock
) -> None:
    with sqlite_database.write() as session:
        headman(session, clock.now())
    words = ("grant", user_id("headman"), "--role", "officer", "--name", "บุญมา")
    refused = run(staff, *words)
    assert refused.exit_code == 1
    assert f"a leader's of village {NONSOMMUT}" in refused.output
