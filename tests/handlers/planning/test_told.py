"""What one message tells of a forum to come."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from forms.question import Json
from handlers.planning.chat import NAME
from handlers.planning.told import read_call, told_values
from handlers.report.ahead import calls_together
from models.mailbox import Conversation
from models.planned import Foretold
from tests.handlers.conftest import Named

TODAY = date(2026, 7, 13)
DAY = date(2026, 7, 20)


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (
            "ประชุมวันที่ 20 ก.ค. 9 โมงครึ่ง ที่ศาลากลางบ้าน เรื่องน้ำประปา",
            {"starts": "09:30", "place": "ศาลากลางบ้าน", "topic": "น้ำประปา"},
        ),
        (
            "ประชุมที่วัดวันที่ 20 ก.ค. เวลา 13.00 น. คุยเรื่องไฟทาง",
            {"starts": "13:00", "place": "วัด", "topic": "ไฟทาง"},
        ),
        (
            "20 ก.ค. ประชุมหมู่บ้าน เรื่องน้ำ ที่ศาลา บ่ายสองโมง",
            {"starts": "14:00", "place": "ศาลา", "topic": "น้ำ"},
        ),
        ("เวที 20 ก.ค. หมู่ที่ 94", {}),
        ("ประชุม 20 ก.ค. สี่โมง", {"starts": {"said": "สี่โมง"}}),
        (
            "meeting on 20 July at 9 am at the village hall about water",
            {"starts": "09:00", "place": "the village hall", "topic": "water"},
        ),
    ],
)
def test_time_place_and_topic_are_taken_from_the_words(words: str, values: dict[str, Json]) -> None:
    assert told_values(Foretold(DAY, words=words), TODAY) == values


def test_a_topic_told_before_is_kept_where_the_words_have_none() -> None:
    told = Foretold(DAY, topic="น้ำประปา", words="20 ก.ค. 9.30")
    assert told_values(told, TODAY) == {"starts": "09:30", "topic": "น้ำประปา"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("นัดประชุมวันที่ 20 ก.ค. 9 โมง", DAY),
        ("นัดเวทีพรุ่งนี้ค่ะ", date(2026, 7, 14)),
        ("plan a forum on 20 July", DAY),
        ("ประชุมวันที่ 20 ก.ค.", None),
        ("นัดประชุม", None),
        ("หมอนัดวันที่ 20 ก.ค.", None),
        ("สวัสดีค่ะ ขอนัดประชุมวันที่ 20 ก.ค.", DAY),
        ("วันที่ 20 ก.ค. นัดประชุมหมู่บ้าน", DAY),
        ("นัดประชุมวันที่ 20 ก.ค. กี่โมงคะ", None),
        ("นัดประชุมวันที่ 20 ก.ค. ที่ไหนคะ", None),
        ("ยกเลิกนัดประชุมวันที่ 20 ก.ค.", None),
        ("นัดประชุมวันที่ 20 ก.ค. ยกเลิกนะคะ", None),
        ("เลื่อนนัดประชุมไปวันที่ 20 ก.ค.", None),
        ("นัดประชุมวันที่ 20 ก.ค. ไปไม่ได้ค่ะ", None),
        ("ผู้ใหญ่นัดประชุมวันที่ 20 ก.ค. เรื่องน้ำ", None),
        ("ผู้ใหญ่นัดประชุมวันที่ 20 ก.ค. แต่ไม่บอกใคร", None),
    ],
)
def test_words_that_plan_a_forum_are_known(text: str, day: date | None) -> None:
    told = read_call(text, TODAY)
    assert (told.held_on if told else None) == day


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("ประชุมวันที่ 20 ก.ค. เรื่องน้ำ", True),
        ("พรุ่งนี้ประชุมหมู่บ้าน 9 โมง", True),
        ("ประชุมวันที่ 20 ธันวา เรื่องน้ำ", True),
        ("ประชุมวันที่ 12 ก.ค. เรื่องน้ำ", False),
        ("ประชุมวันที่ 20 ก.ค. ไหมคะ", False),
        ("พรุ่งนี้ถนนพังไปประชุมไม่ได้", False),
        ("พรุ่งนี้ไปหาหมอ", False),
        ("ประชุมผู้ใหญ่บ้านที่อำเภอวันที่ 30 ก.ค.", False),
        ("พรุ่งนี้มีประชุมประจำเดือน", False),
    ],
)
def test_a_meeting_to_come_is_told_from_one_that_was(text: str, calls: bool) -> None:
    assert calls_together(text, TODAY) == calls


@pytest.mark.parametrize(("who", "opened"), [("headman", 1), ("friend", 0)])
def test_only_somebody_of_a_village_plans_in_one_message(
    people: Named, who: str, opened: int
) -> None:
    chat = people(who)
    chat.say("นัดประชุมวันที่ 20 ส.ค. 9 โมง ที่ศาลา เรื่องน้ำ")
    with chat.house.database.read() as session:
        begun = session.scalars(sa.select(Conversation).where(Conversation.room == NAME)).all()
    assert len(begun) == opened
