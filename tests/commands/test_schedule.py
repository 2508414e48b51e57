"""`flask schedule list`: a cohort's whole life on a terminal of 80 signs, with what it costs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from base.ids import new_id
from commands.columns import width
from commands.schedule import group
from models.consents import NUDGES
from models.database import Database
from models.month import Figures, learn_figures
from models.people import Consent
from models.programme import Cohort, Programme
from models.schedule import OPEN, REMIND
from models.tasks import ScheduledTask
from models.words import Permission, TaskState
from tests.commands.life import BANGKOK, At


def listed(database: Database, *words: str) -> list[str]:
    made = group(lambda: database, At, lambda: BANGKOK, lambda: Decimal("0.10"), lambda: 300)
    result = CliRunner().invoke(made, ["list", *words])
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def _ended(database: Database, kind: str, state: TaskState, reason: str) -> None:
    with database.write() as session:
        chosen = sa.update(ScheduledTask).where(ScheduledTask.kind == kind)
        session.execute(chosen.values(state=state, reason=reason))


def test_each_step_is_told_with_who_can_be_reached_and_its_price(life: Database) -> None:
    lines = listed(life, "1", "--language", "en")
    assert lines[0] == "Cohort 1, Forums: 3 people, 2 can be reached now"
    assert [line.split()[-2:] for line in lines[2:5]] == [["2", "0.00"]] * 3
    assert lines[2].split("  ")[0] == "Fri 17 Jul 2026"
    assert lines[-2] == "To come, at most: 6 messages, 0 beyond the free ones, 0.00 baht"


def test_what_is_past_says_how_it_ended_and_why(life: Database) -> None:
    _ended(life, OPEN, TaskState.RAN, "")
    _ended(life, REMIND, TaskState.MERGED, "a newer one is due too")
    lines = listed(life, "c", "--language", "en")
    assert "ran" in lines[2].split()
    assert "merged" in lines[3].split()
    assert lines[4] == "  a newer one is due too"
    assert "Spent: 0 messages, 0 beyond the free ones, 0.00 baht" in lines


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


def test_what_is_to_come_stands_beside_the_quota_of_its_month(life: Database) -> None:
    last = listed(life, "1", "--language", "en")[-1]
    assert last == "2026-07: the site used 0, 6 to come, of 300; 294 left"


def test_more_than_a_month_has_is_told_with_its_price(life: Database) -> None:
    made = group(lambda: life, At, lambda: BANGKOK, lambda: Decimal("0.10"), lambda: 4)
    *others, to_come, last = CliRunner().invoke(made, ["list"]).output.splitlines()
    assert [line.split()[-1] for line in others[2:5]] == ["0.00", "0.00", "0.20"]
    assert to_come == "จะใช้อีกไม่เกิน 6 ข้อความ เกินฟรี 2 ราว 0.20 บาท"
    assert last == "เดือน 2569-07 ใช้ไป 0 จะใช้อีก 6 โควตา 4 เกิน 2 ราว 0.20 บาท"


def test_who_wants_no_reminders_is_not_counted(life: Database) -> None:
    with life.write() as session:
        no = Consent(account_id="a1", purpose=NUDGES, text_version=1, answer=Permission.NO)
        no.given_at = At().now()
        session.add(no)
    lines = listed(life, "1", "--language", "en")
    assert lines[0] == "Cohort 1, Forums: 3 people, 1 can be reached now"
    assert [line.split()[-2] for line in lines[2:5]] == ["1", "1", "1"]


def test_where_line_sets_no_limit_nothing_is_too_much(life: Database) -> None:
    with life.write() as session:
        learn_figures(session, Figures(None, 5, At().now()))
    made = group(lambda: life, At, lambda: BANGKOK, lambda: Decimal("0.10"), lambda: 4)
    last = CliRunner().invoke(made, ["list", "--language", "en"]).output.splitlines()[-1]
    assert last == "2026-07: the site used 5, 6 to come; LINE sets no limit"


def test_reasons_are_told_in_thai(life: Database) -> None:
    _ended(life, REMIND, TaskState.MERGED, "a newer one is due too")
    assert "  มีครั้งใหม่กว่าถึงเวลาแล้ว" in listed(life)
