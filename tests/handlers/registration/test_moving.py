"""A new phone: everything comes along, nothing of anybody else's, and the old one hears no more."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import new_id
from bot.messages.bubbles import Bubble
from bot.outbox.many import Many, add, open_list
from bot.outbox.write import Push, put_push
from handlers.feedback.filing import Filing, file_case, mark_of
from handlers.feedback.owning import cases_of, is_filer
from handlers.registration import moving
from models.cases import Case, CaseAction, told_key
from models.consents import PHOTO_PUBLICITY, consent_of, record
from models.database import Database
from models.forums import ForumReport
from models.kept import WRITING_BACK, Kept, word_key
from models.mailbox import Conversation, FormVersion, Mailbox
from models.many import Addressee
from models.outbox import Outgoing
from models.people import Account, AccountPerson, Person, Whom, accounts_of_person
from models.words import (
    ActionKind,
    ConversationState,
    IdentityMode,
    KeptState,
    Permission,
    Priority,
)
from tests.golden.cast.base import friend, headman, nonsommut, user_id
from tests.golden.cast.report import sent_without_photo
from tests.handlers.feedback.conftest import NOW

SECRET = "secret-of-a-test"
ZONE = ZoneInfo("Asia/Bangkok")
LATER = NOW + timedelta(days=90)


def _old_phone(session: Session) -> tuple[Person, Account, Account]:
    """The headman, his old phone's account, and the one that he writes from now."""
    nonsommut(session, NOW)
    headman(session, NOW)
    friend(session, NOW)
    accounts = {one.line_user_id: one for one in session.scalars(sa.select(Account))}
    person = session.scalars(sa.select(Person)).one()
    return person, accounts[user_id("headman")], accounts[user_id("friend")]


def _shared(session: Session, old: Account) -> Person:
    """Somebody else who speaks through the old phone too."""
    other = Person(id=new_id(), called="แม่ทองใบ", created_at=NOW)
    session.add(other)
    session.flush()
    session.add(AccountPerson(account_id=old.id, person_id=other.id, since=NOW))
    return other


def _left_open(session: Session, old: Account, person_id: str | None = None) -> Conversation:
    """A form half-way on the old phone, and a word for staff."""
    key = f"user:{old.line_user_id}"
    session.add(FormVersion(digest="d", room="register", source=b"", first_used_at=NOW))
    session.add(Mailbox(key=key, account_id=old.id))
    session.flush()
    form = Conversation(mailbox_key=key, account_id=old.id, room="register", form_digest="d")
    form.state, form.opened_at, form.touched_at = ConversationState.OPEN, NOW, NOW
    form.person_id = person_id
    session.add(form)
    session.flush()
    told = Kept(mailbox_key=key, account_id=old.id, kind="text", text="แม่บัว", said_at=NOW)
    told.state, told.used_for = KeptState.USED, f"conversation:{form.id}:called"
    asked = Kept(mailbox_key=key, account_id=old.id, kind="text", text="ช่วยด้วย", said_at=NOW)
    asked.state, asked.used_for, asked.person_id = KeptState.FOR_STAFF, "human", person_id
    session.add_all([told, asked])
    session.get_one(Mailbox, key).conversation_id = form.id
    session.flush()
    return form


def _file(session: Session, account: Account, identity: IdentityMode, person: Person) -> Case:
    filing = Filing(account.id, identity, restricted=False, at=NOW, person_id=person.id)
    return file_case(session, filing, SECRET, ZONE).case


def _told_of(session: Session, case: Case, account: Account, words: str) -> None:
    """An officer's answer that waits to be said."""
    action = CaseAction(case_id=case.id, kind=ActionKind.ANSWERED, on_day=NOW.date(), text=words)
    session.add(action)
    session.flush()
    line_id = account.line_user_id or ""
    push = Push(
        line_id, f"user:{line_id}", [Bubble(words)], told_key(action.id), Priority.ASKED, NOW
    )
    put_push(session, push, NOW)


def _move(session: Session, person: Person, new: Account) -> None:
    def cases(session: Session, account_id: str) -> list[Case]:
        return cases_of(session, account_id, SECRET)

    moving.move(session, person, new, cases, lambda one: mark_of(one, SECRET), LATER)


def test_the_person_speaks_through_the_new_phone_alone(any_database: Database) -> None:
    with any_database.write() as session:
        person, _, new = _old_phone(session)
        _move(session, person, new)
        assert accounts_of_person(session, person.id) == [new]


@pytest.mark.parametrize("identity", [IdentityMode.OPEN, IdentityMode.WITHHELD])
def test_a_case_is_the_new_phones_whatever_its_name(
    any_database: Database, identity: IdentityMode
) -> None:
    with any_database.write() as session:
        person, old, new = _old_phone(session)
        case = _file(session, old, identity, person)
        _move(session, person, new)
        assert is_filer(case, new.id, SECRET)
        assert not is_filer(case, old.id, SECRET)


def test_reports_and_permissions_come_along(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        person, old, new = _old_phone(session)
        sent_without_photo(session, NOW)
        record(session, old.id, person.id, PHOTO_PUBLICITY, 1, Permission.ASK, NOW)
        _move(session, person, new)
        assert session.scalars(sa.select(ForumReport.account_id)).all() == [new.id]
        assert consent_of(session, new.id, PHOTO_PUBLICITY) is Permission.ASK


def test_what_somebody_else_sent_with_the_old_phone_stays_theirs(
    sqlite_database: Database,
) -> None:
    with sqlite_database.write() as session:
        person, old, new = _old_phone(session)
        other = _shared(session, old)
        hers = _file(session, old, IdentityMode.OPEN, other)
        nobodys = _file(session, old, IdentityMode.WITHHELD, other)
        _move(session, person, new)
        assert is_filer(hers, old.id, SECRET)
        assert is_filer(nobodys, old.id, SECRET)


def test_forms_on_the_old_phone_end(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        person, old, new = _old_phone(session)
        form = _left_open(session, old)
        _move(session, person, new)
        session.expire_all()
        assert (form.state, form.ended_at) == (ConversationState.CANCELLED, LATER)
        assert session.get_one(Mailbox, f"user:{old.line_user_id}").conversation_id is None
        assert "แม่บัว" not in session.scalars(sa.select(Kept.text)).all()


def test_words_for_staff_are_answered_on_the_new_phone(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        person, old, new = _old_phone(session)
        _left_open(session, old)
        _move(session, person, new)
        waiting = sa.select(Kept).where(Kept.state == KeptState.FOR_STAFF)
        rows = session.scalars(waiting.execution_options(populate_existing=True)).all()
        found = [(row.account_id, row.mailbox_key, row.text) for row in rows]
        assert found == [(new.id, f"user:{new.line_user_id}", "ช่วยด้วย")]


def test_a_phone_that_two_share_keeps_its_forms_and_no_more_is_said_than_true(
    sqlite_database: Database,
) -> None:
    with sqlite_database.write() as session:
        person, old, new = _old_phone(session)
        _shared(session, old)
        form = _left_open(session, old)
        _move(session, person, new)
        session.expire_all()
        assert form.state is ConversationState.OPEN
        said = str(session.scalars(sa.select(Outgoing.body)).one())
    assert "ย้ายของ ผู้ใหญ่บุญมา มาเครื่องนี้แล้วค่ะ ของคนอื่นยังอยู่เครื่องเก่า" in said


@pytest.mark.parametrize(("whose", "ends"), [(0, True), (1, False)])
def test_of_two_on_a_phone_only_the_ones_own_form_and_words_go(
    any_database: Database, whose: int, ends: bool
) -> None:
    with any_database.write() as session:
        person, old, new = _old_phone(session)
        both = [person.id, _shared(session, old).id]
        form = _left_open(session, old, both[whose])
        _move(session, person, new)
        session.expire_all()
        words = session.scalars(sa.select(Kept).where(Kept.text == "ช่วยด้วย")).one()
        assert (form.state is ConversationState.CANCELLED) is ends
        assert words.account_id == (new.id if ends else old.id)


@pytest.mark.parametrize("identity", [IdentityMode.OPEN, IdentityMode.WITHHELD])
def test_of_two_on_a_phone_each_hears_of_their_own_case(
    any_database: Database, identity: IdentityMode
) -> None:
    with any_database.write() as session:
        person, old, new = _old_phone(session)
        other = _shared(session, old)
        for number, one in enumerate((person, other)):
            _told_of(session, _file(session, old, identity, one), old, f"answer {number}")
        _move(session, person, new)
        told = sa.select(Outgoing.to).where(Outgoing.body.contains("answer"))
        rows = session.scalars(told.order_by(Outgoing.id)).all()
        assert rows == [user_id("friend"), user_id("headman")]


def test_of_two_on_a_phone_each_is_written_back_to(any_database: Database) -> None:
    with any_database.write() as session:
        person, old, new = _old_phone(session)
        for one in (person, _shared(session, old)):
            _written_back(session, _left_for_staff(session, old, one), old, f"back to {one.called}")
        _move(session, person, new)
        told = sa.select(Outgoing.to).where(Outgoing.body.contains("back to"))
        rows = session.scalars(told.order_by(Outgoing.id)).all()
        assert rows == [user_id("friend"), user_id("headman")]


def _left_for_staff(session: Session, account: Account, person: Person) -> Kept:
    key = f"user:{account.line_user_id}"
    left = Kept(mailbox_key=key, account_id=account.id, kind="text", text="ช่วยด้วย", said_at=NOW)
    left.state, left.used_for, left.person_id = KeptState.FOR_STAFF, "human", person.id
    session.add(left)
    session.flush()
    return left


def _written_back(session: Session, left: Kept, account: Account, words: str) -> None:
    """An officer's answer to it, which waits to be said."""
    if session.get(FormVersion, "w") is None:
        session.add(FormVersion(digest="w", room=WRITING_BACK, source=b"", first_used_at=NOW))
        session.flush()
    form = Conversation(room=WRITING_BACK, form_digest="w", subject=str(left.id))
    form.state, form.opened_at, form.touched_at = ConversationState.FINISHED, NOW, NOW
    session.add(form)
    session.flush()
    line_id = account.line_user_id or ""
    key = word_key(form.id)
    put_push(
        session,
        Push(line_id, f"user:{line_id}", [Bubble(words)], key, Priority.ASKED, NOW),
        NOW,
    )


def test_of_two_on_a_phone_only_the_ones_own_place_on_a_list_goes(
    any_database: Database,
) -> None:
    with any_database.write() as session:
        person, old, new = _old_phone(session)
        other = _shared(session, old)
        for key, one in (("test:1", person), ("test:2", other)):
            mailing = open_list(session, Many(key, [Bubble("x")], NOW), NOW)
            add(session, mailing, [Whom(old.id, one.id)], NOW)
        _move(session, person, new)
        places = sa.select(Addressee.account_id).order_by(Addressee.id)
        assert session.scalars(places).all() == [new.id, old.id]


def test_it_is_said_on_the_new_phone_once(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        person, _, new = _old_phone(session)
        _move(session, person, new)
        _move(session, person, new)
        rows = session.execute(sa.select(Outgoing.to, Outgoing.body)).all()
    assert [to for to, _ in rows] == [user_id("friend")]
    assert "ย้ายของเดิมมาเครื่องนี้ครบแล้วค่ะ ผู้ใหญ่บุญมา" in str(rows[0].body)


@pytest.mark.parametrize(
    ("name", "digits", "found"),
    [("สายฝน ใจสมมุติ", "4471", 1), ("สายฝน  ใจสมมุติ", "4471", 1), ("สายฝน ใจสมมุติ", "4472", 0)],
)
def test_the_roster_is_asked_by_name_and_number(
    sqlite_database: Database, name: str, digits: str, found: int
) -> None:
    with sqlite_database.write() as session:
        person = Person(id="p1", called="คุณสายฝน", full_name="สายฝน ใจสมมุติ", created_at=NOW)
        person.phone = "081-234-4471"
        session.add(person)
        session.flush()
        assert len(moving.matching(session, moving.Wanted(name, digits))) == found


@pytest.mark.parametrize(
    ("known", "name", "found"),
    [
        ("บุญมา มีสมมุติ", "ผญ.บุญมา มีสมมุติ", 1),
        ("บุญมา มีสมมุติ", "นายบุญมา มีสมมุติ", 1),
        ("ผญ.บุญมา มีสมมุติ", "บุญมา มีสมมุติ", 1),
        ("ก อบต.บุญมา มีสมมุติ", "บุญมา มีสมมุติ", 0),
        ("ผู้ช่วยฯ บุญมา มีสมมุติ", "นาย บุญมา มีสมมุติ", 1),
        ("สมบุญมา มีสมมุติ", "บุญมา มีสมมุติ", 0),
        ("บุญมา มีสมมุติ", "นาย", 0),
        ("บุญมา มีสมมุติ", "%มีสมมุติ", 0),
    ],
)
def test_titles_before_a_name_make_no_difference(
    any_database: Database, known: str, name: str, found: int
) -> None:
    with any_database.write() as session:
        person = Person(id="p1", called="ผู้ใหญ่บุญมา", full_name=known, created_at=NOW)
        person.phone = "081-234-4471"
        session.add(person)
        session.flush()
        assert len(moving.matching(session, moving.Wanted(name, "4471"))) == found


def test_a_sixth_try_within_an_hour_is_not_looked_at(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        _, _, new = _old_phone(session)
        tries = [moving.may_try(session, new, NOW) for _ in range(6)]
        assert tries == [True] * 5 + [False]
        assert moving.may_try(session, new, NOW + timedelta(hours=1, seconds=1))
