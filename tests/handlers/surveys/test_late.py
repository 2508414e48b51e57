"""Who can be reached only after a wave has opened is invited like the others, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.tasks import Outcome
from handlers.surveys import lists, results
from handlers.surveys.latecomers import ask_one
from handlers.surveys.planning import OPEN
from models.late import LATE, ask_late, ask_late_through
from models.many import Addressee, mailings_under
from models.outbox import Outgoing
from models.people import AccountPerson
from models.surveys import Invitation, Wave
from models.tasks import ScheduledTask
from models.words import (
    AddresseeState,
    InvitationState,
    MailingState,
    OutboxState,
    TaskState,
    WaveState,
)
from tests.handlers.surveys.cohort import cohort, fill, planned
from tests.handlers.surveys.test_opening import House, run, step


@pytest.fixture
def opened(any_house: House) -> tuple[House, int]:
    """A wave to three, of whom the last has no phone, has opened."""
    now = any_house.clock.now()
    with any_house.database.write() as session:
        into = cohort(session)
        fill(session, into, 3, now)
        session.execute(sa.delete(AccountPerson).where(AccountPerson.person_id == "p1-2"))
        wave = planned(session, into, now).id
    run(any_house, OPEN, wave)
    with any_house.database.write() as session:
        session.execute(sa.update(ScheduledTask).values(state=TaskState.RAN))
    return any_house, wave


def comes(session: Session, house: House) -> None:
    """The third claims their row."""
    now = house.clock.now()
    session.add(AccountPerson(account_id="a1-2", person_id="p1-2", since=now))
    session.flush()
    ask_late(session, ["p1-2"], now)


def asked_late(house: House) -> list[Outcome]:
    """What became of the tasks that wait."""
    done = []
    with house.database.write() as session:
        chosen = sa.select(ScheduledTask).where(
            ScheduledTask.kind == LATE, ScheduledTask.state == TaskState.WAITING
        )
        for task in session.scalars(chosen).all():
            done.append(ask_one(session, house.context, task, house.clock.now()))
            task.state = TaskState.RAN
    return done


def told(house: House, wave: int) -> list[tuple[str, int]]:
    with house.database.read() as session:
        found = mailings_under(session, f"wave:{wave}:{lists.JOINED}:")
        return [(one.key.split(":")[3], one.people) for one in found]


def state_of(house: House, person: str) -> InvitationState:
    with house.database.read() as session:
        chosen = sa.select(Invitation).where(Invitation.person_id == person)
        return session.scalars(chosen).one().state


def test_who_claims_their_row_while_it_is_open_is_invited(opened: tuple[House, int]) -> None:
    house, wave = opened
    assert state_of(house, "p1-2") is InvitationState.UNREACHABLE
    with house.database.write() as session:
        comes(session, house)
    assert [one.progress for one in asked_late(house)] == [1]
    assert told(house, wave) == [("th", 1)]
    assert state_of(house, "p1-2") is InvitationState.WAITING


def test_who_comes_twice_is_invited_once(opened: tuple[House, int]) -> None:
    house, wave = opened
    with house.database.write() as session:
        comes(session, house)
    asked_late(house)
    with house.database.write() as session:
        ask_late_through(session, "a1-2", house.clock.now() + timedelta(hours=1))
    assert [one.dropped for one in asked_late(house)] == [True]
    assert told(house, wave) == [("th", 1)]


def test_who_was_invited_with_the_others_is_not_invited_again(opened: tuple[House, int]) -> None:
    house, wave = opened
    with house.database.write() as session:
        ask_late_through(session, "a1-1", house.clock.now())
    assert [one.dropped for one in asked_late(house)] == [True]
    assert told(house, wave) == []


def test_who_claims_their_row_on_the_phone_of_somebody_invited_is_invited_too(
    opened: tuple[House, int],
) -> None:
    house, wave = opened
    later = house.clock.now() + timedelta(hours=1)
    with house.database.write() as session:
        session.add(AccountPerson(account_id="a1-1", person_id="p1-2", since=later))
        session.flush()
        ask_late(session, ["p1-1", "p1-2"], later)
    assert sorted(one.progress for one in asked_late(house)) == [0, 1]
    assert told(house, wave) == [("th", 1)]


@pytest.mark.parametrize(("hours", "dropped"), [(-1, True), (1, False)])
def test_what_was_said_to_several_on_a_phone_was_said_to_who_spoke_there_then(
    opened: tuple[House, int], hours: int, dropped: bool
) -> None:
    house, _ = opened
    since = house.clock.now() + timedelta(hours=hours)
    with house.database.write() as session:
        named = sa.update(Addressee).where(Addressee.account_id == "a1-1")
        session.execute(named.values(person_id=None))
        session.add(AccountPerson(account_id="a1-1", person_id="p1-2", since=since))
        session.flush()
        ask_late(session, ["p1-2"], house.clock.now())
    assert [one.dropped for one in asked_late(house)] == [dropped]


def test_who_had_blocked_the_bot_when_it_was_sent_is_invited_once_they_come_back(
    opened: tuple[House, int],
) -> None:
    house, wave = opened
    with house.database.write() as session:
        named = sa.update(Addressee).where(Addressee.account_id == "a1-1")
        session.execute(named.values(state=AddresseeState.BLOCKED))
        ask_late_through(session, "a1-1", house.clock.now())
    assert [one.progress for one in asked_late(house)] == [1]
    assert told(house, wave) == [("th", 1)]


@pytest.mark.parametrize("state", [InvitationState.ANSWERED, InvitationState.DECLINED])
def test_who_has_answered_or_declined_is_left_alone(
    opened: tuple[House, int], state: InvitationState
) -> None:
    house, _ = opened
    with house.database.write() as session:
        session.execute(sa.update(Invitation).values(state=state))
        comes(session, house)
    assert asked_late(house) == []


def test_nobody_is_invited_to_a_wave_that_has_closed(opened: tuple[House, int]) -> None:
    house, wave = opened
    with house.database.write() as session:
        comes(session, house)
        session.get_one(Wave, wave).state = WaveState.CLOSED
    assert [one.result for one in asked_late(house)] == ["it is not open"]


def test_while_it_is_still_opening_they_wait_and_are_invited_once(any_house: House) -> None:
    now = any_house.clock.now()
    with any_house.database.write() as session:
        into = cohort(session)
        fill(session, into, 510, now)
        wave = planned(session, into, now).id
    assert not step(any_house, OPEN, wave)
    with any_house.database.write() as session:
        ask_late(session, ["p1-509"], now)
    assert [one.result for one in asked_late(any_house)] == ["it is still opening"]
    run(any_house, OPEN, wave)
    with any_house.database.write() as session:
        opening = sa.update(ScheduledTask).where(ScheduledTask.kind == OPEN)
        session.execute(opening.values(state=TaskState.RAN))
    assert [one.dropped for one in asked_late(any_house)] == [True]
    assert told(any_house, wave) == []


def test_no_reminder_comes_on_the_heels_of_a_late_invitation(opened: tuple[House, int]) -> None:
    house, wave = opened
    with house.database.write() as session:
        comes(session, house)
    asked_late(house)
    with house.database.read() as session:
        found = session.get_one(Wave, wave)
        just = lists.joined_since(session, found, house.clock.now() - timedelta(days=1))
        assert just == {session.scalars(sa.select(Invitation.id)).all()[-1]}
        assert lists.joined_since(session, found, house.clock.now()) == set()


def test_late_invitations_count_among_those_that_line_took(opened: tuple[House, int]) -> None:
    house, wave = opened
    with house.database.write() as session:
        comes(session, house)
    asked_late(house)
    with house.database.write() as session:
        session.execute(sa.update(Addressee).values(state=AddresseeState.SENT))
        assert results.standing(session, session.get_one(Wave, wave)).accepted == 3


@pytest.mark.parametrize(
    ("row", "list_"),
    [(OutboxState.HELD, MailingState.WITHDRAWN), (OutboxState.SENT, MailingState.ASKING)],
)
def test_closing_withdraws_a_late_invitation_that_still_waits_and_no_other(
    opened: tuple[House, int], row: OutboxState, list_: MailingState
) -> None:
    house, wave = opened
    with house.database.write() as session:
        comes(session, house)
    asked_late(house)
    with house.database.write() as session:
        session.execute(sa.update(Outgoing).values(state=row))
    run(house, "wave_close", wave)
    with house.database.read() as session:
        (found,) = mailings_under(session, f"wave:{wave}:{lists.JOINED}:")
        assert found.state is list_
