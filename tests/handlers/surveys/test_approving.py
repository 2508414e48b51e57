"""A wave to more than one officer may ask alone: everybody named, agreed to, opened; each once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

import bootstrap
from base.ids import new_id
from bot.outbox.budget import Budget
from bot.tasks import Outcome
from handlers.surveys import approving, halting, planning
from handlers.surveys.planning import ASK, CLOSE, OPEN, UNDO
from handlers.surveys.tasks import kinds
from models.late import LATE
from models.many import Addressee, Mailing, mailings_under
from models.outbox import Outgoing
from models.people import Account
from models.staff import Staff
from models.surveys import Invitation, Wave
from models.tasks import ScheduledTask, plan
from models.words import (
    MailingState,
    OutboxState,
    StaffRole,
    TaskState,
    WaveState,
)
from tests.handlers.surveys.cohort import cohort, fill, planned

House = bootstrap.WorkerHouse
MANY = 320  # three steps
ALONE = 100


class Died(Exception):
    """The worker, in the midst of a step."""


def officer(session: Session, name: str, now: datetime) -> Staff:
    account = Account(id=new_id(), line_user_id="U" + name.encode().hex().ljust(32, "0"))
    account.created_at = now
    session.add(account)
    session.flush()
    staff = Staff(id=new_id(), account_id=account.id, role=StaffRole.ADMIN, name=name)
    staff.granted_at = now
    session.add(staff)
    session.flush()
    return staff


def wave_of(house: House, people: int = MANY) -> int:
    """Planned by one officer for now; another may agree."""
    now = house.clock.now()
    with house.database.write() as session:
        planner = officer(session, "planner", now)
        officer(session, "second", now)
        into = cohort(session)
        fill(session, into, people, now)
        wave = planned(session, into, now)
        wave.planned_by = planner.id
        return wave.id


def named(session: Session, name: str) -> Staff:
    return session.scalars(sa.select(Staff).where(Staff.name == name)).one()


def run(house: House, kind: str, wave: int | str, *, dying: bool = False) -> str:
    """The wave's task of that kind to its end, as a worker runs it, each step dying once before it
    is done; its last word."""
    found = next(one for one in kinds() if one.name == kind)
    outside = found.outside
    cursor = outside(house.database, house.files, str(wave)) if outside else None
    while True:
        if dying:
            with pytest.raises(Died), house.database.write() as session:
                _step(house, session, kind, wave, cursor)
                raise Died
        with house.database.write() as session:
            done = _step(house, session, kind, wave, cursor)
            if done.done:
                return done.result
        cursor = None


def _step(
    house: House, session: Session, kind: str, wave: int | str, cursor: str | None
) -> Outcome:
    waiting = sa.select(ScheduledTask).where(
        ScheduledTask.kind == kind,
        ScheduledTask.subject == str(wave),
        ScheduledTask.state == TaskState.WAITING,
    )
    task = session.scalars(waiting.order_by(ScheduledTask.id)).first() or pytest.fail(kind)
    task.cursor = cursor or task.cursor
    context = replace(house.context, budget=Budget(wave_alone=ALONE))
    step = next(one.step for one in kinds() if one.name == kind)
    done = step(session, context, task, house.clock.now())
    task.cursor = None if done.done else done.cursor
    task.state = TaskState.RAN if done.done else TaskState.WAITING
    return done


def agree(house: House, wave: int) -> bool:
    with house.database.write() as session:
        second = named(session, "second")
        return approving.approve(session, session.get_one(Wave, wave), second, house.clock.now())


def count(house: House, table: type[object], *where: sa.ColumnElement[bool]) -> int:
    with house.database.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table).where(*where)) or 0


def lists(house: House, wave: int) -> set[MailingState]:
    with house.database.read() as session:
        return {one.state for one in mailings_under(session, f"wave:{wave}:o:")}


def test_each_person_is_asked_once_though_each_step_from_naming_to_opening_dies_once(
    any_house: House,
) -> None:
    wave = wave_of(any_house)
    assert run(any_house, OPEN, wave, dying=True) == "a second officer has to agree first"
    assert run(any_house, ASK, wave, dying=True) == f"{MANY} messages"
    assert lists(any_house, wave) == {MailingState.WRITING}  # nothing can go out
    with pytest.raises(Died), any_house.database.write() as session:
        second = named(session, "second")
        approving.approve(session, session.get_one(Wave, wave), second, any_house.clock.now())
        raise Died
    assert agree(any_house, wave)
    run(any_house, OPEN, wave, dying=True)
    assert lists(any_house, wave) == {MailingState.ASKING}
    assert count(any_house, Addressee) == count(any_house, Invitation) == MANY
    assert count(any_house, ScheduledTask, ScheduledTask.kind == LATE) == 0


def test_who_planned_it_does_not_agree_to_it(worker_house: House) -> None:
    wave = wave_of(worker_house)
    run(worker_house, OPEN, wave)
    run(worker_house, ASK, wave)
    with worker_house.database.write() as session:
        own, one = named(session, "planner"), session.get_one(Wave, wave)
        assert not approving.approve(session, one, own, worker_house.clock.now())
    asked = Outgoing.dedupe_key.startswith("wave-second:")
    assert count(worker_house, Outgoing, asked) == 1


def test_nobody_is_asked_on_a_day_for_which_nobody_agreed(worker_house: House) -> None:
    wave = wave_of(worker_house)
    run(worker_house, OPEN, wave)
    run(worker_house, ASK, wave)
    with worker_house.database.write() as session:
        now = worker_house.clock.now() + timedelta(seconds=1)
        planning.open_now(session, session.get_one(Wave, wave), now)
        plan(session, OPEN, str(wave), now, now)
    assert run(worker_house, OPEN, wave) == "nobody has agreed to it yet"
    told = Outgoing.dedupe_key.startswith("wave-told:")
    assert count(worker_house, Outgoing, told) == 1
    assert run(worker_house, CLOSE, wave) == "nobody agreed to it"
    with worker_house.database.read() as session:
        assert session.get_one(Wave, wave).state is WaveState.CANCELLED


def test_who_can_be_reached_since_everybody_was_named_is_asked_like_who_comes_late(
    worker_house: House,
) -> None:
    wave = wave_of(worker_house)
    with worker_house.database.write() as session:
        session.execute(sa.update(Account).where(Account.id == "a1-7").values(blocked=True))
    run(worker_house, OPEN, wave)
    assert run(worker_house, ASK, wave) == f"{MANY - 1} messages"
    with worker_house.database.write() as session:
        session.execute(sa.update(Account).where(Account.id == "a1-7").values(blocked=False))
    assert agree(worker_house, wave)
    run(worker_house, OPEN, wave)
    with worker_house.database.read() as session:
        late = session.scalars(sa.select(ScheduledTask.subject).where(ScheduledTask.kind == LATE))
        assert list(late) == [f"{wave}:p1-7"]
    assert count(worker_house, Addressee) == MANY - 1


def test_a_wave_called_off_leaves_nobody_named_and_can_be_planned_anew(any_house: House) -> None:
    wave = wave_of(any_house)
    run(any_house, OPEN, wave)
    run(any_house, ASK, wave)
    with any_house.database.write() as session:
        assert approving.call_off(session, session.get_one(Wave, wave), any_house.clock.now())
    run(any_house, UNDO, wave, dying=True)
    assert [count(any_house, one) for one in (Mailing, Addressee, Invitation)] == [0, 0, 0]
    with any_house.database.write() as session:
        one = session.get_one(Wave, wave)
        later = any_house.clock.now() + timedelta(minutes=1)
        again = planned(session, one.cohort, later)
        assert (again.id, again.state, again.approval) == (wave, WaveState.PLANNED, None)


def test_a_small_wave_waits_for_nobody(worker_house: House) -> None:
    wave = wave_of(worker_house, ALONE)
    run(worker_house, OPEN, wave)
    with worker_house.database.read() as session:
        one = session.get_one(Wave, wave)
        assert (one.state, one.approval) == (WaveState.OPEN, None)
    assert lists(worker_house, wave) == {MailingState.ASKING}


def test_what_was_stopped_while_it_opened_waits_and_goes_on(any_house: House) -> None:
    wave = wave_of(any_house, ALONE)
    now = any_house.clock.now()
    with any_house.database.write() as session:
        one = session.get_one(Wave, wave)
        one.state = WaveState.OPEN  # its first step is done
        assert halting.stop(session, one, now)
    run(any_house, OPEN, wave)
    assert lists(any_house, wave) == {MailingState.HELD}
    with any_house.database.write() as session:
        assert halting.resume(session, session.get_one(Wave, wave), now)
        assert not halting.resume(session, session.get_one(Wave, wave), now)
    assert lists(any_house, wave) == {MailingState.ASKING}


def test_nobody_is_reminded_while_it_is_stopped(worker_house: House) -> None:
    wave = wave_of(worker_house, ALONE)
    run(worker_house, OPEN, wave)
    with worker_house.database.write() as session:
        assert halting.stop(session, session.get_one(Wave, wave), worker_house.clock.now())
    assert run(worker_house, planning.REMIND, wave) == "it is stopped"
    waits = Outgoing.state == OutboxState.WAITING
    assert count(worker_house, Outgoing, waits, Outgoing.mailing_id.is_not(None)) == 0
