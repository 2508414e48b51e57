from __future__ import annotations

import sqlalchemy as sa

from models.consents import PHOTO_PUBLICITY, consent_of
from models.files import File
from models.people import Account, people_of
from models.words import FileState, Permission
from tests.handlers.conftest import Named
from tests.support.chat import Chat


def test_a_permission_counts_even_if_the_rehearsal_is_left(people: Named) -> None:
    chat = _signed_up(people)
    chat.press("เข้าใจแล้ว")
    chat.say("ไม่ได้")
    with chat.house.database.read() as session:
        answer = consent_of(session, _account(chat).id, PHOTO_PUBLICITY)
    assert answer is Permission.NO


def test_the_rehearsal_photo_is_never_fetched(people: Named) -> None:
    chat = _signed_up(people)
    chat.press("เข้าใจแล้ว")
    chat.press("ได้")
    chat.photo()
    with chat.house.database.read() as session:
        file = session.scalars(sa.select(File)).one()
    assert (file.state, file.account_id, file.message_id) == (FileState.ERASED, None, None)


def test_yes_pressed_twice_signs_up_once(people: Named) -> None:
    chat = _signed_up(people)
    chat.press("ใช่ ฉันเอง")
    assert chat.last() == "คุณสายฝน ลงชื่อไว้แล้วค่ะ ไม่ต้องทำอะไรเพิ่ม"
    with chat.house.database.read() as session:
        assert len(people_of(session, _account(chat).id)) == 1


def test_a_code_typed_where_a_name_is_asked_is_a_code(people: Named) -> None:
    people("saifon")
    chat = people("friend")
    chat.say("ลงชื่อ")
    chat.say("ad7k")
    assert "คุณสายฝน" in chat.last()


def test_a_second_person_on_a_phone_is_added_only_after_asking(people: Named) -> None:
    people("saifon")
    chat = people("headman")
    chat.say("ลงชื่อ AD7K")
    assert "ผู้ใหญ่บุญมาลงชื่อไว้แล้ว" in chat.last()
    with chat.house.database.read() as session:
        assert [one.called for one in people_of(session, _account(chat).id)] == ["ผู้ใหญ่บุญมา"]


def test_a_code_works_inside_another_form(people: Named) -> None:
    people("saifon")
    chat = people("friend")
    chat.say("รายงานเวที")
    chat.say("ลงชื่อ AD7K")
    assert "ถูกคนไหมคะ" in chat.last()


def test_not_me_after_yes_takes_the_name_off_again(people: Named) -> None:
    chat = _signed_up(people)
    chat.press("ไม่ใช่ฉัน")
    assert "เอาชื่อออกให้แล้วค่ะ" in chat.last()
    with chat.house.database.read() as session:
        assert people_of(session, _account(chat).id) == []


def test_five_thousand_emoji_are_no_name_and_no_fault(people: Named) -> None:
    chat = people("friend")
    chat.say("ลงชื่อ")
    chat.say("🎉" * 2500)
    assert chat.last().startswith("ยาวไปนิดค่ะ")
    chat.say("แม่บัว")
    assert chat.last() == "อยู่อำเภอไหนคะ"


def _signed_up(people: Named) -> Chat:
    chat = people("saifon")
    chat.say("ลงชื่อ AD7K")
    chat.press("ใช่ ฉันเอง")
    return chat


def _account(chat: Chat) -> Account:
    with chat.house.database.read() as session:
        return session.scalars(sa.select(Account).where(Account.line_user_id == chat.user)).one()
