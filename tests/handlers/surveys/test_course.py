"""T0 to T4 of a cohort as one: what is new is planned, and undone while none of it has begun."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import FileClock
from handlers.surveys import course, planning
from models.database import Database
from models.programme import Cohort
from models.staff import AuditEntry, Staff
from models.surveys import Wave
from models.words import WaveState
from tests.handlers.surveys.cohort import cohort, fill
from tests.handlers.surveys.test_approving import officer

ZONE = ZoneInfo("Asia/Bangkok")


def planned(session: Session, now: datetime) -> tuple[Staff, Cohort, dict[str, Wave]]:
    """T2 to T4 by an officer; T0 and T1 are over."""
    staff, into = officer(session, "planner", now), cohort(session)
    fill(session, into, 2, now)
    found = course.steps(session, into, now, ZONE)
    return staff, into, course.plan(session, into, found, course.forms_of(found), now, staff.id)


def test_what_is_over_is_left_out_and_the_officer_is_written_down(
    any_database: Database, clock: FileClock
) -> None:
    with any_database.write() as session:
        staff, into, made = planned(session, clock.now())
        assert list(made) == ["T2", "T3", "T4"]
        assert {one.planned_by for one in made.values()} == {staff.id}
        said = sa.select(AuditEntry.staff_id, AuditEntry.subject, AuditEntry.detail)
        assert session.execute(said).all() == [(staff.id, into.id, "T2 T3 T4")]


def test_what_stands_already_stays_and_only_the_rest_is_new(
    any_database: Database, clock: FileClock
) -> None:
    with any_database.write() as session:
        _, into, made = planned(session, clock.now())
        planning.cancel(session, made["T3"])
        found = course.steps(session, into, clock.now(), ZONE)
        assert [one.times.key for one in found if one.is_new] == ["T3"]
        again = course.plan(session, into, found, course.forms_of(found), clock.now())
        assert {key: one.id for key, one in again.items()} == {"T3": made["T3"].id}


def test_a_cohort_with_nothing_left_to_plan_is_not_offered(
    any_database: Database, clock: FileClock
) -> None:
    with any_database.write() as session:
        staff, into, made = planned(session, clock.now())
        assert course.may_follow(session, staff, clock.now(), ZONE) == []
        planning.cancel(session, made["T4"])
        assert course.may_follow(session, staff, clock.now(), ZONE) == [into]


def test_nothing_is_undone_once_one_of_them_has_opened(
    any_database: Database, clock: FileClock
) -> None:
    with any_database.write() as session:
        staff, into, made = planned(session, clock.now())
        numbers = [str(one.id) for one in made.values()]
        made["T2"].state = WaveState.OPEN
        assert course.undo(session, staff, into, numbers, clock.now()) == course.Undone(begun=True)
        assert made["T4"].state is WaveState.PLANNED
        made["T2"].state = WaveState.PLANNED
        assert course.undo(session, staff, into, numbers, clock.now()) == course.Undone(waves=3)


def test_a_forged_button_undoes_no_wave_of_another_cohort(
    any_database: Database, clock: FileClock
) -> None:
    with any_database.write() as session:
        staff, into, made = planned(session, clock.now())
        other = Cohort(
            id="other",
            programme_id=into.programme_id,
            number=2,
            starts_on=into.starts_on,
            ends_on=into.ends_on,
        )
        session.add(other)
        session.flush()
        numbers = [*(str(one.id) for one in made.values()), "x", ""]
        assert course.undo(session, staff, other, numbers, clock.now()) == course.Undone()
