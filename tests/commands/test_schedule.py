"""`flask schedule list`: a cohort's whole life on a terminal of 80 signs, with what it costs."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from sqlalchemy.orm import Session

from base.clock import FileClock
from base.ids import new_id
from commands.columns import width
from commands.schedule import group
from models.database import Database
from models.people import Account, AccountPerson, Person
from models.programme import Cohort, CohortMember, Programme
from models.schedule import CLOSE, OPEN, REMIND
from models.surveys import Survey, Wave
from models.tasks import ScheduledTask, plan
from models.words import TaskState, WaveState

BANGKOK = ZoneInfo("Asia/Bangkok")
OPENS = datetime(2026, 7, 17, 17, 45, tzinfo=BANGKOK)


def listed(database: Database, *words: str) -> list[str]:
    made = group(lambda: database, lambda: BANGKOK, lambda: Decimal("0.10"))
    result = CliRunner().invoke(made, ["list", *words])
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


@pytest.fixture
def life(any_database: Database, clock: FileClock) -> Database:
    """A cohort of three, one of whom blocked the bot, and one wave with two reminders."""
    now = clock.now()
    with any_database.write() as session:
        session.add(Programme(id="p", name_th="โครงการเวที", name_en="Forums", fiscal_year_be=2569))
        session.add(Survey(id="s", key="T2", created_at=now))
        session.flush()
        days = {"starts_on": date(2026, 6, 15), "ends_on": date(2026, 6, 17)}
        session.add(Cohort(id="c", programme_id="p", number=1, **days))
        for number in "123":
            session.add(Person(id=number, called=number, created_at=now))
            account = Account(id=f"a{number}", line_user_id=f"U{number}", created_at=now)
            account.friend, account.blocked = True, number == "3"
            session.add(account)
            session.flush()
            session.add(AccountPerson(account_id=account.id, person_id=number, since=now))
            session.add(CohortMember(cohort_id="c", person_id=number, kind="citizen"))
        _wave(session, now)
    return any_database


def _wave(session: Session, now: datetime) -> None:
    wave = Wave(survey_id="s", cohort_id="c", offset_days=30, state=WaveState.PLANNED)
    wave.opens_at, wave.closes_at = OPENS, OPENS + timedelta(days=14)
    wave.first_reminder_at = OPENS + timedelta(days=4)
    wave.second_reminder_at = OPENS + timedelta(days=9)
    wave.created_at = now
    session.add(wave)
    session.flush()
    for kind, at in (
        (OPEN, wave.opens_at),
        (REMIND, wave.first_reminder_at),
        (REMIND, wave.second_reminder_at),
        (CLOSE, wave.closes_at),
    ):
        plan(session, kind, str(wave.id), at, now)


def _ended(database: Database, kind: str, state: TaskState, reason: str) -> None:
    with database.write() as session:
        chosen = sa.update(ScheduledTask).where(ScheduledTask.kind == kind)
        session.execute(chosen.values(state=state, reason=reason))


def test_each_step_is_told_with_who_can_be_reached_and_its_price(life: Database) -> None:
    lines = listed(life, "1", "--language", "en")
    assert lines[0] == "Cohort 1, Forums: 3 people, 2 can be reached now"
    assert [line.split()[-2:] for line in lines[2:5]] == [["2", "0.20"]] * 3
    assert lines[2].split("  ")[0] == "Fri 17 Jul 2026"
    assert lines[-1] == "To come, at most: 6 messages, 0.60 baht"


def test_what_is_past_says_how_it_ended_and_why(life: Database) -> None:
    _ended(life, OPEN, TaskState.RAN, "")
    _ended(life, REMIND, TaskState.MERGED, "a newer one is due too")
    lines = listed(life, "c", "--language", "en")
    assert "ran" in lines[2].split()
    assert "merged" in lines[3].split()
    assert lines[4] == "  a newer one is due too"
    assert lines[-2] == "Spent: 0 messages, 0.00 baht"


@pytest.mark.parametrize("language", ["th", "en"])
def test_it_is_read_at_eighty_signs(life: Database, language: str) -> None:
    assert max(map(width, listed(life, "--language", language))) <= 80


def test_a_cohort_without_waves_says_so(any_database: Database) -> None:
    with any_database.write() as session:
        session.add(Programme(id="p", name_th="ก", name_en="F", fiscal_year_be=2569))
        session.flush()
        day = date(2026, 6, 15)
        session.add(Cohort(id=new_id(), programme_id="p", number=4, starts_on=day, ends_on=day))
    assert listed(any_database)[1] == "  ยังไม่มีอะไรวางไว้"
