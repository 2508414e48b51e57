"""An album is one answer, in its own order, whole or not, wherever photos are gathered."""

from __future__ import annotations

import pytest

from models.files import File
from models.outbox import Outgoing
from models.words import OutboxState
from tests.handlers.albums.conftest import WHOLE, Albums

REPORTED = File.report_id.is_not(None)
FILED = File.case_id.is_not(None)
ORDERS = [(1, 2, 3), (3, 1, 2), (2, 3, 1)]


def waiting(albums: Albums) -> list[Outgoing]:
    return [row for row in albums.chat.rows() if row.state is OutboxState.WAITING]


def send_report(albums: Albums) -> None:
    albums.later(60)
    albums.chat.press("ไม่มี")
    albums.later(5)
    albums.chat.press("ส่งรายงาน")


@pytest.mark.parametrize("order", ORDERS)
def test_before_anything_else_it_gets_one_reply_that_counts_it(
    albums: Albums, order: tuple[int, ...]
) -> None:
    albums.come(order)
    (row,) = waiting(albums)
    assert albums.chat.last() == "ได้รูป 3 รูปแล้วค่ะ จะส่งเป็นอะไรดีคะ"
    assert row.deferred


@pytest.mark.parametrize("told", [True, False])
def test_a_report_keeps_its_order(albums: Albums, told: bool) -> None:
    albums.come((3, 1, 2), told=told)
    sent = [file.message_id for file in albums.files(File.kind == "image")]
    albums.later(10)
    albums.chat.say(WHOLE)
    send_report(albums)
    assert [file.message_id for file in albums.files(REPORTED)] == sent
    assert albums.loose() == 0


def test_what_has_not_come_is_said_and_nobody_waits(albums: Albums) -> None:
    albums.come((3, 1))
    missing, got = albums.chat.last().split("\n")
    assert missing == "อีก 1 รูปยังมาไม่ถึงค่ะ ไม่ต้องรอก็ได้นะคะ"
    assert got == "ได้รูป 2 รูปแล้วค่ะ จะส่งเป็นอะไรดีคะ"


def test_what_has_not_come_is_said_in_a_story_too(albums: Albums) -> None:
    albums.chat.say("แจ้งเรื่อง", ago=30)
    albums.come((3, 1))
    assert albums.chat.last().split("\n")[0].startswith("อีก 1 รูปยังมาไม่ถึงค่ะ")
    tell(albums)
    assert albums.indexes(FILED) == [1, 3]


def test_what_never_comes_keeps_no_report_back(albums: Albums) -> None:
    albums.come((3, 1))
    albums.later(10)
    albums.chat.say(WHOLE)
    send_report(albums)
    assert "ได้รับรายงานแล้ว" in albums.chat.last()
    assert albums.indexes(REPORTED) == [1, 3]


def test_a_photo_that_was_taken_back_is_not_waited_for(albums: Albums) -> None:
    first, *_ = albums.come((1, 2))
    albums.chat.unsend(first)
    albums.photo(3)
    assert albums.chat.last() == "ได้รูป 2 รูปแล้วค่ะ จะส่งเป็นอะไรดีคะ"


def test_what_was_thrown_away_is_not_waited_for(albums: Albums) -> None:
    albums.come((1, 2))
    albums.later(10)
    albums.chat.press("ส่งผิด")
    albums.photo(3)
    assert albums.chat.last() == "ได้รูป 1 รูปแล้วค่ะ จะส่งเป็นอะไรดีคะ"


def test_without_index_and_total_nothing_is_said_to_be_missing(albums: Albums) -> None:
    albums.come((1, 2), told=False)
    assert albums.chat.last() == "ได้รูป 2 รูปแล้วค่ะ จะส่งเป็นอะไรดีคะ"


@pytest.mark.parametrize("order", ORDERS)
def test_at_the_question_for_photos_it_is_one_answer(
    albums: Albums, order: tuple[int, ...]
) -> None:
    albums.chat.say("เวที 12 กค ช20 ญ34", ago=30)
    albums.chat.press("ถูก")
    albums.chat.say("เรื่องน้ำ")
    albums.chat.say("ข้าม")
    albums.chat.press("ข้ามข้อนี้")
    albums.later(5)
    albums.begin = albums.chat.house.clock.now().isoformat()
    albums.later(1)
    albums.come(order)
    assert albums.chat.last() == "ได้รูป 3 รูปแล้วค่ะ มีอีกไหมคะ"
    albums.chat.press("ครบแล้ว")
    send_report(albums)
    assert albums.indexes(REPORTED) == [1, 2, 3]


@pytest.mark.parametrize("order", ORDERS)
def test_in_a_story_it_is_one_answer(albums: Albums, order: tuple[int, ...]) -> None:
    albums.chat.say("แจ้งเรื่อง", ago=30)
    albums.come(order)
    assert albums.chat.last() == "ได้ 3 รูปค่ะ มีอีกไหมคะ"
    tell(albums)
    assert albums.indexes(FILED) == [1, 2, 3]


@pytest.mark.parametrize("order", ORDERS)
def test_days_after_a_report_it_joins_as_one(albums: Albums, order: tuple[int, ...]) -> None:
    albums.chat.say(WHOLE, ago=60)
    albums.chat.press("ส่งรายงาน")
    albums.later(2 * 86_400)
    albums.begin = albums.chat.house.clock.now().isoformat()
    albums.later(1)
    albums.come(order)
    assert albums.chat.last() == "ใส่รูป 3 รูปในรายงาน ว 69/001 ให้แล้วค่ะ"
    albums.chat.press("ไม่ใช่ของรายงานนี้")
    assert (albums.indexes(REPORTED), albums.loose()) == ([], 3)


def tell(albums: Albums, naming: str = "1") -> None:
    """From the story to the number; no leader is concerned."""
    albums.later(30)
    albums.chat.press("ส่งเรื่อง")
    albums.chat.say("หน้าวัด")
    albums.chat.say(naming)
    if naming == "3":
        albums.chat.press("ได้ ไม่บอกใครเลย")
    albums.chat.say("ไม่เกี่ยว")
