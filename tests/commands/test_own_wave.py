"""`flask waves plan FORM COHORT`: a form from Excel is tied to a cohort, looked at first."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

import forms
from base.clock import FileClock
from commands import waves
from handlers.bringing.storing import brought
from handlers.surveys import newest
from models.database import Database
from models.stored_forms import store_form
from models.surveys import SurveyVersion, Wave
from models.tasks import ScheduledTask
from models.waves import version_in_use
from tests.commands.operator import Operator
from tests.handlers.surveys.cohort import cohort, fill

ZONE = ZoneInfo("Asia/Bangkok")
OWN = """| survey |
| | type | name | label | wethi::anonymous |
| | text | a | เป็นยังไงบ้างคะ | |
| | text | b | รู้สึกยังไงคะ | yes |
| settings |
| | form_id | form_title |
| | own | ถามสั้น ๆ |
"""
NEWER = OWN.replace("เป็นยังไง", "สบายดี")


@pytest.fixture
def planner(any_database: Database, clock: FileClock, tmp_path: Path) -> Operator:
    """Three people with a phone of a cohort that ended a month ago, and two without."""
    (tmp_path / "own.md").write_text(OWN, encoding="utf-8")
    with any_database.write() as session:
        into = cohort(session)
        fill(session, into, 3, clock.now())
        into.number = 2
        fill(session, into, 2, clock.now(), phones=False)
        into.number = 1
    return Operator(waves.group, any_database, clock, tmp_path)


def tasks(planner: Operator) -> list[tuple[str, str]]:
    """Kind, and when it is planned for in the office's time."""
    with planner.database.read() as session:
        rows = session.execute(sa.select(ScheduledTask.kind, ScheduledTask.planned_for))
        return sorted((kind, f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}") for kind, at in rows)


def only_wave(planner: Operator) -> Wave:
    with planner.database.read() as session:
        return session.scalars(sa.select(Wave)).one()


def bring(planner: Operator, source: str, at: datetime) -> None:
    """As «ส่งแบบฟอร์ม» and `flask forms add` do."""
    form = forms.load(source)
    with planner.database.write() as session:
        store_form(session, brought(form, source.encode()), None, at)


def test_a_dry_run_says_whom_it_reaches_and_what_it_costs(
    planner: Operator, tmp_path: Path
) -> None:
    words = ("--opens", "2569-08-01", "--days", "14", "--dry-run", "--yes")
    told = planner.run("plan", str(tmp_path / "own.md"), "1", *words)
    assert told.exit_code == 0, told.output
    assert "ถามสั้น ๆ (own): 2 ข้อ, ไม่เก็บชื่อ 1 ข้อ" in told.output
    assert "5 คน ส่งถึงได้ตอนนี้ 3" in told.output
    assert "ไม่เกิน 9 ข้อความ ฟรีทั้งหมด 0 บาท" in told.output
    assert "ไม่เคยทักมา 2 คน" in told.output
    assert "ยังไม่ได้วาง" in told.output
    assert tasks(planner) == []


def test_the_earlier_steps_have_the_free_messages_of_the_month(
    planner: Operator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MESSAGES_FREE", "4")
    words = ("--opens", "2569-08-01", "--days", "14", "--dry-run")
    told = planner.run("plan", str(tmp_path / "own.md"), "1", *words).output
    prices = [one.split()[-1] for one in told.splitlines() if " 17.45 " in one]
    assert prices == ["0.00", "0.20", "0.30"]
    assert "ไม่เกิน 9 ข้อความ ฟรี 4 เกิน 5 ราว 0.50 บาท" in told


def test_it_opens_reminds_and_closes_on_the_days_that_were_named(
    planner: Operator, tmp_path: Path
) -> None:
    words = ("--opens", "2569-08-01", "--closes", "2026-08-15", "--yes")
    told = planner.run("plan", str(tmp_path / "own.md"), "1", *words)
    assert "วางแล้วค่ะ เป็นรอบที่ 1" in told.output
    assert tasks(planner) == [
        ("wave_ask", "2026-07-31 17:45"),  # a second officer, where it is large
        ("wave_close", "2026-08-15 20:00"),
        ("wave_open", "2026-08-01 17:45"),
        ("wave_remind", "2026-08-05 17:45"),
        ("wave_remind", "2026-08-10 17:45"),
    ]


@pytest.mark.parametrize("day", ["2569-08-13", "2026-08-13", "+61", "13 ส.ค. 2569"])
def test_a_day_is_told_in_either_year_in_words_or_from_the_workshop_on(
    planner: Operator, tmp_path: Path, day: str
) -> None:
    told = planner.run("plan", str(tmp_path / "own.md"), "1", "--opens", day, "--yes")
    assert told.exit_code == 0, told.output
    wave = only_wave(planner)
    assert wave.opens_at == datetime(2026, 8, 13, 17, 45, tzinfo=ZONE)
    assert wave.offset_days == 61


def test_a_holiday_is_told_and_it_opens_on_the_next_working_day(
    planner: Operator, tmp_path: Path
) -> None:
    told = planner.run("plan", str(tmp_path / "own.md"), "1", "--opens", "+60", "--yes")
    assert "12 ส.ค. 2569 เป็นวันหยุดค่ะ จะเปิดวันทำการถัดไป พฤหัส 13 ส.ค. 2569" in told.output
    wave = only_wave(planner)
    assert wave.opens_at == datetime(2026, 8, 13, 17, 45, tzinfo=ZONE)
    assert wave.closes_at == datetime(2026, 8, 27, 20, 0, tzinfo=ZONE)
    assert wave.offset_days == 60


@pytest.mark.parametrize(("reminders", "days"), [("0", []), ("1", ["08"]), ("2", ["05", "10"])])
def test_it_reminds_as_often_as_is_wished(
    planner: Operator, tmp_path: Path, reminders: str, days: list[str]
) -> None:
    words = ("--opens", "2026-08-01", "--reminders", reminders, "--yes")
    planner.run("plan", str(tmp_path / "own.md"), "1", *words)
    assert [at[8:10] for kind, at in tasks(planner) if kind == "wave_remind"] == days


def test_a_short_wave_has_no_room_for_a_reminder_and_says_so(
    planner: Operator, tmp_path: Path
) -> None:
    words = ("--opens", "2026-08-01", "--days", "1", "--language", "en", "--yes")
    told = planner.run("plan", str(tmp_path / "own.md"), "1", *words)
    assert "The time is short. Reminders: 0." in told.output
    assert [kind for kind, _ in tasks(planner)] == ["wave_ask", "wave_close", "wave_open"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("own.md", "1", "--opens", "2026-07-01"), "ผ่านไปแล้ว"),
        (("own.md", "1", "--opens", "2026-08-01", "--closes", "2026-08-01"), "ต้องห่างกัน"),
        (("own.md", "1", "--opens", "เร็ว ๆ นี้"), "อ่านวัน"),
        (("nothing", "1", "--opens", "+60"), "ไม่มีแบบสอบถามชื่อ nothing"),
        (("T2", "1", "--opens", "+60"), "มีวันของตัวเอง"),
        (("own.md", "9", "--opens", "+60"), "9"),
        (("own.md", "1"), "--opens"),
    ],
)
def test_what_cannot_be_planned_says_why_and_plans_nothing(
    planner: Operator,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    told = planner.run("plan", *words, "--yes")
    assert told.exit_code != 0
    assert said in told.output
    assert tasks(planner) == []


def test_planned_twice_is_planned_once_and_other_days_are_not_taken_silently(
    planner: Operator, tmp_path: Path
) -> None:
    words = ("plan", str(tmp_path / "own.md"), "1", "--opens", "+60", "--yes")
    planner.run(*words)
    assert "วางไว้ก่อนแล้วค่ะ เป็นรอบที่ 1" in planner.run(*words).output
    other = planner.run(*words, "--days", "7")
    assert (other.exit_code, "flask waves cancel 1" in other.output) == (1, True)
    planner.run("cancel", "1", "--yes")
    assert "วางแล้วค่ะ เป็นรอบที่ 1" in planner.run(*words, "--days", "7").output


def test_a_cohort_is_asked_the_same_form_again_on_another_day(
    planner: Operator, tmp_path: Path
) -> None:
    for days in ("+60", "+90"):
        planner.run("plan", str(tmp_path / "own.md"), "1", "--opens", days, "--yes")
    listed = planner.run("list").output.splitlines()
    assert [one.split("\t")[1] for one in listed] == ["own", "own"]


def test_a_form_that_came_in_the_chat_is_planned_by_its_name(planner: Operator) -> None:
    bring(planner, OWN, planner_now(planner))
    told = planner.run("plan", "own", "1", "--opens", "+60", "--yes")
    assert "วางแล้วค่ะ" in told.output, told.output
    assert only_wave(planner).offset_days == 60


def planner_now(planner: Operator) -> datetime:
    return datetime(2026, 7, 13, 10, tzinfo=ZONE)


def versions(planner: Operator) -> list[int]:
    with planner.database.read() as session:
        found = sa.select(SurveyVersion.number).order_by(SurveyVersion.number)
        return list(session.scalars(found))


def test_a_new_version_is_asked_in_a_wave_that_has_not_opened(
    planner: Operator, tmp_path: Path
) -> None:
    planner.run("plan", str(tmp_path / "own.md"), "1", "--opens", "+60", "--yes")
    bring(planner, NEWER, planner_now(planner))
    for _ in range(2):  # as after a lost claim
        newest.newest(planner.database, None, str(only_wave(planner).id))  # type: ignore[arg-type]
    assert versions(planner) == [1, 2]


def test_an_earlier_version_that_is_brought_again_is_asked_again(
    planner: Operator, tmp_path: Path
) -> None:
    planner.run("plan", str(tmp_path / "own.md"), "1", "--opens", "+60", "--yes")
    now, wave = planner_now(planner), only_wave(planner)
    for hours, source in ((1, NEWER), (2, OWN)):
        bring(planner, source, now + timedelta(hours=hours))
        newest.newest(planner.database, None, str(wave.id))  # type: ignore[arg-type]
    assert versions(planner) == [1, 2]
    with planner.database.read() as session:
        assert version_in_use(session, wave.survey_id).number == 1
        assert newest.brought(session, "own") == ("own", OWN.encode())


def test_a_wave_that_is_open_keeps_its_version(planner: Operator, tmp_path: Path) -> None:
    planner.run("plan", str(tmp_path / "own.md"), "1", "--opens", "+60", "--yes")
    bring(planner, NEWER, planner_now(planner))
    with planner.database.write() as session:
        session.scalars(sa.select(Wave)).one().state = "open"  # type: ignore[assignment]
        number = str(session.scalars(sa.select(Wave.id)).one())
    newest.newest(planner.database, None, number)  # type: ignore[arg-type]
    assert versions(planner) == [1]
