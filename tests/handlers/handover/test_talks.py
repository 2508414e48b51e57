"""«คุยเอง»: who may talk with whom, what the bot still hears, and how it ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

import bootstrap
from base.clock import FileClock
from models.cases import Case, CaseAction
from models.handover import Handover
from models.outbox import Outgoing
from models.people import Account, AccountPerson, Person
from models.staff import Staff
from models.words import HandoverEnd, OutboxKind, OutboxState
from tests.golden.cast import base, feedback
from tests.handlers.conftest import Named, cast_in
from tests.support.chat import Chat

WORDS = "ช่างมาแล้วหรือยังคะ"


@pytest.fixture
def named(any_house: bootstrap.WorkerHouse) -> Named:
    return cast_in(any_house)


@pytest.fixture
def kham(any_house: bootstrap.WorkerHouse, named: Named) -> Chat:
    """ลุงคำ, whose case 1 an officer has been told of."""
    named("officer")
    before = any_house.clock.now() - timedelta(days=1)
    with any_house.database.write() as session:
        feedback.kham(session, before)
        feedback.open_case(session, before)
    return Chat(any_house, base.user_id("kham"))


@pytest.fixture
def officer(kham: Chat) -> Chat:
    chat = Chat(kham.house, base.user_id("officer"))
    chat.press("ดูเรื่อง")
    chat.press("คุยเอง")
    return chat


def talk(chat: Chat) -> Handover:
    """The only one there is."""
    with chat.house.database.read() as session:
        return session.scalars(sa.select(Handover)).one()


def pass_(chat: Chat, hours: float) -> None:
    clock = chat.house.clock
    assert isinstance(clock, FileClock)
    clock.advance(hours * 3600)


def test_both_read_each_other_and_the_case_keeps_it(officer: Chat, kham: Chat) -> None:
    officer.say(WORDS)
    kham.say("มาแล้ว ขอบใจ")
    assert WORDS in kham.answers()
    assert officer.last() == "ลุงคำ: มาแล้ว ขอบใจ"
    with kham.house.database.read() as session:
        told = session.scalars(sa.select(CaseAction.text).order_by(CaseAction.id.desc()).limit(2))
        assert list(told) == ["มาแล้ว ขอบใจ", WORDS]


def test_the_bot_says_nothing_to_what_is_said_to_the_officer(officer: Chat, kham: Chat) -> None:
    before = len(kham.answers())
    for words in ("ตกลง", "ขอบคุณค่ะ", "1", "รายงานเวทีเมื่อวาน คนมา 20"):
        kham.say(words)
    kham.photo()
    assert len(kham.answers()) == before
    assert officer.last() == "ลุงคำ ส่งรูปมาค่ะ"


def test_of_an_album_the_officer_hears_once(officer: Chat, kham: Chat) -> None:
    before = len(officer.rows())
    for index in (2, 1, 3):
        kham.photo(album={"id": "A" * 32, "index": index, "total": 3})
    assert [row.kind for row in officer.rows()[before:]] == [OutboxKind.PUSH]
    assert officer.last() == "ลุงคำ ส่งรูปมาค่ะ"
    kham.photo()
    assert len(officer.rows()) == before + 2


def test_words_that_always_work_are_the_bots(officer: Chat, kham: Chat) -> None:
    kham.say("เมนู")
    assert any(label == "แจ้งเรื่อง" for label, _ in kham.buttons())
    assert "ลุงคำ: เมนู" not in officer.answers()


def test_danger_is_answered_in_the_midst_of_a_talk(officer: Chat, kham: Chat) -> None:
    kham.say("มีคนจะยิงกันตรงนี้")
    assert any("191" in label for label, _ in kham.buttons())
    assert officer.last() == "ลุงคำ: มีคนจะยิงกันตรงนี้"


def test_a_form_begun_since_is_heard_by_the_bot_until_it_ends(officer: Chat, kham: Chat) -> None:
    pass_(kham, 0.1)
    kham.say("เมนู")
    kham.press("แจ้งเรื่อง")
    kham.say("ไฟทางดับทั้งซอย")
    assert "ลุงคำ: ไฟทางดับทั้งซอย" not in officer.answers()


def test_whose_right_ended_talks_no_more_and_the_bot_listens(officer: Chat, kham: Chat) -> None:
    with kham.house.database.write() as session:
        session.scalars(sa.select(Staff)).one().ended_at = kham.house.clock.now()
    kham.say("เมนู")
    kham.say("ได้ยินไหม")
    assert talk(kham).ended_by is HandoverEnd.STAFF
    assert kham.answers()[-1] != WORDS


def test_a_withheld_or_restricted_case_is_not_talked_about(
    any_house: bootstrap.WorkerHouse, named: Named
) -> None:
    officer, now = named("officer"), any_house.clock.now() - timedelta(days=1)
    with any_house.database.write() as session:
        feedback.kham(session, now)
        feedback.restricted_case(session, now)
        case = session.scalars(sa.select(Case)).one().id
    officer.press("ดูเรื่อง")
    assert "คุยเอง" not in [label for label, _ in officer.buttons()]
    officer.event({"type": "postback", "postback": {"data": f"x:handover.take:{case}:"}})
    with any_house.database.read() as session:
        assert session.scalars(sa.select(Handover)).all() == []


def test_a_day_of_silence_ends_it_and_a_word_puts_that_off(officer: Chat, kham: Chat) -> None:
    pass_(kham, 23)
    kham.say("ยังอยู่ไหม")
    pass_(kham, 23)
    kham.run_tasks()
    assert talk(kham).ended_at is None
    pass_(kham, 2)
    kham.run_tasks()
    assert talk(kham).ended_by is HandoverEnd.SILENCE
    assert "เรื่อง 1" in kham.last()
    assert "เรื่อง 1" in officer.last()


def test_nothing_of_a_talk_stays_with_whoever_deletes_their_data(officer: Chat, kham: Chat) -> None:
    officer.say(WORDS)
    kham.say("กุญแจอยู่ใต้กระถาง")
    kham.say("ลบข้อมูลของฉัน")
    kham.press("ลบเลย")
    with kham.house.database.read() as session:
        assert session.scalars(sa.select(Handover)).all() == []
        said = session.scalars(sa.select(CaseAction.text)).all()
    assert not any("กระถาง" in (text or "") for text in said)


def test_that_an_album_came_is_not_told_of_whoever_deletes_their_data(
    officer: Chat, kham: Chat
) -> None:
    kham.photo(album={"id": "A" * 32, "index": 1, "total": 1})
    kham.say("ลบข้อมูลของฉัน")
    kham.press("ลบเลย")
    with kham.house.database.read() as session:
        told = Outgoing.dedupe_key.startswith("talk:album-")
        row = session.scalars(sa.select(Outgoing).where(told)).one()
        assert (row.state, row.body) == (OutboxState.WITHDRAWN, None)


def test_words_that_are_taken_back_never_reach_the_officer(officer: Chat, kham: Chat) -> None:
    said = kham.say("เบอร์ลูกสาว 0812345678")
    kham.unsend(said)
    assert not any("0812345678" in words for words in officer.answers())
    with kham.house.database.read() as session:
        relayed = Outgoing.dedupe_key.startswith("talk:kept-")
        row = session.scalars(sa.select(Outgoing).where(relayed)).one()
        assert (row.state, row.body) == (OutboxState.WITHDRAWN, None)


def test_whoever_cannot_be_reached_is_told_of_and_nothing_is_sent(
    officer: Chat, kham: Chat
) -> None:
    with kham.house.database.write() as session:
        session.scalars(
            sa.select(Account).where(Account.line_user_id == kham.user)
        ).one().blocked = True
    officer.say(WORDS)
    assert "ทักผู้แจ้งไม่ถึง" in officer.last()
    assert WORDS not in kham.answers()


def test_two_open_talks_of_one_person_cannot_be(officer: Chat, kham: Chat) -> None:
    one = talk(kham)
    other = Handover(
        case_id=one.case_id,
        account_id=one.account_id,
        staff_id=one.staff_id,
        began_at=one.began_at,
        said_at=one.said_at,
    )
    with pytest.raises(sa.exc.IntegrityError), kham.house.database.write() as session:
        session.add(other)


def test_on_a_shared_phone_only_who_told_the_case_talks(officer: Chat, kham: Chat) -> None:
    with kham.house.database.write() as session:
        account = session.scalars(sa.select(Account).where(Account.line_user_id == kham.user)).one()
        session.add(Person(id="b" * 32, called="แม่ทองใบ", created_at=account.created_at))
        session.flush()
        since = kham.house.clock.now() - timedelta(hours=1)
        session.add(AccountPerson(account_id=account.id, person_id="b" * 32, since=since))
    kham.say("มาแล้ว")
    assert "ลุงคำ: มาแล้ว" not in officer.answers()
    kham.say("แม่ทองใบ")
    assert "ลุงคำ: มาแล้ว" not in officer.answers()
    kham.say("เปลี่ยนคน")
    kham.say("ลุงคำ")
    kham.say("ช่างมาแล้ว")
    assert officer.last() == "ลุงคำ: ช่างมาแล้ว"
