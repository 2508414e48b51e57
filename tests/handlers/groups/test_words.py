"""Words that always work, in a group: each is answered for all to read, and leads to private."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

import bootstrap
from handlers.groups.asking import TOPICS, topic_of, words_of
from tests.support.group import NAME, Group, called

DANGER = "มีคนยิงกันหน้าวัด"


@pytest.fixture
def group(worker_house: bootstrap.WorkerHouse) -> Group:
    return Group(worker_house)


def uris(group: Group) -> list[str]:
    return [unquote(action["uri"]) for _, action in group.buttons()]


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("", "hello"),
        ("สวัสดีค่ะ", "hello"),
        ("ช่วยเหลือครับ", "help"),
        ("Menu", "help"),
        ("รายงานเวที", "report"),
        ("แจ้งเรื่อง", "case"),
        ("คุยกับเจ้าหน้าที่", "human"),
        ("ข้อมูลของฉัน", "mydata"),
        ("ลบข้อมูลของฉัน", "mydata"),
        ("หยุดแจ้งเตือน", "stop"),
        ("ยกเลิก", "nothing_open"),
        ("ย้อนกลับ", "nothing_open"),
        ("ข้าม", "nothing_open"),
        ("เรื่อง 123 ถึงไหนแล้ว", "private"),
    ],
)
def test_a_word_that_always_works_is_understood(words: str, topic: str) -> None:
    assert topic_of(words) == topic


def test_every_topic_has_an_answer_with_a_way_to_go_on(group: Group) -> None:
    for topic in TOPICS:
        group.call({"hello": "สวัสดี", "thanks": "ขอบคุณ"}.get(topic, "เมนู"))
        assert uris(group)


@pytest.mark.parametrize(
    ("words", "typed"),
    [("รายงานเวที", "รายงานเวที"), ("ลบข้อมูล", "ข้อมูลของฉัน"), ("อะไรก็ได้", "เมนู")],
)
def test_the_way_to_private_has_the_word_typed_in(group: Group, words: str, typed: str) -> None:
    group.call(words)
    assert uris(group) == [f"https://line.me/R/oaMessage/@wethi/?{typed}"]


def test_who_speaks_english_is_answered_in_english(group: Group) -> None:
    group.call("help")
    assert group.last().startswith("In private: report a forum")
    assert uris(group) == ["https://line.me/R/oaMessage/@wethi/?menu"]


def test_danger_is_answered_with_numbers_and_nobodys_name(group: Group) -> None:
    group.call(DANGER)
    assert group.last().startswith("ใครอยู่ใกล้อันตราย")
    assert uris(group)[:2] == ["tel:191", "tel:1669"]
    assert [label for label, _ in group.buttons()][2:] == ["ไปคุยส่วนตัว"]


def test_despair_is_answered_for_whoever_reads_along(group: Group) -> None:
    group.call("อยากตาย")
    assert group.last().startswith("ใครกำลังลำบากใจ โทร 1323")
    assert uris(group)[0] == "tel:1323"


def test_danger_waits_for_nothing_and_all_else_for_more_of_the_same(group: Group) -> None:
    group.call("เมนู")
    group.call(DANGER)
    assert [row.deferred for row in group.rows()] == [True, False]


def test_two_who_call_at_once_are_both_answered_in_one_message(group: Group) -> None:
    group.call("เมนู")
    group.call("คุยกับเจ้าหน้าที่")
    newest = group.rows()[-1]
    assert newest.body is not None
    assert "ส่งรายงานเวที" in newest.body
    assert "เจ้าหน้าที่คุยกัน" in newest.body


def test_the_name_that_was_called_is_no_part_of_the_words() -> None:
    assert words_of(called("เมนู")) == "เมนู"
    assert words_of({"text": f"👋 {NAME} เมนู", "mention": mention(3)}) == "👋  เมนู"


def test_a_mention_whose_place_is_strange_still_leaves_the_words() -> None:
    assert words_of({"text": f"{NAME} เมนู", "mention": mention(99)}) == "เมนู"
    assert words_of({"text": f"{NAME} เมนู", "mention": {"mentionees": ["?", {}]}}) == "เมนู"


def mention(index: int) -> dict[str, object]:
    return {"mentionees": [{"index": index, "length": len(NAME), "isSelf": True}]}
