"""What of a survey's responses may be given out, and to whom."""

from __future__ import annotations

import pytest

from handlers.exporting.access import may_take
from handlers.exporting.service import SMALLEST, count, plan_for, rows, survey_called
from models.database import Database
from models.staff import Staff, StaffDistrict
from models.surveys import Survey, Wave
from models.words import StaffRole
from reports.responses.plan import Shape
from tests.conftest import START
from tests.support.surveys import answered, somebody, survey, wave

TODAY = START.date()


def _ids(database: Database, survey_id: str, wave_id: int | None = None) -> list[str]:
    return [one.id for one in rows(database, survey_id, wave_id, today=TODAY)]


def test_a_named_response_tells_who_and_when(any_database: Database) -> None:
    with any_database.write() as session:
        found, who = survey(session, START), somebody(session, START)
        survey_id, person_id = found.id, who.id
        answered(session, found, {"problem": "น้ำ"}, START, of=who, wave=wave(session, found, START))
    (row,) = rows(any_database, survey_id, today=TODAY, names=True)
    assert (row.person, row.name, row.at, row.wave) == (person_id, "คุณสายฝน", START, "T2/1")


def test_names_are_read_only_where_they_may_be(any_database: Database) -> None:
    with any_database.write() as session:
        found = survey(session, START)
        survey_id = found.id
        answered(session, found, {}, START, of=somebody(session, START))
    (row,) = rows(any_database, survey_id, today=TODAY)
    assert row.name == ""


def test_an_anonymous_response_has_a_day_and_no_time(any_database: Database) -> None:
    with any_database.write() as session:
        found = survey(session, START, anonymous=True)
        survey_id = found.id
        for _ in range(SMALLEST):
            answered(session, found, {}, START)
    told = {(one.day, one.at, one.person) for one in rows(any_database, survey_id, today=TODAY)}
    assert told == {(START.date().isoformat(), None, "")}


def test_what_too_few_answered_without_a_name_is_in_no_file(any_database: Database) -> None:
    with any_database.write() as session:
        found = survey(session, START, anonymous=True)
        survey_id = found.id
        large, small = wave(session, found, START).id, wave(session, found, START, 2)
        small_id = small.id
        for number in range(SMALLEST):
            answered(session, found, {}, START, wave=session.get_one(Wave, large))
            if number:
                answered(session, found, {}, START, wave=small)
        told = count(session, survey_id)
    assert len(_ids(any_database, survey_id)) == SMALLEST
    assert _ids(any_database, survey_id, small_id) == []
    assert (told.given, told.hidden) == (SMALLEST, True)


def test_a_wave_that_begins_while_a_file_is_written_stays_out_of_it(
    any_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.responses.AT_ONCE", 1)
    with any_database.write() as session:
        found = survey(session, START)
        survey_id = found.id
        named = answered(session, found, {}, START, of=somebody(session, START))
    reading = rows(any_database, survey_id, today=TODAY)
    seen = [next(reading).id]
    with any_database.write() as session:
        for _ in range(8):
            answered(session, session.get_one(Survey, survey_id), {}, START)
    assert seen + [one.id for one in reading] == [named]


def test_named_answers_come_out_however_few(any_database: Database) -> None:
    with any_database.write() as session:
        found = survey(session, START)
        survey_id = found.id
        named = answered(session, found, {}, START, of=somebody(session, START))
        answered(session, found, {}, START)
    assert _ids(any_database, survey_id) == [named]


def test_no_order_tells_when_something_was_answered(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        found = survey(session, START, anonymous=True)
        survey_id = found.id
        made = [answered(session, found, {}, START) for _ in range(40)]
    assert _ids(sqlite_database, survey_id) == sorted(made)


def test_a_survey_is_found_however_its_key_is_typed(any_database: Database) -> None:
    with any_database.write() as session:
        found = survey(session, START)
        assert survey_called(session, "t2") is found
        assert survey_called(session, "T3") is None


@pytest.mark.parametrize(
    ("role", "district", "may"),
    [
        (StaffRole.ADMIN, "3206", True),
        (StaffRole.OFFICER, "", True),
        (StaffRole.OFFICER, "3206", False),
    ],
)
def test_an_officer_of_one_district_takes_no_answers_of_all(
    role: StaffRole, district: str, may: bool
) -> None:
    codes = [StaffDistrict(district_code=district)] if district else []
    assert may_take(Staff(role=role, districts=codes)) is may


def test_a_stored_form_that_would_be_refused_today_is_still_exported() -> None:
    source = (
        "| survey |\n| | type | name | label |\n| | start | began | |\n| | text | a | ยังไงคะ |\n"
        "| settings |\n| | form_id | wethi::anonymous |\n| | felt | yes |\n"
    ).encode()
    plan = plan_for("felt", {"1": source}, Shape(anonymous=True), {})
    assert "a" in [one.header for one in plan.tables[0].columns]
