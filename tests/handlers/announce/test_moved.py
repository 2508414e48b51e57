"""One of two people on a phone goes on with another: what is announced follows the person."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from handlers.announce import service
from handlers.registration.moving import move
from models.announcements import acknowledge, announcement, places_in, places_of, who_got
from models.many import Addressee
from models.people import Account, Person
from models.staff import Staff
from models.words import AddresseeState
from tests.handlers.announce.conftest import Office

BOTH = "p00000"  # the phone, and who stays on it
MOVED, NEW = "p00001", "new"  # who moves, and the phone they go on with


@pytest.fixture
def announced(office: Office) -> int:
    """One announcement to both, which nobody has begun to send."""
    office.people(2, shared=2)
    number = office.propose()
    office.work()
    with office.write() as session:
        session.add(Account(id=NEW, line_user_id="Unew", friend=True, created_at=office.now))
    return number


def _moves(office: Office) -> None:
    with office.write() as session:
        person, new = session.get_one(Person, MOVED), session.get_one(Account, NEW)
        move(session, person, new, lambda *_: [], lambda one: one, office.now)


def _comes(office: Office) -> None:
    with office.write() as session:
        session.execute(sa.update(Addressee).values(state=AddresseeState.SENT))


def _takes_note(office: Office, number: int, phone: str) -> None:
    with office.write() as session:
        acknowledge(places_in(session, number, phone), office.now)


def _noted(office: Office) -> dict[str | None, bool]:
    return {one.person_id: one.acknowledged_at is not None for one in office.recipients()}


def test_what_waits_is_said_on_both_phones_once(office: Office, announced: int) -> None:
    assert office.told() == [BOTH]
    _moves(office)
    assert office.told() == [NEW, BOTH]
    _moves(office)
    assert office.told() == [NEW, BOTH]


def test_what_has_come_is_theirs_on_the_new_phone_too(office: Office, announced: int) -> None:
    _comes(office)
    _moves(office)
    assert office.told() == [BOTH]
    with office.house.database.read() as session:
        for phone, person in ((NEW, MOVED), (BOTH, BOTH)):
            [(one, place)] = places_of(session, phone, 3)
            assert (one.id, place.person_id) == (announced, person)


def test_each_takes_note_for_themselves_from_then_on(office: Office, announced: int) -> None:
    _comes(office)
    _moves(office)
    _takes_note(office, announced, NEW)
    assert _noted(office) == {BOTH: False, MOVED: True}


@pytest.mark.parametrize(("notes", "reminded"), [(BOTH, [NEW]), (NEW, [BOTH])])
def test_who_has_not_taken_note_is_reminded_where_they_are_now(
    office: Office, announced: int, notes: str, reminded: list[str]
) -> None:
    _comes(office)
    _moves(office)
    _takes_note(office, announced, notes)
    office.later(timedelta(days=1, minutes=1))
    with office.write() as session:
        one = announcement(session, str(announced), locked=True)
        assert one is not None
        assert service.remind(session, one, session.get_one(Staff, "author"), office.now)
    office.work()
    with office.house.database.read() as session:
        waiting = Addressee.state == AddresseeState.WAITING
        assert list(session.scalars(sa.select(Addressee.account_id).where(waiting))) == reminded


def test_what_came_to_a_phone_they_had_left_has_not_come_to_them(office: Office) -> None:
    office.people(2, shared=2)
    with office.write() as session:
        session.add(Account(id=NEW, line_user_id="Unew", friend=True, created_at=office.now))
    _moves(office)
    office.later(timedelta(hours=1))
    number = office.propose()
    office.work()
    with office.write() as session:
        for phone, state in ((BOTH, AddresseeState.SENT), (NEW, AddresseeState.BLOCKED)):
            named = sa.update(Addressee).where(Addressee.account_id == phone)
            session.execute(named.values(state=state, finished_at=office.now))
    with office.house.database.read() as session:
        assert [one.person_id for one in who_got(session, number, office.recipients())] == [BOTH]
        assert places_of(session, NEW, 3) == []
