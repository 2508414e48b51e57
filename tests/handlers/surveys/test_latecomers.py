"""Who comes late is asked up to a size; beyond it a second officer is asked again."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from handlers.surveys import latecomers
from handlers.surveys.latecomers import MORE, REST
from handlers.surveys.planning import OPEN
from models.late import LATE, ask_late
from models.outbox import Outgoing
from models.programme import Cohort
from models.surveys import Wave
from models.tasks import ScheduledTask
from models.words import TaskState
from tests.handlers.surveys.cohort import fill
from tests.handlers.surveys.test_approving import ALONE, House, count, named, run, wave_of

FIRST = 3  # people of the wave when it opens
BEFORE = ALONE - 1  # came late and were asked
MORE_COME = 5


@pytest.fixture
def crowd(any_house: House) -> tuple[House, int]:
    """A wave to three is open, and four more than may be asked unseen have come; a second officer
    was asked for those."""
    wave = wave_of(any_house, FIRST)
    run(any_house, OPEN, wave)
    with any_house.database.write() as session:
        session.get_one(Wave, wave).joined = BEFORE
    come(any_house, MORE_COME)
    every_late(any_house)
    assert run(any_house, MORE, wave) == "4 wait"
    return any_house, wave


def come(house: House, many: int, begin: int = FIRST) -> None:
    """So many join the cohort, and can be reached."""
    now = house.clock.now()
    with house.database.write() as session:
        into = session.scalars(sa.select(Cohort)).one()
        fill(session, into, many, now, begin=begin)
        ask_late(session, [f"p1-{one}" for one in range(begin, begin + many)], now)


def every_late(house: House) -> None:
    with house.database.read() as session:
        waits = sa.select(ScheduledTask.subject).where(
            ScheduledTask.kind == LATE, ScheduledTask.state == TaskState.WAITING
        )
        subjects = list(session.scalars(waits.order_by(ScheduledTask.id)))
    for subject in subjects:
        run(house, LATE, subject)


def decide(house: House, wave: int, name: str, *, yes: bool = True) -> bool:
    with house.database.write() as session:
        found, staff, now = session.get_one(Wave, wave), named(session, name), house.clock.now()
        if yes:
            return latecomers.agree(session, found, staff, now)
        return latecomers.refuse(session, found, staff, "พอแล้ว", now)


def joined(house: House, wave: int) -> int:
    with house.database.read() as session:
        return session.get_one(Wave, wave).joined


def test_beyond_the_size_they_wait_and_only_a_second_officer_is_asked(
    crowd: tuple[House, int],
) -> None:
    house, wave = crowd
    assert joined(house, wave) == ALONE
    assert count(house, Outgoing, Outgoing.dedupe_key.startswith("wave-more:")) == 1
    assert not decide(house, wave, "planner")


def test_agreed_to_those_who_wait_are_asked_and_as_many_more_may_come(
    crowd: tuple[House, int],
) -> None:
    house, wave = crowd
    assert decide(house, wave, "second")
    run(house, REST, wave)
    every_late(house)
    assert joined(house, wave) == BEFORE + MORE_COME
    with house.database.read() as session:
        row = session.get_one(Wave, wave)
        assert (row.late_agreed, row.late_asked) == (BEFORE + MORE_COME, None)


def test_said_no_to_nobody_more_is_asked_until_it_is_decided_anew(
    crowd: tuple[House, int],
) -> None:
    house, wave = crowd
    assert decide(house, wave, "second", yes=False)
    come(house, 1, begin=FIRST + MORE_COME)
    every_late(house)
    assert joined(house, wave) == ALONE
    with house.database.write() as session:
        row, planner = session.get_one(Wave, wave), named(session, "planner")
        assert latecomers.anew(session, row, planner, house.clock.now())
    assert run(house, MORE, wave) == "5 wait"
