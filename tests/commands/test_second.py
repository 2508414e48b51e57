"""`flask waves approve`: a second officer agrees by command, never the one who asked."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from base.clock import FileClock
from commands import waves
from models.database import Database
from models.staff import AuditEntry, Staff
from models.surveys import Wave
from models.words import WaveApproval, WaveState
from tests.commands.operator import Operator
from tests.handlers.announce.test_reach import statements
from tests.handlers.surveys.cohort import cohort, fill
from tests.handlers.surveys.test_approving import officer

FIRST, SECOND = ("U" + name.encode().hex().ljust(32, "0") for name in ("first", "second"))


@pytest.fixture
def office(any_database: Database, clock: FileClock, tmp_path: Path) -> Operator:
    with any_database.write() as session:
        fill(session, cohort(session), 3, clock.now())
        for name in ("first", "second"):
            officer(session, name, clock.now())
    return Operator(waves.group, any_database, clock, tmp_path)


def asked(office: Operator, *by: str) -> None:
    """T2 to T4 are planned; T2 (wave 1) waits for a second officer."""
    office.run("plan", "1", "--yes", *by)
    with office.database.write() as session:
        wave = session.get_one(Wave, 1)
        wave.approval, wave.messages = WaveApproval.ASKED, 3


def log(office: Operator) -> list[tuple[str, str, str]]:
    with office.database.read() as session:
        chosen = sa.select(AuditEntry.action, Staff.name, AuditEntry.detail)
        rows = session.execute(chosen.join(Staff).where(AuditEntry.subject == "1"))
        return [(action, name, detail) for action, name, detail in rows]


def test_a_second_officer_agrees_to_the_reminders_too_and_is_written_down(office: Operator) -> None:
    asked(office, "--by", FIRST)
    assert office.run("approve", "1", "--by", FIRST).exit_code == 1
    done = office.run("approve", "1", "--by", SECOND)
    assert done.output == (
        "Agreed to 3 people and 2 reminders: "
        "9 messages at most, 0 beyond the free ones, 0.00 baht.\n"
    )
    assert log(office) == [("waves.approve", "second", "3 people, reminders 2, messages 9 at most")]


def test_refused_by_command_nobody_is_asked(office: Operator) -> None:
    asked(office, "--by", FIRST)
    assert (
        office.run("refuse", "1", "--by", SECOND, "--why", "ซ้ำ").output == "Nobody will be asked.\n"
    )
    with office.database.read() as session:
        assert session.get_one(Wave, 1).state is WaveState.CANCELLED


def test_what_nobody_is_known_to_have_asked_for_is_agreed_to_in_the_chat_alone(
    office: Operator,
) -> None:
    asked(office)
    assert "nobody knows who asked for it" in office.run("approve", "1", "--by", SECOND).output


def test_what_does_not_wait_is_not_agreed_to(office: Operator) -> None:
    office.run("plan", "1", "--yes", "--by", FIRST)
    assert "does not wait" in office.run("approve", "1", "--by", SECOND).output
    assert "is not staff" in office.run("approve", "1", "--by", "U" + "9" * 32).output


@pytest.mark.parametrize("word", ["approve", "refuse"])
def test_while_one_officer_decides_by_command_no_other_does(
    postgres_database: Database, clock: FileClock, tmp_path: Path, word: str
) -> None:
    office = Operator(waves.group, postgres_database, clock, tmp_path)
    with statements(postgres_database) as seen:
        office.run(word, "1", "--by", SECOND, *(("--why", "no") if word == "refuse" else ()))
    assert [one.rstrip().endswith("FOR UPDATE") for one in seen if "FROM wave " in one] == [True]
