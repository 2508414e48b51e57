"""`flask holidays …`: the office's own table goes before the country's calendar."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from base.clock import FileClock
from base.office import NATIONAL
from commands.holidays import group
from commands.schedule import group as schedule
from handlers.surveys.planning import plan_wave, times_of
from handlers.surveys.service import add_version, built_in
from models.database import Database
from models.holidays import office
from models.staff import AuditEntry
from tests.commands.life import BANGKOK, At
from tests.commands.operator import Operator
from tests.handlers.surveys.cohort import cohort


@pytest.fixture
def operator(any_database: Database, clock: FileClock, tmp_path: Path) -> Operator:
    return Operator(group, any_database, clock, tmp_path)


def works(operator: Operator, day: date) -> bool:
    with operator.database.read() as session:
        return office(session).is_working_day(day)


def test_a_year_is_listed_with_its_days_in_lieu(operator: Operator) -> None:
    lines = operator.run("list", "2569").output.splitlines()
    assert "2026-03-03\tTue\tclosed\tcalendar\tวันมาฆบูชา" in lines
    assert any(line.startswith("2026-12-07\tMon\tclosed\tcalendar\tชดเชย") for line in lines)


def test_without_a_year_it_is_the_clocks(operator: Operator, clock: FileClock) -> None:
    clock.set_now(datetime(2026, 12, 31, 23, 30, tzinfo=ZoneInfo("Asia/Bangkok")))
    assert operator.run("list").output.startswith("2026-01-01\t")


def test_a_day_that_was_granted_is_closed(operator: Operator) -> None:
    assert works(operator, date(2026, 7, 15))
    assert operator.run("add", "2569-07-15", "หยุดพิเศษ").output == "2026-07-15: closed\n"
    assert not works(operator, date(2026, 7, 15))
    assert "2026-07-15\tWed\tclosed\toffice\tหยุดพิเศษ" in operator.run("list", "2026").output


def test_a_saturday_in_lieu_and_a_moved_holiday_are_worked(operator: Operator) -> None:
    for day in ("2026-07-18", "2026-07-29"):
        operator.run("add", day, "ทำงานชดเชย", "--works")
    assert works(operator, date(2026, 7, 18))
    assert works(operator, date(2026, 7, 29))


def test_what_is_taken_back_leaves_the_calendar(operator: Operator) -> None:
    operator.run("add", "2026-07-29", "ทำงานชดเชย", "--works")
    assert operator.run("remove", "2026-07-29").output == "2026-07-29: closed, วันอาสาฬหบูชา\n"
    assert not works(operator, date(2026, 7, 29))
    assert operator.run("remove", "2026-07-29").exit_code == 1


def test_saying_it_again_changes_nothing_and_each_change_is_in_the_audit(
    operator: Operator,
) -> None:
    for _ in range(2):
        operator.run("add", "2026-07-15", "หยุดพิเศษ")
    with operator.database.read() as session:
        found = session.execute(sa.select(AuditEntry.action, AuditEntry.subject)).all()
    assert [tuple(row) for row in found] == [("holidays.add", "2026-07-15")]


@pytest.mark.parametrize("day", ["15/7/2569", "2026-13-01", "2026-02-30"])
def test_what_is_no_day_is_refused(operator: Operator, day: str) -> None:
    refused = operator.run("add", day, "หยุด")
    assert refused.exit_code == 2
    assert "is no day like 2026-12-07" in refused.output


def test_what_a_wave_had_planned_for_that_day_moves_and_is_named(operator: Operator) -> None:
    now = At().now()
    with operator.database.write() as session:
        into = cohort(session)
        version, _ = add_version(session, built_in("T2"), now)
        times = next(one for one in times_of(into, BANGKOK, NATIONAL) if one.key == "T2")
        plan_wave(session, into, version.survey, times, now)
    told = operator.run("add", "2569-07-22", "หยุดพิเศษ").output.splitlines()
    assert told == ["2026-07-22: closed", "T2\twave_remind\tmoved to 2026-07-23 17:45"]
    listed = CliRunner().invoke(_schedule(operator.database), ["list", "1", "--language", "en"])
    lines = [line for line in listed.output.splitlines() if "reminder 2" in line]
    assert [line.split("  ")[0] for line in lines] == ["Wed 22 Jul 2026", "Thu 23 Jul 2026"]
    assert "  a holiday: moved to another day" in listed.output.splitlines()


def _schedule(database: Database) -> click.Group:
    return schedule(lambda: database, At, lambda: BANGKOK, lambda: Decimal("0.10"), lambda: 300)
