from __future__ import annotations

from models.people import Account
from tests.handlers.conftest import Named
from tests.support.chat import Chat

NOTICE = "เจ้าหน้าที่จังหวัดกับอำเภอเป็นคนอ่าน"


def test_the_notice_is_shown_once_to_whoever_only_writes(people: Named) -> None:
    chat = people("stranger")
    chat.say("เมนู")
    chat.say("เมนู")
    assert sum(NOTICE in said for said in chat.answers()) == 1


def test_a_follow_makes_a_friend_and_shows_the_notice(people: Named) -> None:
    chat = people("stranger")
    chat.event({"type": "follow", "follow": {"isUnblocked": False}})
    assert _account(chat).friend is True
    assert NOTICE in chat.last()


def test_writing_alone_makes_nobody_a_friend(people: Named) -> None:
    chat = people("stranger")
    chat.say("สวัสดี")
    assert _account(chat).friend is None


def test_an_unfollow_is_answered_with_silence(people: Named) -> None:
    chat = people("friend")
    chat.event({"type": "unfollow"}, token=False)
    assert chat.answers() == []
    assert (_account(chat).blocked, _account(chat).friend) == (True, False)


def test_whoever_comes_back_is_not_welcomed_like_a_stranger(people: Named) -> None:
    chat = people("friend")
    chat.event({"type": "unfollow"}, token=False)
    chat.event({"type": "follow", "follow": {"isUnblocked": True}})
    assert chat.answers() == ["สวัสดีค่ะ กลับมาแล้ว ให้ช่วยเรื่องอะไรดีคะ"]


def _account(chat: Chat) -> Account:
    with chat.house.database.read() as session:
        return session.query(Account).filter_by(line_user_id=chat.user).one()


def test_a_block_that_arrives_after_a_later_message_blocks_nobody(people: Named) -> None:
    chat = people("friend")
    chat.say("สวัสดี")
    chat.event({"type": "unfollow"}, ago=60, token=False)
    assert _account(chat).blocked is False


def test_a_follow_that_arrives_after_a_later_block_undoes_nothing(people: Named) -> None:
    chat = people("friend")
    chat.event({"type": "unfollow"}, token=False)
    chat.event({"type": "follow", "follow": {"isUnblocked": True}}, ago=60)
    assert _account(chat).blocked is True


def test_whoever_speaks_to_us_is_not_taken_for_one_who_blocks_us(people: Named) -> None:
    chat = people("friend")
    chat.event({"type": "unfollow"}, token=False)
    chat.say("สวัสดี")  # the follow event in between was lost
    assert _account(chat).blocked is False
