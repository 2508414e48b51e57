"""Who was helped and deletes their data is named nowhere in what others filed for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

import bootstrap
from handlers.feedback.filing import Filing, Helping, file_case
from handlers.report.known import sender_of
from handlers.report.service import Filled, correct, submit
from models.cases import Case
from models.forums import ForumReport
from models.kept import Kept
from models.people import Account, AccountPerson, Membership, Person, Speaking, account_of
from models.words import IdentityMode, KeptState, Role
from tests.golden.cast.base import NONSOMMUT, user_id
from tests.handlers.conftest import cast_in
from tests.support.chat import Chat
from tests.support.searching import columns_with

NAME = "ยายเลือน"
DAY = date(2026, 7, 12)
FILLED = Filled(held_on=DAY, village_code=NONSOMMUT, total=54, helping=True, for_whom=NAME)
CHANGES = [
    pytest.param([replace(FILLED, total=55)], id="still for her"),
    pytest.param([replace(FILLED, for_whom="ตาสี")], id="no longer for her"),
    pytest.param([replace(FILLED, for_whom="ตาสี"), FILLED], id="for her again"),
]


@pytest.fixture
def helped(any_house: bootstrap.WorkerHouse) -> Chat:
    """ยายเลือน, whom the register of the village knows; she has a phone of her own."""
    come = cast_in(any_house)
    come("headman")
    chat, now = come("friend"), any_house.clock.now()
    with any_house.database.write() as session:
        session.add(Person(id="luean", called=NAME, created_at=now))
        session.flush()
        account = _account(session, "friend")
        session.add(AccountPerson(account_id=account.id, person_id="luean", since=now))
        held = Membership(person_id="luean", village_code=NONSOMMUT, since=now, role=Role.VILLAGER)
        session.add(held)
    return chat


@pytest.mark.parametrize("changes", CHANGES)
def test_a_report_and_its_corrections_say_her_name_no_longer(
    helped: Chat, changes: list[Filled]
) -> None:
    with helped.house.database.write() as session:
        _report(session, helped.house.clock.now(), changes)
    assert columns_with(helped.house.database, NAME) >= {"report_history.before"}
    _deleted(helped)
    left = columns_with(helped.house.database, NAME, "luean")
    assert left & {"forum_report.behalf_name", "report_history.before", "report_history.after"} == (
        set()
    )


def test_whom_it_is_for_now_keeps_the_name(helped: Chat) -> None:
    with helped.house.database.write() as session:
        _report(session, helped.house.clock.now(), [replace(FILLED, for_whom="ตาสี")])
    _deleted(helped)
    with helped.house.database.read() as session:
        assert session.scalars(sa.select(ForumReport.behalf_name)).one() == "ตาสี"


@pytest.mark.parametrize("identity", [IdentityMode.OPEN, IdentityMode.WITHHELD])
def test_a_case_says_her_name_no_longer(helped: Chat, identity: IdentityMode) -> None:
    with helped.house.database.write() as session:
        _case(session, helped.house.clock.now(), identity)
    _deleted(helped)
    with helped.house.database.read() as session:
        [case] = session.scalars(sa.select(Case)).all()
    named = (case.behalf_name, case.on_behalf_of, case.sealed_behalf)
    assert (case.for_another, case.story, named) == (True, "หลังคารั่ว", (None, None, None))


@pytest.mark.parametrize(
    "mark", ["report:{}:for_whom", "report:{}:was-for_whom", "case:{}:for_whom"]
)
def test_the_words_in_which_she_was_named_go(helped: Chat, mark: str) -> None:
    now = helped.house.clock.now()
    with helped.house.database.write() as session:
        report, case = _report(session, now, []), _case(session, now, IdentityMode.OPEN)
        told = Kept(kind="text", text=NAME, state=KeptState.USED, said_at=now)
        told.used_for = mark.format(report.id if mark.startswith("report") else case.id)
        session.add(told)
    _deleted(helped)
    with helped.house.database.read() as session:
        assert NAME not in session.scalars(sa.select(Kept.text)).all()


def _account(session: Session, name: str) -> Account:
    account = account_of(session, user_id(name))
    assert account is not None
    return account


def _report(session: Session, now: datetime, changes: list[Filled]) -> ForumReport:
    sender = sender_of(session, _account(session, "headman").id)
    report = submit(session, FILLED, sender, now, DAY)
    assert report.on_behalf_of == "luean"
    for filled in changes:
        assert correct(session, report, filled, Speaking(sender.account_id or ""), now)
    return report


def _case(session: Session, now: datetime, identity: IdentityMode) -> Case:
    filing = Filing(_account(session, "headman").id, identity, False, now, story="หลังคารั่ว")
    filing = replace(filing, helping=Helping("luean", NAME))
    return file_case(session, filing, "secret-of-a-test", ZoneInfo("Asia/Bangkok")).case


def _deleted(chat: Chat) -> None:
    chat.say("ลบข้อมูลของฉัน")
    chat.press("ลบเลย")
    chat.deliver()
