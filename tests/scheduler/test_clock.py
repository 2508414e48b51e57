"""Design §3, "clock": one at a time by lease, and each slot planned once whatever time does."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from base.clock import FileClock
from models.database import Database
from models.tasks import Lease, ScheduledTask
from scheduler.clock import LEASE, LOOK_BACK, ClockDoor, passed
from scheduler.timetable import DAILY
from tests.support.still import StillClock

BANGKOK = ZoneInfo("Asia/Bangkok")
DAY = 86_400.0


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 7, day, hour, minute, tzinfo=BANGKOK)


@pytest.fixture
def one(any_database: Database, clock: FileClock) -> ClockDoor:
    return ClockDoor(any_database, clock, BANGKOK)


@pytest.fixture
def other(any_database: Database, clock: FileClock) -> ClockDoor:
    return ClockDoor(any_database, clock, BANGKOK)


def holder(database: Database) -> str:
    with database.read() as session:
        return session.scalars(sa.select(Lease.holder)).one()


def planned(database: Database) -> list[datetime]:
    with database.read() as session:
        moments = session.scalars(sa.select(ScheduledTask.planned_for)).all()
    return sorted(moments)


def test_a_second_clock_stands_by(
    one: ClockDoor, other: ClockDoor, any_database: Database, clock: FileClock
) -> None:
    one.look()
    first = holder(any_database)
    clock.advance(5)
    other.look()
    assert holder(any_database) == first


def test_a_standing_by_clock_plans_nothing(
    one: ClockDoor, other: ClockDoor, any_database: Database, clock: FileClock
) -> None:
    clock.set_now(at(13, 17, 39) + timedelta(seconds=55))
    one.look()
    clock.advance(10)
    assert other.look() == 0
    assert planned(any_database) == []
    assert one.look() == 1


def test_a_standing_by_clock_takes_over_when_the_lease_has_ended(
    one: ClockDoor, other: ClockDoor, any_database: Database, clock: FileClock
) -> None:
    one.look()
    first = holder(any_database)
    clock.advance(LEASE.total_seconds() + 1)
    other.look()
    assert holder(any_database) != first


def test_a_standing_by_clock_takes_over_at_once_when_the_other_gives_up(
    one: ClockDoor, other: ClockDoor, clock: FileClock
) -> None:
    one.look()
    one.give_up()
    clock.set_now(at(13, 17, 40))
    other.look()
    clock.advance(DAY)
    assert other.look() == len(DAILY)


def test_giving_up_takes_nothing_from_who_holds_it(
    one: ClockDoor, other: ClockDoor, any_database: Database
) -> None:
    one.look()
    first = holder(any_database)
    other.give_up()
    assert holder(any_database) == first


def test_a_slot_that_passed_while_nobody_looked_is_planned_by_who_takes_over(
    one: ClockDoor, other: ClockDoor, any_database: Database, clock: FileClock
) -> None:
    one.look()
    clock.set_now(at(13, 18))
    assert other.look() == 1
    assert planned(any_database) == [at(13, 17, 40)]


def test_a_jump_forward_plans_each_slot_once(
    one: ClockDoor, any_database: Database, clock: FileClock
) -> None:
    one.look()
    clock.set_now(at(14, 6))
    # two slots share a moment, twice
    night = [at(14, 2, 30), at(14, 3, 10), at(14, 3, 10), *[at(14, 3, 20)] * 2]
    assert one.look() == 1 + len(night)
    assert one.look() == 0
    assert planned(any_database) == [at(13, 17, 40), *night]


def test_a_standstill_of_a_week_plans_each_of_its_slots_once(
    one: ClockDoor, any_database: Database, clock: FileClock
) -> None:
    one.look()
    clock.set_now(at(20, 10))
    one.look()
    assert one.look() == 0
    assert len(planned(any_database)) == 7 * len(DAILY)


def test_a_standstill_of_a_year_plans_its_last_fortnight(
    one: ClockDoor, any_database: Database, clock: FileClock
) -> None:
    one.look()
    clock.advance(365 * DAY)
    one.look()
    assert planned(any_database)[0] >= clock.now() - LOOK_BACK
    assert len(planned(any_database)) == LOOK_BACK.days * len(DAILY)


def test_a_jump_back_plans_nothing_twice(
    one: ClockDoor, any_database: Database, clock: FileClock
) -> None:
    one.look()
    clock.set_now(at(13, 18))
    one.look()
    clock.set_now(at(13, 17))
    assert one.look() == 0
    clock.set_now(at(13, 18))
    assert one.look() == 0
    assert planned(any_database) == [at(13, 17, 40)]


def test_a_jump_back_does_not_lock_everybody_out(
    one: ClockDoor, other: ClockDoor, any_database: Database, clock: FileClock
) -> None:
    clock.set_now(at(20, 10))
    one.look()
    first = holder(any_database)
    clock.set_now(at(13, 10))
    other.look()
    assert holder(any_database) != first


def test_a_clock_that_runs_a_little_ahead_keeps_its_lease(
    any_database: Database, clock: FileClock, one: ClockDoor
) -> None:
    ahead = StillClock(clock.path.with_name("ahead"))
    ahead.set_now(clock.now() + timedelta(seconds=5))
    ClockDoor(any_database, ahead, BANGKOK).look()
    first = holder(any_database)
    one.look()
    assert holder(any_database) == first


def test_the_moment_itself_has_passed_and_the_last_look_is_not_counted_again() -> None:
    assert [when for _, when in passed(at(13, 17), at(13, 17, 40), BANGKOK)] == [at(13, 17, 40)]
    assert passed(at(13, 17, 40), at(13, 18), BANGKOK) == []


def test_what_has_passed_comes_in_order_of_time() -> None:
    moments = [when for _, when in passed(at(13, 10), at(15, 6), BANGKOK)]
    night = [at(14, 2, 30), at(14, 3, 10), at(14, 3, 10), *[at(14, 3, 20)] * 2]
    morning = [at(14, 7), at(14, 8, 30), at(14, 9, 50)]
    next_night = [at(15, 2, 30), at(15, 3, 10), at(15, 3, 10), *[at(15, 3, 20)] * 2]
    assert moments == [at(13, 17, 40), *night, *morning, at(14, 17, 40), *next_night]


def test_a_day_begins_in_the_provinces_own_zone() -> None:
    since = datetime.fromisoformat("2026-07-13T19:00:00+00:00")
    until = datetime.fromisoformat("2026-07-13T20:00:00+00:00")
    assert [when for _, when in passed(since, until, BANGKOK)] == [at(14, 2, 30)]


def test_nothing_has_passed_when_time_stands_still_or_runs_back() -> None:
    assert passed(at(14, 10), at(14, 10), BANGKOK) == []
    assert passed(at(14, 10), at(13, 10), BANGKOK) == []
