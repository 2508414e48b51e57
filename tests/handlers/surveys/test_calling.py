"""A facilitator is called once a day for what people of their cohort wish, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.outbox.ending import end
from bot.outbox.hours import may_go_at
from handlers.surveys.calling import call, unwanted
from models.database import Database
from models.facilitators import Facilitator, hearers
from models.holidays import set_day
from models.kept import ANSWERED, READ, Kept, for_wish, mark_of
from models.outbox import Outgoing
from models.people import Person
from models.programme import Cohort
from models.staff import note
from models.words import KeptState, OutboxState
from tests.golden.cast.base import nonsommut, user_id
from tests.golden.cast.waves import facilitator, joins

ZONE = ZoneInfo("Asia/Bangkok")
NOON = datetime(2026, 7, 15, 12, 0, tzinfo=ZONE)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NEXT_MORNING = datetime(2026, 7, 16, 9, 0, tzinfo=ZONE)


@pytest.fixture
def session(any_database: Database) -> Iterator[Session]:
    with any_database.write() as session:
        nonsommut(session, NOON)
        joins(session, "trainee", NOON)
        facilitator(session, NOON)
        yield session


def wish(session: Session, at: datetime) -> Kept:
    """Somebody of the cohort wishes for something, and its facilitator hears of it."""
    cohort = session.scalars(sa.select(Cohort)).one()
    trainee = session.scalars(sa.select(Person.id).where(Person.called == "คุณสายฝน")).one()
    row = Kept(kind="text", text="มาช่วยนำเวที", state=KeptState.FOR_STAFF, said_at=at)
    row.used_for, row.person_id = for_wish(cohort.id), trainee
    session.add(row)
    session.flush()
    for one in hearers(session, cohort.id, at, trainee):
        call(session, one, row, cohort, ZONE, at)
    return row


def calls(session: Session) -> list[Outgoing]:
    mine = Outgoing.to == user_id("facilitator")
    return list(session.scalars(sa.select(Outgoing).where(mine).order_by(Outgoing.due_at)))


def due(session: Session) -> list[datetime]:
    return [one.due_at for one in calls(session)]


def sent(session: Session, at: datetime) -> None:
    """LINE accepts what is due by then."""
    for row in calls(session):
        if row.state is OutboxState.WAITING and row.due_at <= at:
            end(row, OutboxState.SENT, at)
    session.flush()


def looked(session: Session, row: Kept, action: str = READ) -> None:
    person = session.scalars(sa.select(Facilitator.person_id)).one()
    note(session, NOON + HOUR, None, action, str(row.id), mark_of(person))
    session.flush()


def test_of_three_wishes_on_a_day_one_calls_at_once_and_one_the_next_morning(
    session: Session,
) -> None:
    for hours in range(3):
        wish(session, NOON + hours * HOUR)
        sent(session, NOON + hours * HOUR)
    assert due(session) == [NOON, NEXT_MORNING]


def test_what_is_wished_before_a_call_is_sent_needs_no_other(session: Session) -> None:
    for hours in (0, 0, 1, 20):
        wish(session, NOON + hours * HOUR)
    assert due(session) == [NOON]


def test_the_day_after_has_its_one_call_as_well(session: Session) -> None:
    for moment in (NOON, NOON + HOUR, NEXT_MORNING, NEXT_MORNING + HOUR):
        wish(session, moment)
        sent(session, moment)
    assert due(session) == [NOON, NEXT_MORNING, NEXT_MORNING + DAY]


def test_a_holiday_morning_calls_nobody(session: Session) -> None:
    set_day(session, date(2026, 7, 16), "วันหยุดของจังหวัด", NOON, works=False)
    wish(session, NOON)
    sent(session, NOON)
    wish(session, NOON + HOUR)
    assert due(session) == [NOON, NEXT_MORNING + DAY]


def test_what_is_wished_at_night_is_the_next_days_first(session: Session) -> None:
    night = NOON + 10 * HOUR
    wish(session, night)
    opens = may_go_at(session, calls(session)[0], night, ZONE)
    sent(session, opens)
    wish(session, opens + HOUR)
    assert opens == datetime(2026, 7, 16, 7, 0, tzinfo=ZONE)
    assert due(session) == [night, NEXT_MORNING + DAY]


def test_it_is_one_of_the_messages_that_nobody_asked_for(session: Session) -> None:
    wish(session, NOON)
    sent(session, NOON)
    wish(session, NOON + HOUR)
    later = calls(session)[-1]
    assert may_go_at(session, later, NOON + HOUR, ZONE) == datetime(2026, 7, 16, 7, 0, tzinfo=ZONE)
    assert may_go_at(session, later, NEXT_MORNING, ZONE) == NEXT_MORNING


def test_a_month_without_messages_left_holds_one_call(session: Session) -> None:
    wish(session, NOON)
    calls(session)[0].state = OutboxState.HELD
    wish(session, NOON + DAY)
    assert due(session) == [NOON]


@pytest.mark.parametrize("action", [READ, ANSWERED])
def test_who_has_read_all_of_them_is_not_called(session: Session, action: str) -> None:
    row = wish(session, NOON)
    before = unwanted(session, calls(session)[0])
    looked(session, row, action)
    assert (before, unwanted(session, calls(session)[0])) == (None, "nothing is unread")


def test_a_wish_taken_back_calls_nobody_but_another_one_does(session: Session) -> None:
    wish(session, NOON).state = KeptState.DISCARDED
    taken = unwanted(session, calls(session)[0])
    wish(session, NOON + HOUR)
    assert (taken, unwanted(session, calls(session)[0])) == ("nothing is unread", None)


def test_who_is_a_facilitator_no_more_is_not_called(session: Session) -> None:
    wish(session, NOON)
    session.execute(sa.delete(Facilitator))
    session.expire_all()
    assert unwanted(session, calls(session)[0]) == "it is no facilitator's phone any more"
