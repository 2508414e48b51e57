"""`flask surveys …` and `flask waves …`: looked at first, done with --yes, and shown again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from base.clock import FileClock
from commands import surveys, waves
from models.database import Database
from models.people import Account
from models.surveys import SurveyVersion
from models.tasks import ScheduledTask
from tests.commands.operator import Operator
from tests.handlers.surveys.cohort import ZONE, cohort, fill

OWN = """| survey |
| | type | name | label |
| | text | a | เป็นยังไงบ้างคะ |
| settings |
| | form_id | form_title |
| | own | ถามสั้น ๆ |
"""


@pytest.fixture
def planner(sqlite_database: Database, clock: FileClock, tmp_path: Path) -> Operator:
    with sqlite_database.write() as session:
        fill(session, cohort(session), 3, clock.now())
    return Operator(waves.group, sqlite_database, clock, tmp_path)


@pytest.fixture
def adder(sqlite_database: Database, clock: FileClock, tmp_path: Path) -> Operator:
    return Operator(surveys.group, sqlite_database, clock, tmp_path)


def tasks(database: Database) -> list[tuple[str, int]]:
    with database.read() as session:
        counted = sa.select(ScheduledTask.kind, sa.func.count()).group_by(ScheduledTask.kind)
        return sorted((kind, number) for kind, number in session.execute(counted))


def test_waves_are_only_looked_at_unless_told(planner: Operator) -> None:
    looked = planner.run("plan", "1")
    assert "T2\topens 2026-07-13 17:45\treminds 2026-07-17 17:45, 2026-07-22 17:45" in looked.output
    assert "T0" in looked.output
    assert tasks(planner.database) == []


def test_whom_the_waves_reach_and_what_they_cost_is_said_before(planner: Operator) -> None:
    with planner.database.write() as session:
        session.execute(sa.update(Account).where(Account.id == "a1-2").values(blocked=True))
    told = planner.run("plan", "1", "--language", "en").output
    assert "3 people, 2 can be reached now" in told
    assert told.count("\t6 messages\t0.00 baht\t") == 3  # T2 to T4: asked, and reminded twice
    assert "Up to 18 messages, all free, 0 baht" in told
    assert "1 are no friends or want no reminders" in told


def test_a_wave_that_is_late_costs_no_reminder_that_has_passed(
    planner: Operator, clock: FileClock
) -> None:
    clock.set_now(datetime(2026, 7, 18, 12, tzinfo=ZONE))
    told = planner.run("plan", "1").output
    assert [one.split("\t")[4] for one in told.splitlines() if one.startswith("T")] == [
        *("0 messages", "0 messages"),  # over already
        *("6 messages", "9 messages", "9 messages"),
    ]
    assert "ไม่เกิน 24 ข้อความ ฟรีทั้งหมด 0 บาท" in told


def test_each_wave_costs_what_its_own_months_do_not_cover(
    planner: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MESSAGES_FREE", "4")
    told = planner.run("plan", "1").output
    assert [one.split("\t")[5] for one in told.splitlines() if one.startswith("T")] == [
        *("0.00 baht", "0.00 baht"),  # over already
        *("0.50 baht", "0.50 baht", "0.50 baht"),  # nine messages, each in a month of its own
    ]
    assert "ไม่เกิน 27 ข้อความ ฟรี 12 เกิน 15 ราว 1.50 บาท" in told


def test_what_is_over_already_is_not_planned_and_twice_is_once(planner: Operator) -> None:
    first, again = planner.run("plan", "1", "--yes"), planner.run("plan", "1", "--yes")
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert first.output.count("over already") == 2  # T0 and T1: the workshop was a month ago
    each = {"wave_ask": 3, "wave_close": 3, "wave_open": 3, "wave_remind": 6}
    assert dict(tasks(planner.database)) == each


@pytest.mark.parametrize(
    "given", [("--reminders", "1"), ("--days", "7"), ("--opens", "+3"), ("--closes", "+9")]
)
def test_the_days_of_t0_to_t4_cannot_be_named(planner: Operator, given: tuple[str, str]) -> None:
    told = planner.run("plan", "1", "--yes", *given)
    assert told.exit_code == 2
    assert f"without {given[0]}" in told.output
    assert tasks(planner.database) == []


def test_a_wave_is_shown_listed_and_cancelled(planner: Operator) -> None:
    planner.run("plan", "1", "--yes")
    assert "invited 0, accepted by LINE 0, answered 0" in planner.run("show", "1").output
    assert planner.run("cancel", "1").output.endswith("Nothing is done yet; --yes does it.\n")
    assert "Nobody will be asked." in planner.run("cancel", "1", "--yes").output
    assert "cancelled" in planner.run("list").output
    assert planner.run("close", "1", "--yes").exit_code == 1


def test_a_form_of_the_offices_own_becomes_a_version(adder: Operator, tmp_path: Path) -> None:
    file = tmp_path / "own.md"
    file.write_text(OWN, encoding="utf-8")
    assert "Nothing is stored yet" in adder.run("add", str(file)).output
    assert "stored as version 1" in adder.run("add", str(file), "--yes").output
    assert "stored before as version 1" in adder.run("add", str(file), "--yes").output
    file.write_text(OWN.replace("เป็นยังไง", "สบายดี"), encoding="utf-8")
    assert "stored as version 2" in adder.run("add", str(file), "--yes").output
    with adder.database.read() as session:
        assert set(session.scalars(sa.select(SurveyVersion.title_th))) == {"ถามสั้น ๆ"}
    assert adder.run("list").output.startswith("own\t2\t1\t0\t")


def test_a_form_that_cannot_be_asked_is_refused_with_row_and_way_out(
    adder: Operator, tmp_path: Path
) -> None:
    file = tmp_path / "bad.md"
    file.write_text(OWN.replace("text", "geoshape"), encoding="utf-8")
    refused = adder.run("add", str(file), "--yes")
    assert refused.exit_code == 1
    assert "survey" in refused.output


def test_a_built_in_name_is_not_taken(adder: Operator, tmp_path: Path) -> None:
    file = tmp_path / "own.md"
    file.write_text(OWN, encoding="utf-8")
    assert adder.run("add", str(file), "--key", "T2", "--yes").exit_code == 1
