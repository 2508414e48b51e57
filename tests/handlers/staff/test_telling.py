"""Notices: a number and a village, nothing else; each told once."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.thai.unbroken import NO_BREAK
from handlers.staff.telling import tell_of_case, tell_staff
from models.cases import Case
from models.database import Database
from models.inbox import Event
from models.kept import Kept
from models.outbox import Outgoing
from models.people import Account, account_of
from models.staff import Staff
from models.words import EventState, KeptState, Priority
from tests.golden.cast.base import district_officer, friend, nonsommut, officer, user_id
from tests.golden.cast.feedback import anonymous_case, kham, open_case, restricted_case
from tests.handlers.feedback.conftest import NOW


def _office(session: Session) -> None:
    nonsommut(session, NOW)
    kham(session, NOW)
    officer(session, NOW)
    district_officer(session, NOW)


def _unhandled(session: Session, text: str) -> str:
    message = {"type": "message", "message": {"id": "1", "type": "text", "text": text}}
    event = Event(event_key="e", kind="message", payload=json.dumps(message))
    event.mailbox_key, event.message_id = f"user:{user_id('kham')}", "1"
    event.occurred_at = event.received_at = event.due_at = NOW
    event.state = EventState.DEAD
    session.add(event)
    session.flush()
    return str(event.id)


def _rows(session: Session) -> list[Outgoing]:
    return list(session.scalars(sa.select(Outgoing).order_by(Outgoing.id)))


def _words(row: Outgoing) -> str:
    """With plain spaces where a line must not end."""
    return (row.body or "").replace(NO_BREAK, " ")


def test_a_notice_names_number_and_village_and_never_the_matter(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        _office(session)
        open_case(session, NOW)
        bodies = [_words(row) for row in _rows(session)]
    assert len(bodies) == 2
    assert all("สร 69/00001" in body and "โนนสมมุติ" in body for body in bodies)
    assert not any("น้ำไม่ไหล" in body or "ลุงคำ" in body for body in bodies)


def test_the_alt_text_of_a_notice_is_the_number_alone(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        _office(session)
        open_case(session, NOW)
        (message,) = json.loads(_rows(session)[0].body or "[]")
    assert message["altText"] == "เรื่อง 1"


def test_a_district_is_not_told_of_a_restricted_case(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        _office(session)
        restricted_case(session, NOW)
        assert len(_rows(session)) == 1


def test_a_restricted_case_that_nobody_may_see_is_told_to_who_can_give_the_right(
    sqlite_database: Database,
) -> None:
    with sqlite_database.write() as session:
        _office(session)
        session.execute(sa.update(Staff).values(restricted=False))
        restricted_case(session, NOW)
        (row,) = _rows(session)
    assert row.to == user_id("officer")
    assert "มีเรื่องจำกัดเลขที่ สร 69/00001 ยังไม่มีใครดูได้ค่ะ" in _words(row)


def test_telling_twice_tells_once(any_database: Database) -> None:
    with any_database.write() as session:
        _office(session)
        open_case(session, NOW)
        case = session.scalars(sa.select(Case)).one()
        tell_of_case(session, case, "filed", NOW + timedelta(hours=1))
        assert len(_rows(session)) == 2


def test_a_burst_of_words_is_one_notice_and_a_later_word_another(
    sqlite_database: Database,
) -> None:
    with sqlite_database.write() as session:
        _office(session)
        open_case(session, NOW)
        case = session.scalars(sa.select(Case)).one()
        for seconds in (0, 5, 3600):
            tell_of_case(session, case, "said", NOW + timedelta(seconds=seconds))
        assert len(_rows(session)) == 2 + 2 * 2


def test_the_moment_of_an_anonymous_case_is_told_by_no_notice(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        _office(session)
        anonymous_case(session, NOW)
        (row,) = _rows(session)
    assert row.due_at.minute == row.due_at.second == 0
    assert row.due_at > NOW
    assert (row.created_at.hour, row.created_at.minute) == (0, 0)


def test_a_message_that_could_not_be_handled_can_be_read_from_its_alarm(
    sqlite_database: Database,
) -> None:
    with sqlite_database.write() as session:
        _office(session)
        number = _unhandled(session, "ถนนพังค่ะ")
        tell_staff(session, "event", number, NOW)
        (kept,) = session.scalars(sa.select(Kept)).all()
        (row,) = _rows(session)
    assert (kept.text, kept.state) == ("ถนนพังค่ะ", KeptState.FOR_STAFF)
    assert f"x:staff.kept:{kept.id}:" in (row.body or "")
    assert "ถนนพัง" not in (row.body or "")


def test_dead_rows_are_told_to_admins(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        _office(session)
        tell_staff(session, "event", "12", NOW)
        tell_staff(session, "event", "12", NOW)
        (row,) = _rows(session)
    assert row.priority is Priority.STAFF
    assert "12" in (row.body or "")


def test_a_message_is_told_without_its_words_its_sender_or_its_number(
    sqlite_database: Database,
) -> None:
    with sqlite_database.write() as session:
        _office(session)
        tell_staff(session, "message", str(_left(session, "kham").id), NOW)
        bodies = [row.body or "" for row in _rows(session)]
    assert len(bodies) == 2
    assert not any(word in body for body in bodies for word in ("ที่ดิน", 'คำ"', "message "))


def test_a_district_is_told_only_of_what_its_own_people_leave(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        _office(session)
        friend(session, NOW)
        tell_staff(session, "message", str(_left(session, "friend").id), NOW)
        assert [row.to for row in _rows(session)] == [user_id("officer")]


def test_several_messages_in_ten_minutes_are_one_notice(any_database: Database) -> None:
    with any_database.write() as session:
        _office(session)
        for minutes in (0, 4, 40):
            one = _left(session, "kham")
            tell_staff(session, "message", str(one.id), NOW + timedelta(minutes=minutes))
        assert len(_rows(session)) == 2 * 2


@pytest.mark.parametrize("kind", ["event", "outgoing", "task", "file", "message", "unheard-of"])
def test_a_thai_alarm_has_no_english_word(sqlite_database: Database, kind: str) -> None:
    with sqlite_database.write() as session:
        _office(session)
        tell_staff(session, kind, "12", NOW)
        (row,) = _rows(session)
    assert not re.search("[A-Za-z]", json.loads(row.body or "")[0]["text"])


@pytest.mark.parametrize("kind", ["reserve", "ledger"])
def test_the_month_is_told_in_the_years_of_the_reader(sqlite_database: Database, kind: str) -> None:
    with sqlite_database.write() as session:
        _office(session)
        for account in session.scalars(sa.select(Account)):
            account.language = "en"
        tell_staff(session, kind, "2569-07", NOW)
        (row,) = _rows(session)
    assert "2026-07" in json.loads(row.body or "")[0]["text"]


def _left(session: Session, who: str) -> Kept:
    account = account_of(session, user_id(who))
    assert account is not None
    row = Kept(
        account_id=account.id,
        kind="text",
        text="เรื่องเอกสารที่ดิน",
        state=KeptState.FOR_STAFF,
        said_at=NOW,
    )
    session.add(row)
    session.flush()
    return row
