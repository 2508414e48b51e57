"""Who hears of a wish, and who may read it: the facilitators of that cohort alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import new_id
from handlers.staff.leaving import reader_of
from handlers.staff.looking import may_look
from models.database import Database
from models.facilitators import Facilitator, hearers, listener
from models.files import File
from models.kept import Kept, for_wish
from models.people import AccountPerson, Membership, Person, account_of
from models.programme import Cohort
from models.words import FileKind, FileState, KeptState, Role
from tests.golden.cast.base import NONSOMMUT, _account, _person, nonsommut, officer, user_id
from tests.golden.cast.waves import another_facilitator, facilitator, joins
from tests.handlers.feedback.conftest import NOW


@pytest.fixture
def session(any_database: Database) -> Iterator[Session]:
    with any_database.write() as session:
        nonsommut(session, NOW)
        joins(session, "trainee", NOW)
        facilitator(session, NOW)
        yield session


def _id(session: Session, name: str) -> str:
    account = account_of(session, user_id(name))
    assert account is not None
    return account.id


def _cohort(session: Session) -> Cohort:
    taught = sa.select(Facilitator.cohort_id).order_by(Facilitator.since).limit(1)
    return session.get_one(Cohort, session.scalar(taught))


def _heard(session: Session, but: str | None = None) -> list[str | None]:
    return [one.account.display_name for one in hearers(session, _cohort(session).id, NOW, but)]


def _wish(session: Session, used_for: str = "") -> Kept:
    voice = File(id=new_id(), kind=FileKind.AUDIO, state=FileState.STORED, due_at=NOW)
    session.add(voice)
    session.flush()
    row = Kept(kind="audio", state=KeptState.FOR_STAFF, said_at=NOW, file_id=voice.id)
    row.account_id = _id(session, "trainee")
    row.used_for = used_for or for_wish(_cohort(session).id)
    session.add(row)
    session.flush()
    return row


def _reads(session: Session, name: str, row: Kept) -> bool:
    """Words and recording alike."""
    account = _id(session, name)
    looks = may_look(session, account, session.get_one(File, row.file_id))
    assert looks == (reader_of(session, account, row) is not None)
    return looks


def test_the_facilitator_of_the_cohort_reads_it_and_no_other(session: Session) -> None:
    row = _wish(session)
    another_facilitator(session, NOW)
    officer(session, NOW)
    names = ("facilitator", "another_facilitator", "officer")
    assert [_reads(session, one, row) for one in names] == [True, False, True]


def test_what_waits_of_a_cohort_is_listed_for_its_own_facilitator_alone(session: Session) -> None:
    cohort = _cohort(session).id
    another_facilitator(session, NOW)
    names = ("facilitator", "another_facilitator", "trainee")
    hear = [listener(session, _id(session, one), cohort) is not None for one in names]
    assert hear == [True, False, False]


def test_a_facilitator_reads_nothing_else_that_was_left(session: Session) -> None:
    assert not _reads(session, "facilitator", _wish(session, "human"))


def test_nobody_hears_of_their_own_wish(session: Session) -> None:
    person = session.scalars(sa.select(Facilitator.person_id)).one()
    assert (_heard(session), _heard(session, person)) == (["สมหมาย"], [])


def test_where_others_read_the_phone_too_nothing_is_told(session: Session) -> None:
    link = session.scalars(
        sa.select(AccountPerson).where(AccountPerson.account_id == _id(session, "facilitator"))
    ).one()
    _person(session, link.account, "น้องพลอย", NOW)
    assert (_heard(session), _reads(session, "facilitator", _wish(session))) == ([], False)


def test_who_has_come_to_lead_a_village_hears_nothing_more(session: Session) -> None:
    person = session.scalars(sa.select(Facilitator.person_id)).one()
    session.add(Membership(person_id=person, village_code=NONSOMMUT, role=Role.LEADER, since=NOW))
    session.flush()
    assert (_heard(session), _reads(session, "facilitator", _wish(session))) == ([], False)


def test_with_a_new_phone_they_hear_and_read_on_that_one(session: Session) -> None:
    new = _account(session, "friend", "เครื่องใหม่", NOW)
    old = AccountPerson.account_id == _id(session, "facilitator")
    session.execute(sa.update(AccountPerson).where(old).values(account_id=new.id))
    row = _wish(session)
    assert _heard(session) == ["เครื่องใหม่"]
    assert [_reads(session, one, row) for one in ("facilitator", "friend")] == [False, True]


def test_words_of_a_facilitator_without_a_name_are_still_not_ours(session: Session) -> None:
    person = session.get_one(Person, session.scalars(sa.select(Facilitator.person_id)).one())
    person.called = person.full_name = None
    session.flush()
    reader = reader_of(session, _id(session, "facilitator"), _wish(session))
    assert reader is not None
    assert reader.name == "วิทยากร"
