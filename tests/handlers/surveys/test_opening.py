"""A wave opens in steps from its cursor: each person once, whatever dies."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

import bootstrap
from bot.tasks import Outcome
from handlers.surveys import lists
from handlers.surveys.planning import OPEN, REMIND, cancel, close_now, open_now
from handlers.surveys.tasks import close, open_wave, remind
from models.many import Addressee, Mailing, mailings_under
from models.outbox import Outgoing
from models.surveys import Invitation, Wave
from models.tasks import ScheduledTask
from models.words import InvitationState, MailingState, WaveState
from tests.handlers.surveys.cohort import cohort, fill, planned

House = bootstrap.WorkerHouse
NONE = timedelta(0)
DAYS = timedelta(days=4)


class Died(Exception):
    """The worker, in the midst of a step."""


def wave_of(house: House, people: int, *, phones: bool = True) -> int:
    now = house.clock.now()
    with house.database.write() as session:
        into = cohort(session)
        fill(session, into, people, now, phones=phones)
        return planned(session, into, now).id


def step(
    house: House, kind: str, wave: int, *, dies: bool = False, after: timedelta = NONE
) -> bool:
    """One step of the wave's task of that kind, so long after now; True at its end."""
    does = {OPEN: open_wave, REMIND: remind, "wave_close": close}[kind]
    with house.database.write() as session:
        task = _task(session, kind, wave)
        done: Outcome = does(session, house.context, task, house.clock.now() + after)
        if dies:
            raise Died
        task.cursor = None if done.done else done.cursor
        return done.done


def _task(session: Session, kind: str, wave: int) -> ScheduledTask:
    chosen = sa.select(ScheduledTask).where(
        ScheduledTask.kind == kind, ScheduledTask.subject == str(wave)
    )
    return session.scalars(chosen.order_by(ScheduledTask.planned_for)).first() or pytest.fail(kind)


def run(house: House, kind: str, wave: int, after: timedelta = NONE) -> None:
    while not step(house, kind, wave, after=after):
        pass


def count(house: House, table: type[object]) -> int:
    with house.database.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_each_person_is_invited_once_though_every_step_dies_once(any_house: House) -> None:
    wave = wave_of(any_house, 1100)
    ended = False
    while not ended:
        with pytest.raises(Died):
            step(any_house, OPEN, wave, dies=True)
        ended = step(any_house, OPEN, wave)
    run(any_house, OPEN, wave)  # and once more, as after a lost claim
    assert count(any_house, Invitation) == count(any_house, Addressee) == 1100
    with any_house.database.read() as session:
        found = mailings_under(session, f"wave:{wave}:")
        assert {(one.people, one.state) for one in found} == {
            (990, MailingState.ASKING),
            (110, MailingState.ASKING),
        }


def test_a_body_has_no_more_requests_than_500_people_each_need(worker_house: House) -> None:
    wave = wave_of(worker_house, 1100)
    run(worker_house, OPEN, wave)
    with worker_house.database.read() as session:
        counted = sa.select(sa.func.count()).group_by(Outgoing.mailing_id)
        requests = session.scalars(counted.where(Outgoing.mailing_id.is_not(None)))
        assert sorted(requests) == [1, 2]


def test_who_has_no_phone_is_unreachable_until_one_is_there(worker_house: House) -> None:
    wave = wave_of(worker_house, 3, phones=False)
    run(worker_house, OPEN, wave)
    with worker_house.database.read() as session:
        states = session.scalars(sa.select(Invitation.state))
        assert set(states) == {InvitationState.UNREACHABLE}
    assert count(worker_house, Mailing) == 0


def test_reminders_leave_out_who_answered_declined_or_asked_for_later(worker_house: House) -> None:
    wave = wave_of(worker_house, 5)
    run(worker_house, OPEN, wave)
    now = worker_house.clock.now() + DAYS
    with worker_house.database.write() as session:
        first, second, third, fourth, _ = session.scalars(sa.select(Invitation)).all()
        first.state, second.state = InvitationState.ANSWERED, InvitationState.DECLINED
        third.later_at = now + timedelta(hours=5)
        fourth.state, fourth.open_questions = InvitationState.HALF_FILLED, 3
    run(worker_house, REMIND, wave, DAYS)
    with worker_house.database.read() as session:
        told = {one.key: one.people for one in mailings_under(session, f"wave:{wave}:1:")}
    assert told == {f"wave:{wave}:1:th:3": 1, f"wave:{wave}:1:th:0": 1}


def test_who_is_asked_that_evening_as_they_wished_is_not_reminded_beside_it(
    worker_house: House,
) -> None:
    wave = wave_of(worker_house, 2)
    run(worker_house, OPEN, wave)
    with worker_house.database.write() as session:
        evening = worker_house.clock.now() + DAYS - timedelta(minutes=1)
        session.scalars(sa.select(Invitation)).all()[0].later_at = evening
    run(worker_house, REMIND, wave, DAYS)
    with worker_house.database.read() as session:
        assert [one.people for one in mailings_under(session, f"wave:{wave}:1:")] == [1]


def test_a_wave_that_opened_late_reminds_nobody_at_once(worker_house: House) -> None:
    wave = wave_of(worker_house, 2)
    run(worker_house, OPEN, wave)
    run(worker_house, REMIND, wave)
    with worker_house.database.read() as session:
        assert mailings_under(session, f"wave:{wave}:1:") == []


def test_whoever_answers_before_it_is_sent_does_not_hear_of_it(worker_house: House) -> None:
    wave = wave_of(worker_house, 2)
    run(worker_house, OPEN, wave)
    with worker_house.database.write() as session:
        session.scalars(sa.select(Invitation)).all()[0].state = InvitationState.ANSWERED
        told = lists.unwanted(session, f"wave:{wave}:o:th:0", ["a1-0", "a1-1"])
    assert told == {"a1-0": "answered meanwhile"}


def test_closing_expires_who_never_began_and_withdraws_what_was_not_sent(any_house: House) -> None:
    wave = wave_of(any_house, 510)
    run(any_house, OPEN, wave)
    run(any_house, "wave_close", wave)
    with any_house.database.read() as session:
        assert session.get_one(Wave, wave).state is WaveState.CLOSED
        states = set(session.scalars(sa.select(Invitation.state)))
        lists_now = {one.state for one in mailings_under(session, f"wave:{wave}:")}
    assert (states, lists_now) == ({InvitationState.EXPIRED}, {MailingState.WITHDRAWN})


def test_an_operator_opens_before_its_time_closes_and_cancels(worker_house: House) -> None:
    now = worker_house.clock.now()
    number = wave_of(worker_house, 2)
    with worker_house.database.write() as session:
        wave = session.get_one(Wave, number)
        assert not close_now(session, wave, now)
        assert open_now(session, wave, now + timedelta(seconds=1))
        assert cancel(session, wave)
        assert not open_now(session, wave, now)
    assert step(worker_house, OPEN, number)
    assert count(worker_house, Invitation) == 0
