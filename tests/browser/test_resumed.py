"""A form half filled when the worker is killed goes on where it stood."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from base.clock import monotonic, pause
from models.forums import ForumReport
from models.inbox import Event
from models.words import EventState
from tests.browser.hands import PATIENCE_MS, Hands, picks_up
from tests.browser.house import House, copied

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture
def home(template_file: Path, tmp_path: Path) -> Iterator[House]:
    with copied(template_file, tmp_path) as one:
        one.enter("headman")
        yield one


@pytest.fixture
def headman(home: House, page: Page) -> Hands:
    """He has begun his report and is asked how many came."""
    person = picks_up(page, home.chat, home.old_friend("headman", "บุญมา"))
    person.say("รายงานเวที")
    person.reads("จัดวันไหนคะ")
    person.tap("เมื่อวาน")
    person.reads("ชายกี่คน หญิงกี่คนคะ")
    return person


def test_a_form_goes_on_where_it_stood_when_the_worker_was_killed(
    home: House, headman: Hands
) -> None:
    home.kill_worker()
    headman.say("ช20 ญ34")
    assert is_kept_unanswered(home, headman)
    home.start_worker()
    headman.reads("ชาย 20 หญิง 34 รวม 54 คนค่ะ", "วันนั้นคุยกันเรื่องอะไรบ้างคะ")
    headman.say("น้ำประปากับไฟทาง")
    home.kill_worker()  # wherever it is with these words
    home.start_worker()
    headman.reads("เรื่องไหนที่ชาวบ้านห่วงที่สุดคะ")
    finishes(headman)
    [report] = home.rows(ForumReport)
    assert (report.men, report.women, report.topic) == (20, 34, "น้ำประปากับไฟทาง")


def test_a_form_put_aside_before_the_worker_was_killed_is_taken_up_again(
    home: House, headman: Hands
) -> None:
    headman.say("เมนู")
    headman.reads("เลือกได้เลยค่ะ")
    home.kill_worker()
    headman.say("ทำต่อ")
    assert is_kept_unanswered(home, headman)
    home.start_worker()
    headman.reads("ชายกี่คน หญิงกี่คนคะ")
    headman.tap("ไม่ได้นับแยก")
    headman.reads("มากันทั้งหมดกี่คนคะ")


def is_kept_unanswered(home: House, person: Hands) -> bool:
    """Once LINE was told 200, the words wait in the database, and nobody has answered them."""
    before = person.bot.count()
    until = monotonic() + PATIENCE_MS / 1000
    while not any(one.state == EventState.WAITING for one in home.rows(Event)):
        assert monotonic() < until, "what was said while nobody worked did not arrive"
        pause(0.05)
    return person.bot.count() == before


def finishes(person: Hands) -> None:
    person.tap("ข้าม")
    person.reads("มีรูปวันนั้นไหมคะ")
    person.tap("ข้าม")
    person.reads("ดูอีกทีก่อนส่งนะคะ", "ชาย 20 หญิง 34")
    person.tap("ส่งรายงาน")
    person.reads("ได้รับรายงานแล้วค่ะ เลขที่ ว 69/001")
