"""«ลบข้อมูลของฉัน»: what goes from the tables and what stays; files and logs: the test beside."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

import bootstrap
from models.cases import Case, CaseAction
from models.database import Database
from models.files import File
from models.forums import Forum, ForumReport, Issue, Resolution
from models.people import Account, AccountPerson, Person, people_of
from models.planned import PlannedForum
from models.words import (
    ActionKind,
    CaseState,
    Class,
    FileKind,
    FileState,
    IdentityMode,
    PlanState,
    ReportState,
)
from tests.golden.cast.base import NONSOMMUT
from tests.handlers.conftest import cast_in
from tests.support.chat import Chat
from tests.support.searching import columns_with

MARK = "zebramark9173"
TOPIC = "น้ำประปาไม่ไหล"
DEED = "ไปแจ้ง อบต."


@pytest.fixture
def full(any_house: bootstrap.WorkerHouse) -> Chat:
    """A headman who wrote, filed, sent and signed up with marked words."""
    return _filled(any_house)


@pytest.fixture
def gone(full: Chat) -> Chat:
    """The same, and all of it deleted."""
    return _deleted(full)


def _filled(house: bootstrap.WorkerHouse) -> Chat:
    chat = cast_in(house)("headman")
    _talk(chat)
    with house.database.write() as session:
        _records(session, house, chat)
    return chat


def _deleted(chat: Chat) -> Chat:
    chat.say("ลบข้อมูลของฉันหน่อย")
    chat.press("ลบเลย")
    chat.deliver()
    chat.run_tasks()
    return chat


def test_before_that_the_words_stand_in_many_places(full: Chat) -> None:
    assert columns_with(full.house.database, MARK) >= {
        "event.payload",
        "kept.text",
        "conversation.state_json",
        "case.story",
        "case_action.text",
        "forum_report.answers_json",
        "issue.text",
        "planned_forum.topic",
        "resolution.who",
    }


def test_no_table_knows_the_words_the_account_or_the_name(gone: Chat) -> None:
    assert columns_with(gone.house.database, MARK, gone.user, "ผู้ใหญ่บุญมา") == set()


def test_what_the_meeting_agreed_stays_without_who_promised(gone: Chat) -> None:
    with gone.house.database.read() as session:
        left = session.scalars(sa.select(Resolution)).one()
        issues = session.scalars(sa.select(Issue.text).order_by(Issue.rank)).all()
    assert (left.what, left.who, left.promised_by) == (DEED, None, None)
    assert issues == [None, TOPIC]


def test_a_forum_that_was_planned_is_nobodys_and_cancelled(gone: Chat) -> None:
    with gone.house.database.read() as session:
        planned = session.scalars(sa.select(PlannedForum)).one()
    assert (planned.topic, planned.account_id, planned.planned_by) == (None, None, None)
    assert planned.state is PlanState.CANCELLED


def test_the_photo_of_the_forum_stays_and_every_other_file_goes(gone: Chat) -> None:
    with gone.house.database.read() as session:
        left = session.scalars(sa.select(File).where(File.path.is_not(None))).all()
    assert [(file.report_id, file.account_id, file.message_id) for file in left] == [
        ("r1", None, None)
    ]


def test_the_report_stays_as_the_villages_record(gone: Chat) -> None:
    with gone.house.database.read() as session:
        report = session.get_one(ForumReport, "r1")
    assert (report.number, report.total, report.topic) == ("ว 69/042", 54, TOPIC)
    assert (report.account_id, report.reported_by, report.answers_json) == (None, None, None)


def test_an_open_case_is_withdrawn_and_keeps_its_number(gone: Chat) -> None:
    with gone.house.database.read() as session:
        case = session.get_one(Case, "c1")
        kinds = [one.kind for one in case.actions]
    assert (case.number, case.state, case.story) == ("สร 69/00123", CaseState.WITHDRAWN, None)
    assert (case.account_id, case.sealed_account, case.filer_mark) == (None, None, None)
    assert kinds == [ActionKind.ANSWERED, ActionKind.WITHDRAWN]


def test_whoever_writes_again_is_a_stranger(gone: Chat) -> None:
    gone.say("สวัสดี")
    assert "เจ้าหน้าที่จังหวัดกับอำเภอเป็นคนอ่าน" in gone.answers()[0]
    with gone.house.database.read() as session:
        accounts = session.scalars(sa.select(Account)).all()
        mine = next(one for one in accounts if one.line_user_id == gone.user)
        assert people_of(session, mine.id) == []
    assert len(accounts) == 2


def test_pressing_the_old_button_again_changes_nothing(
    any_house: bootstrap.WorkerHouse,
) -> None:
    chat = cast_in(any_house)("friend")
    chat.say("ลบข้อมูลของฉัน")
    data = _erase_button(any_house.database)
    chat.press("ลบเลย")
    chat.event({"type": "postback", "postback": {"data": data}})
    assert chat.last() == "ลบไปแล้วค่ะ ไม่มีอะไรเปลี่ยน"


def test_what_must_be_kept_is_named_before_the_tap(worker_house: bootstrap.WorkerHouse) -> None:
    chat = cast_in(worker_house)("headman")
    with worker_house.database.write() as session:
        _records(session, worker_house, chat)
    chat.say("ลบข้อมูลของฉัน")
    before = "\n".join(chat.answers())
    assert "ว 69/042" in before
    assert "สร 69/00123" in before


def test_staff_keep_their_account_until_their_rights_end(
    worker_house: bootstrap.WorkerHouse,
) -> None:
    chat = cast_in(worker_house)("officer")
    chat.say("ลบข้อมูลของฉัน")
    assert "เจ้าหน้าที่" in chat.last()


def test_a_person_on_two_phones_keeps_the_name_on_the_other(
    worker_house: bootstrap.WorkerHouse,
) -> None:
    come = cast_in(worker_house)
    headman, other = come("headman"), come("friend")
    with worker_house.database.write() as session:
        person = session.scalars(sa.select(Person)).one()
        _link(session, other.user, person.id, worker_house)
    headman.say("ลบข้อมูลของฉัน")
    headman.press("ลบเลย")
    with worker_house.database.read() as session:
        assert session.scalars(sa.select(Person.called)).one() == "ผู้ใหญ่บุญมา"


def _talk(chat: Chat) -> None:
    chat.say(f"ฝนตกหนัก {MARK}")
    chat.photo()
    chat.say("ลงชื่อ")
    chat.press("เพิ่มอีกคน")
    chat.say(MARK)
    chat.say("คุยกับเจ้าหน้าที่")
    chat.say(f"เรื่องที่ดิน {MARK}")
    chat.store(
        {
            "type": "message",
            "source": {"type": "group", "groupId": "C" + "9" * 32, "userId": chat.user},
            "message": {
                "id": "7",
                "type": "text",
                "text": f"@bot {MARK}",
                "mention": {"mentionees": [{"index": 0, "length": 4, "isSelf": True}]},
            },
        }
    )
    chat.handle()


def _records(session: Session, house: bootstrap.WorkerHouse, chat: Chat) -> None:
    now = house.clock.now()
    account = session.scalars(sa.select(Account).where(Account.line_user_id == chat.user)).one()
    person = people_of(session, account.id)[0].id
    day = date(2026, 7, 12)
    session.add(
        Forum(id="f1", village_code=NONSOMMUT, held_on=day, fiscal_year_be=2569, created_at=now)
    )
    session.flush()
    session.add(
        ForumReport(
            id="r1",
            forum_id="f1",
            number="ว 69/042",
            state=ReportState.SUBMITTED,
            account_id=account.id,
            reported_by=person,
            total=54,
            topic=TOPIC,
            answers_json=f'{{"host":"{MARK}"}}',
            submitted_at=now,
        )
    )
    session.flush()
    session.add(
        PlannedForum(
            forum_id="f1",
            topic=MARK,
            state=PlanState.PLANNED,
            account_id=account.id,
            planned_by=person,
            created_at=now,
            changed_at=now,
        )
    )
    session.add(Issue(report_id="r1", rank=1, text=TOPIC))
    session.add(Issue(report_id="r1", rank=0, text=MARK, issue_class=Class.RESTRICTED))
    session.add(Resolution(report_id="r1", what=DEED, who=f"คุณ{MARK}", promised_by=person))
    session.add(
        Case(
            id="c1",
            number="สร 69/00123",
            running=123,
            fiscal_year_be=2569,
            state=CaseState.NEW,
            case_class=Class.INTERNAL,
            identity_mode=IdentityMode.OPEN,
            account_id=account.id,
            reported_by=person,
            story=f"ถนนพัง {MARK}",
            place=MARK,
            received_on=day,
            due_on=day,
        )
    )
    session.flush()
    session.add(CaseAction(case_id="c1", kind=ActionKind.ANSWERED, on_day=day, text=f"คุณ{MARK}"))
    for name, report, kind in (
        ("p1", "r1", FileKind.IMAGE),
        ("p2", "r1", FileKind.AUDIO),
        ("p3", None, FileKind.IMAGE),
    ):
        words = "forum" if name == "p1" else MARK
        stored = house.files.put(f"bytes {name} {words}".encode(), name)
        session.add(
            File(
                id=name,
                message_id=f"m{name}",
                account_id=account.id,
                mailbox_key=f"user:{chat.user}",
                kind=kind,
                state=FileState.STORED,
                path=stored.name,
                report_id=report,
                due_at=now,
            )
        )
    session.flush()


def _link(session: Session, user: str, person: str, house: bootstrap.WorkerHouse) -> None:
    account = session.scalars(sa.select(Account).where(Account.line_user_id == user)).one()
    session.add(AccountPerson(account_id=account.id, person_id=person, since=house.clock.now()))


def _erase_button(database: Database) -> str:
    with database.read() as session:
        account = session.scalars(sa.select(Account.id)).one()
    return f"x:mydata.erase:{account}:"
