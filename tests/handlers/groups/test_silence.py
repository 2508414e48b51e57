"""Silent unless named; what is said beside the bot is nowhere; nothing personal is told."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

import bootstrap
from models.cases import Case
from models.facts import Fact
from models.inbox import Event, Tally
from models.kept import Kept
from models.outbox import Outgoing
from models.people import Account
from tests.handlers.conftest import cast_in
from tests.support.chat import BOT
from tests.support.group import MEMBER, OTHER, Group, called
from tests.support.searching import columns_with

PRIVATE = "เรื่องส่วนตัวคุยกันสองคนดีกว่าค่ะ"
WORDS = "zebramark"


@pytest.fixture
def group(any_house: bootstrap.WorkerHouse) -> Group:
    return Group(any_house)


def count(group: Group, table: type[object]) -> int:
    with group.house.database.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_on_joining_one_sentence_and_a_way_to_go_on_in_private(group: Group) -> None:
    group.join()
    (said,) = group.answers()
    assert "ไม่อ่านตาม เก็บเฉพาะข้อความที่แท็กเรา" in said
    (link,) = [action["uri"] for _, action in group.buttons()]
    assert link.startswith("https://line.me/R/oaMessage/%40wethi/?")


def test_what_is_said_beside_the_bot_is_in_no_row(group: Group) -> None:
    group.talk(WORDS)
    assert group.answers() == []
    assert columns_with(group.house.database, WORDS) == set()
    with group.house.database.read() as session:
        assert session.get_one(Tally, "group_talk_dropped").count == 1


def test_members_who_come_and_go_are_not_greeted_and_not_known(group: Group) -> None:
    came = [{"type": "user", "userId": OTHER}, {"type": "user"}]
    group.event({"type": "memberJoined", "by": None, "joined": {"members": came}})
    group.event({"type": "memberLeft", "by": None, "left": {"members": came}}, token=False)
    assert group.answers() == []
    assert columns_with(group.house.database, OTHER) == set()
    assert (count(group, Event), count(group, Account)) == (2, 0)


def test_a_photo_or_a_voice_in_a_group_is_not_taken(group: Group) -> None:
    for kind in ("image", "audio", "video", "file"):
        group.message({"type": kind, "contentProvider": {"type": "line"}})
    assert group.answers() == []
    assert (count(group, Event), count(group, Kept)) == (0, 0)


def test_who_else_is_named_in_a_message_is_not_kept(group: Group) -> None:
    said = called("เมนู @ใครคนหนึ่ง")
    said["mention"]["mentionees"].append({"index": 16, "length": 11, "userId": OTHER})
    group.event({"type": "message", "message": {"type": "text", "id": "5", **said}})
    assert columns_with(group.house.database, OTHER) == set()
    assert columns_with(group.house.database, BOT) == {"event.payload"}


def test_a_mention_of_everybody_is_not_for_the_bot(group: Group) -> None:
    everybody = {"mentionees": [{"index": 0, "length": 4, "type": "all"}]}
    group.message({"type": "text", "text": "@All เมนู", "mention": everybody})
    assert (group.answers(), count(group, Event)) == ([], 0)


def test_a_case_is_not_talked_about_where_all_read_along(group: Group) -> None:
    headman = cast_in(group.house)("headman")
    group.call("เรื่อง 123 ถึงไหนแล้ว", by=headman.user)
    (said,) = group.answers()
    assert said == PRIVATE
    assert [label for label, _ in group.buttons()] == ["ไปคุยส่วนตัว"]


def test_whoever_asks_is_answered_alike(group: Group) -> None:
    headman = cast_in(group.house)("headman")
    for words in ("ข้อมูลของฉัน", "รายงานเวที", "เรื่อง 1", "สวัสดี", "ฉันคือใคร"):
        group.call(words, by=headman.user)
        group.deliver()
        group.call(words, by=OTHER)
        group.deliver()
        assert group.answers()[-1] == group.answers()[-2]


def test_while_line_has_not_told_the_address_the_words_stand_alone(group: Group) -> None:
    with group.house.database.write() as session:
        session.execute(sa.delete(Fact))
    group.call("เรื่อง 123 ถึงไหนแล้ว")
    assert (group.last(), group.buttons()) == (PRIVATE, [])


def test_nothing_that_a_form_would_take_is_taken_in_a_group(group: Group) -> None:
    group.call("เวที 12 กค ช20 ญ34 เรื่องน้ำ")
    group.call("แจ้งเรื่อง")
    assert (count(group, Kept), count(group, Case), count(group, Account)) == (0, 0, 0)


def test_a_button_that_anybody_presses_in_a_group_changes_nothing(group: Group) -> None:
    group.event({"type": "postback", "postback": {"data": "x:case.open::"}, "by": OTHER})
    assert "ในกลุ่มกดแล้วไม่มีอะไรเปลี่ยน" in group.last()
    with group.house.database.read() as session:
        rows = session.scalars(sa.select(Outgoing)).all()
    assert [row.to for row in rows] == [group.user]


def test_a_room_is_like_a_group(any_house: bootstrap.WorkerHouse) -> None:
    room = Group(any_house, kind="room")
    room.join()
    room.talk(WORDS)
    room.call()
    assert len(room.answers()) == 2
    assert columns_with(room.house.database, WORDS) == set()


def test_somebody_whose_id_line_leaves_out_is_answered(group: Group) -> None:
    group.call("เมนู", by=None)
    assert "ในกลุ่มเราไม่อ่านตาม" in group.last()


def test_what_somebody_said_in_a_group_goes_with_their_data(group: Group) -> None:
    friend = cast_in(group.house)("friend")
    group.call(WORDS, by=friend.user)
    group.call("อีกคน", by=MEMBER)
    friend.say("ลบข้อมูลของฉัน")
    friend.press("ลบเลย")
    assert columns_with(group.house.database, WORDS) == set()
    assert columns_with(group.house.database, "อีกคน") == {"event.payload"}
