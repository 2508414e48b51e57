"""Waves keep the public holidays, and those that the office has of its own."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from base.clock import FileClock
from base.office import NATIONAL, Office
from handlers.surveys import lists
from handlers.surveys.moving import off_holidays
from handlers.surveys.planning import (
    CLOSE,
    OPEN,
    REMIND,
    Times,
    open_now,
    plan_again,
    plan_wave,
    times_of,
)
from handlers.surveys.service import add_version, built_in
from models.database import Database
from models.holidays import set_day
from models.outbox import Outgoing
from models.programme import Cohort
from models.surveys import Wave
from models.tasks import ScheduledTask
from models.waves import invite
from models.words import TaskState, WaveState
from tests.handlers.surveys.cohort import ZONE, cohort, fill


def _times(key: str, first: date, last: date, calendar: Office = NATIONAL) -> Times:
    of = Cohort(id="c", programme_id="p", number=1, starts_on=first, ends_on=last)
    return next(one for one in times_of(of, ZONE, calendar) if one.key == key)


def _evening(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 17, 45, tzinfo=ZONE)


def test_a_wave_whose_day_is_a_holiday_opens_on_the_next_working_day() -> None:
    times = _times("T4", date(2026, 6, 13), date(2026, 6, 13))  # 180 days later: Constitution Day
    assert times.opens == _evening(12, 11)
    assert times.reminders == (_evening(12, 16), _evening(12, 23))
    assert times.closes == datetime(2027, 1, 1, 20, 0, tzinfo=ZONE)
    assert times.offset_days == 180


def test_a_workshop_is_asked_on_its_own_days_and_only_reminded_on_others() -> None:
    first, last = date(2026, 7, 28), date(2026, 7, 29)  # both are holidays, and the next one too
    assert _times("T0", first, last).opens == datetime(2026, 7, 28, 8, 0, tzinfo=ZONE)
    parting = _times("T1", first, last)
    assert parting.opens == datetime(2026, 7, 29, 15, 0, tzinfo=ZONE)
    assert parting.reminders == (_evening(7, 31), _evening(8, 4))


def test_two_reminders_never_come_on_one_evening() -> None:
    closed = Office({date(2026, 7, day): False for day in range(17, 22)})
    times = _times("T2", date(2026, 6, 13), date(2026, 6, 13), closed)
    assert times.reminders == (_evening(7, 22), _evening(7, 23))


@pytest.mark.parametrize(("days", "reminders"), [(1, 0), (2, 0), (3, 1)])
def test_at_the_workshop_nobody_is_asked_twice_a_day(days: int, reminders: int) -> None:
    times = _times("T0", date(2026, 6, 14 - days), date(2026, 6, 13))
    assert len(times.reminders) == reminders
    assert {at.date() for at in times.reminders} <= {date(2026, 6, 12)}


@pytest.fixture
def wave(any_database: Database, clock: FileClock) -> int:
    """T2, on a Monday evening; it is ten in the morning."""
    with any_database.write() as session:
        into = cohort(session)
        version, _ = add_version(session, built_in("T2"), clock.now())
        times = next(one for one in times_of(into, ZONE, NATIONAL) if one.key == "T2")
        return plan_wave(session, into, version.survey, times, clock.now()).id


def _close(database: Database, day: date, now: datetime) -> list[str]:
    with database.write() as session:
        set_day(session, day, "หยุดพิเศษ", now, works=False)
        return [kind for _, kind, _ in off_holidays(session, now, ZONE)]


def _waiting(database: Database) -> list[tuple[str, datetime]]:
    with database.read() as session:
        waits = ScheduledTask.state == TaskState.WAITING
        mine = ScheduledTask.kind.in_((OPEN, REMIND, CLOSE))
        rows = session.scalars(sa.select(ScheduledTask).where(waits, mine))
        return sorted((row.kind, row.planned_for) for row in rows if not row.cancel)


def test_a_day_that_is_granted_later_moves_the_whole_wave(
    any_database: Database, clock: FileClock, wave: int
) -> None:
    moved = _close(any_database, date(2026, 7, 13), clock.now())
    assert moved == ["wave_open", "wave_close", "wave_remind", "wave_remind"]
    assert _waiting(any_database) == [
        ("wave_close", datetime(2026, 7, 28, 20, 0, tzinfo=ZONE)),
        ("wave_open", _evening(7, 14)),
        ("wave_remind", _evening(7, 18)),
        ("wave_remind", _evening(7, 23)),
    ]


def test_a_reminder_moves_alone_and_once(
    any_database: Database, clock: FileClock, wave: int
) -> None:
    day = date(2026, 7, 22)
    assert _close(any_database, day, clock.now()) == ["wave_remind"]
    assert _close(any_database, day, clock.now()) == []
    with any_database.read() as session:
        assert session.get_one(Wave, wave).second_reminder_at == _evening(7, 23)


def test_a_reminder_may_come_at_the_moment_that_another_has_left(
    any_database: Database, clock: FileClock, wave: int
) -> None:
    with any_database.write() as session:  # Friday and Monday
        row = session.get_one(Wave, wave)
        row.first_reminder_at = _evening(7, 17)
        row.second_reminder_at = _evening(7, 20)
        session.execute(sa.delete(ScheduledTask).where(ScheduledTask.kind == REMIND))
        for at in (_evening(7, 17), _evening(7, 20)):
            plan_again(session, REMIND, str(wave), at, clock.now())
    for day in (17, 18, 19):
        _close(any_database, date(2026, 7, day), clock.now())
    reminders = [at for kind, at in _waiting(any_database) if kind == REMIND]
    assert reminders == [_evening(7, 20), _evening(7, 21)]


def test_whoever_is_reminded_has_the_next_day_to_answer(
    any_database: Database, clock: FileClock, wave: int
) -> None:
    with any_database.write() as session:
        for day in range(22, 28):
            set_day(session, date(2026, 7, day), "หยุดพิเศษ", clock.now(), works=False)
        off_holidays(session, clock.now(), ZONE)
        row = session.get_one(Wave, wave)
        assert row.second_reminder_at is not None
        assert row.closes_at == datetime.combine(
            row.second_reminder_at.astimezone(ZONE).date() + timedelta(days=1), time(20), ZONE
        )


def test_what_was_moved_says_so(any_database: Database, clock: FileClock, wave: int) -> None:
    _close(any_database, date(2026, 7, 13), clock.now())
    with any_database.read() as session:
        moved = sa.select(ScheduledTask).where(
            ScheduledTask.kind == OPEN, ScheduledTask.planned_for == _evening(7, 13)
        )
        task = session.scalars(moved).one()
        assert (task.state, task.reason) == (TaskState.DROPPED, "a holiday: moved to another day")


def test_a_wave_that_an_officer_opens_by_hand_goes_on_a_holiday_too(
    any_database: Database, clock: FileClock, wave: int
) -> None:
    with any_database.write() as session:
        assert open_now(session, session.get_one(Wave, wave), clock.now())
    assert "wave_open" not in _close(any_database, clock.now().date(), clock.now())


def _reminded(database: Database, wave: int, now: datetime, attempts: int) -> Outgoing:
    """The first reminder is written and held; then the office closes for six days."""
    with database.write() as session:
        row = session.get_one(Wave, wave)
        row.state = WaveState.OPEN
        fill(session, row.cohort, 2, now)
        asked = invite(session, row, ["p1-0", "p1-1"])
        lists.write(session, row, "1", asked, now, ZONE)
        lists.close(session, row, "1", now)
        session.execute(sa.update(Outgoing).values(attempts=attempts))
    with database.write() as session:
        for day in range(22, 28):
            set_day(session, date(2026, 7, day), "หยุดพิเศษ", now, works=False)
        off_holidays(session, now, ZONE)
    with database.read() as session:
        thai = Outgoing.dedupe_key.startswith(f"wave:{wave}:1:th:")
        return session.scalars(sa.select(Outgoing).where(thai)).one()


def test_a_reminder_that_has_not_gone_out_names_the_day_on_which_it_closes_now(
    any_database: Database, clock: FileClock, wave: int
) -> None:
    row = _reminded(any_database, wave, clock.now(), attempts=0)
    with any_database.read() as session:
        closes = session.get_one(Wave, wave).closes_at
    assert closes > datetime(2026, 7, 28, tzinfo=ZONE)
    assert lists.day(closes, "th", ZONE) in (row.body or "")
    assert row.useful_until == closes


def test_what_was_tried_keeps_the_words_that_its_retry_key_stands_for(
    any_database: Database, clock: FileClock, wave: int
) -> None:
    row = _reminded(any_database, wave, clock.now(), attempts=1)
    assert "27 ก.ค. 2569" in (row.body or "")
