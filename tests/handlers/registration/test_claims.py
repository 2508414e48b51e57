"""Who may settle a claim: an officer who may read it, or who holds the old phone; nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

import bootstrap
from base.clock import FileClock
from bot.messages.bubbles import Act
from bot.messages.buttons import encode
from handlers.registration import telling
from handlers.registration.moving import MOST_TRIES
from models.kept import Kept
from models.outbox import Outgoing
from models.people import Account, AccountPerson, Person
from models.staff import AuditEntry, StaffDistrict
from models.words import KeptState
from tests.golden.cast import base as cast
from tests.golden.cast import registration
from tests.handlers.conftest import Named, cast_in
from tests.support.chat import Chat

GONE = "เรื่องนี้จบไปแล้วค่ะ ไม่มีอะไรเปลี่ยน"


@pytest.fixture
def people(any_house: bootstrap.WorkerHouse) -> Named:
    return cast_in(any_house)


def _asked(people: Named) -> tuple[Chat, Chat, str]:
    """สายฝน has an old phone, somebody asks for her name by her code: asking, old, the claim."""
    people("saifon")
    asking = people("friend")
    with asking.house.database.write() as session:
        registration.saifons_old_phone(session, asking.house.clock.now())
    asking.say("ลงชื่อ AD7K")
    asking.press("เปลี่ยนเครื่อง")
    with asking.house.database.read() as session:
        claim = session.scalars(sa.select(Kept.id)).one()
    return asking, Chat(asking.house, cast.user_id("saifons_old_phone")), str(claim)


def _press(chat: Chat, act: str, subject: str, extra: str = "") -> None:
    chat.event({"type": "postback", "postback": {"data": encode(Act(act, subject, extra))}})


def _holder(chat: Chat) -> list[str | None]:
    """The LINE user ids through which สายฝน speaks now."""
    with chat.house.database.read() as session:
        rows = session.scalars(
            sa.select(Account.line_user_id)
            .join(AccountPerson, AccountPerson.account_id == Account.id)
            .join(Person, Person.id == AccountPerson.person_id)
            .where(AccountPerson.until.is_(None), Person.called == "คุณสายฝน")
        )
        return list(rows)


def test_a_code_of_somebody_here_claims_nothing_by_itself(people: Named) -> None:
    asking, old, _ = _asked(people)
    assert asking.last().startswith("ขอบคุณค่ะ ให้เจ้าหน้าที่ดูก่อน")
    assert _holder(asking) == [old.user]


@pytest.mark.parametrize("act", ["claim", "confirm", "deny", "same", "other"])
def test_who_asked_cannot_settle_it(people: Named, act: str) -> None:
    asking, old, claim = _asked(people)
    _press(asking, f"registration.{act}", claim)
    assert (asking.last(), _holder(asking)) == (GONE, [old.user])
    with asking.house.database.read() as session:
        assert session.scalars(sa.select(Kept.state)).all() == [KeptState.FOR_STAFF]


def test_an_officer_of_another_district_cannot_settle_it(people: Named) -> None:
    asking, old, claim = _asked(people)
    officer = people("district_officer")
    with asking.house.database.write() as session:
        session.execute(sa.update(StaffDistrict).values(district_code="3210"))
    _press(officer, "registration.confirm", claim)
    assert (officer.last(), _holder(asking)) == (GONE, [old.user])


def test_an_officer_of_the_persons_own_district_settles_it(people: Named) -> None:
    asking, _, claim = _asked(people)
    _press(people("district_officer"), "registration.confirm", claim)
    assert _holder(asking) == [asking.user]


def test_an_officer_confirms_and_it_stands_in_the_audit_log(people: Named) -> None:
    asking, _, claim = _asked(people)
    officer = people("officer")
    _press(officer, "registration.claim", claim)
    _press(officer, "registration.confirm", claim)
    assert _holder(asking) == [asking.user]
    with asking.house.database.read() as session:
        done = session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert list(done)[-2:] == ["claim.read", "people.move"]


def test_the_old_phones_yes_moves_it_once(people: Named) -> None:
    asking, old, claim = _asked(people)
    _press(old, "registration.same", claim)
    _press(old, "registration.same", claim)
    assert (old.last(), _holder(asking)) == (GONE, [asking.user])


def test_the_old_phones_no_ends_it_for_officers_too(people: Named) -> None:
    asking, old, claim = _asked(people)
    officer = people("officer")
    _press(old, "registration.other", claim)
    _press(officer, "registration.confirm", claim)
    assert (officer.last(), _holder(asking)) == (GONE, [old.user])


def test_what_an_officer_confirmed_is_taken_back(people: Named) -> None:
    asking, old, claim = _asked(people)
    officer = people("officer")
    _press(officer, "registration.confirm", claim)
    officer.press("เอาคืน")
    assert _holder(asking) == [old.user]


def test_only_who_confirmed_it_takes_it_back_and_within_a_day(
    people: Named, clock: FileClock
) -> None:
    asking, _, claim = _asked(people)
    officer = people("officer")
    _press(officer, "registration.confirm", claim)
    with asking.house.database.read() as session:
        link = session.scalars(sa.select(AccountPerson).order_by(AccountPerson.id.desc())).first()
        assert link is not None
        back = ("registration.takeback", link.person_id, link.account_id)
    _press(people("district_officer"), *back)
    assert _holder(asking) == [asking.user]
    clock.advance(timedelta(days=2).total_seconds())
    _press(officer, *back)
    assert (officer.last(), _holder(asking)) == (GONE, [asking.user])


def test_five_claims_an_hour_are_enough(people: Named) -> None:
    asking, _, _ = _asked(people)
    for _ in range(MOST_TRIES - 1):
        _press(asking, "registration.change", "AD7K")
        assert asking.last().startswith("ขอบคุณค่ะ ให้เจ้าหน้าที่ดูก่อน")
    _press(asking, "registration.change", "AD7K")
    assert asking.last().startswith("ลองหลายครั้งแล้ว")


def test_a_new_code_of_somebody_here_asks_too(people: Named) -> None:
    from handlers.registration.service import new_code

    asking, old, _ = _asked(people)
    with asking.house.database.write() as session:
        person = session.scalars(sa.select(Person.id).where(Person.called == "คุณสายฝน")).one()
        code = new_code(session, person, asking.house.clock.now())
    asking.say(f"ลงชื่อ {code}")
    assert asking.last().startswith("รหัสนี้มีคนใช้แล้วค่ะ")
    assert _holder(asking) == [old.user]


@pytest.mark.parametrize("subject", ["", "x", "99999999999", "-1", "0"])
def test_a_forged_button_settles_nothing(people: Named, subject: str) -> None:
    officer = people("officer")
    for act in ("claim", "confirm", "deny", "same", "other", "takeback", "change"):
        _press(officer, f"registration.{act}", subject)
        assert officer.last() == GONE


def test_who_deletes_their_data_is_named_by_no_claim(people: Named) -> None:
    asking, old, _ = _asked(people)
    old.say("ลบข้อมูลของฉัน")
    old.press("ลบเลย")
    old.run_tasks()
    with asking.house.database.read() as session:
        assert [tuple(row) for row in session.execute(sa.select(Kept.state, Kept.text))] == [
            (KeptState.DISCARDED, None)
        ]


def test_once_it_is_settled_the_old_phone_is_not_asked_any_more(people: Named) -> None:
    asking, _, claim = _asked(people)
    with asking.house.database.read() as session:
        row = session.scalars(
            sa.select(Outgoing).where(Outgoing.dedupe_key.startswith(f"claim:{claim}:"))
        ).one()
        assert telling.unwanted(session, row) is None
    _press(people("officer"), "registration.deny", claim)
    with asking.house.database.read() as session:
        assert telling.unwanted(session, row) == "the claim is settled"
