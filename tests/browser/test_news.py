"""An announcement in a browser, on three phones: written, agreed to by a second officer, noted."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from models.announcements import Announcement, Recipient
from models.staff import AuditEntry
from models.words import AnnouncementState
from tests.browser.chat import open_phone, shows_all
from tests.browser.conftest import opened
from tests.browser.hands import PATIENCE_MS, Hands, picks_up, picture
from tests.browser.house import MORNING, House, copied
from tests.browser.look import BUBBLES, cut, foreign_fonts, missing
from tests.golden.cast.announce import MANY, neighbours
from tests.golden.cast.base import user_id
from tests.golden.cast.feedback import kham
from tests.golden.cast.staff import plain_admin

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

WORDS = "ประชุมแกนนำเวที วันจันทร์ที่ 20 ก.ค. 2569 เวลา 09.30 น. หอประชุมอำเภอกาบเชิง"
FILE, PDF = "วาระประชุม.pdf", b"%PDF-1.4\n%%EOF\n"
PEOPLE = MANY + 1  # the neighbours, whose phones nobody looks at, and the one who takes note
SHOWN = {"plain_admin": "ปรีดา", "officer": "สมร", "kham": "คำ"}
SHOTS = os.environ.get("WETHI_SCREENSHOTS")  # a folder, for whoever wants to look


@dataclass(frozen=True)
class News:
    """An announcement that has been noted: the phones it was played on stay open."""

    home: House
    writer: Hands
    second: Hands
    villager: Hands


@pytest.fixture(scope="module")
def home(template_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("news")
    with copied(template_file, folder) as one:
        one.enter("officer")
        with one.database.write() as session:
            for come in (plain_admin, kham, neighbours):
                come(session, MORNING - timedelta(days=1))
        yield one


@pytest.fixture(scope="module")
def news(browser: Browser, home: House) -> Iterator[News]:
    with ExitStack() as open_ones:
        pages = [open_ones.enter_context(opened(browser, 360, 740)) for _ in SHOWN]
        writer, second, villager = (
            picks_up(page, home.chat, home.old_friend(name, shown))
            for page, (name, shown) in zip(pages, SHOWN.items(), strict=True)
        )
        writes(writer)
        agrees(second)
        takes_note(villager)
        sees_who(writer)
        yield News(home, writer, second, villager)


def writes(officer: Hands) -> None:
    officer.say("ประกาศ")
    officer.reads("จะประกาศว่าอะไรคะ")
    officer.say(WORDS)
    officer.reads("มีคำภาษาอังกฤษด้วยไหมคะ")
    officer.tap("ข้าม")
    officer.reads("มีรูปไหมคะ")
    officer.send_photos(picture(1))
    officer.reads("มีไฟล์หรือหน้าเว็บให้เปิดไหมคะ")
    officer.send_file({"name": FILE, "mimeType": "application/pdf", "buffer": PDF})
    officer.reads("ส่งให้ใครคะ")
    officer.tap("ชาวบ้าน")
    officer.reads("ที่ไหนคะ")
    officer.tap("บางอำเภอ")
    officer.reads("อำเภอไหนคะ")
    officer.tap("กาบเชิง")
    officer.reads("ส่งเมื่อไรคะ")
    officer.tap("ส่งเลย")
    officer.reads(f"ถึงชาวบ้าน อำเภอกาบเชิง {PEOPLE} เครื่อง ส่งเลย", f"ใช้ {PEOPLE} ข้อความ")
    officer.tap("ขออนุมัติ")
    officer.reads("ประกาศ 1 รอเจ้าหน้าที่อีกคนอนุมัติค่ะ")


def agrees(officer: Hands) -> None:
    officer.reads("ประกาศ 1 ของปรีดา สำนักงานจังหวัด รออนุมัติค่ะ")
    officer.tap("ดูก่อนอนุมัติ")
    officer.reads("ปรีดา สำนักงานจังหวัด ขอส่งถึงชาวบ้าน อำเภอกาบเชิง", f"{PEOPLE} เครื่อง")
    officer.tap("อนุมัติ")
    officer.reads("อนุมัติประกาศ 1 แล้วค่ะ")


def takes_note(person: Hands) -> None:
    person.reads("ประกาศจากจังหวัด", WORDS)
    person.tap("รับทราบ")
    person.reads("ขอบคุณค่ะ จดว่ารับทราบแล้ว")


def sees_who(officer: Hands) -> None:
    officer.reads("สมร สำนักงานจังหวัด อนุมัติประกาศ 1 ของคุณแล้วค่ะ")
    officer.tap("ดูผล")
    officer.reads(f"LINE รับไว้แล้ว {PEOPLE}", f"รับทราบ 1 จาก {PEOPLE} คน")
    officer.tap("ใครยังไม่รับทราบ")
    officer.reads("ยังไม่รับทราบ", "บ้านโนนสมมุติ หมู่ 94")
    officer.tap("ใครรับทราบแล้ว")
    officer.reads("รับทราบแล้ว", "ลุงคำ บ้านโนนสมมุติ หมู่ 94")


def test_both_officers_stand_under_what_went_to_everybody_once(news: News) -> None:
    [one] = news.home.rows(Announcement)
    log = news.home.rows(AuditEntry)
    decided = {entry.action: entry.staff_id for entry in log if entry.subject == str(one.id)}
    assert (one.state, one.people, one.messages) == (AnnouncementState.GOING, PEOPLE, PEOPLE)
    assert decided == {
        "announcement.propose": one.author_id,
        "announcement.approve": one.second_id,
    }
    assert one.author_id != one.second_id


def test_one_of_all_has_taken_note(news: News) -> None:
    rows = news.home.rows(Recipient)
    assert len(rows) == PEOPLE
    assert len([row for row in rows if row.acknowledged_at is not None]) == 1


def test_who_has_not_taken_note_is_named_and_who_has_is_not_among_them(news: News) -> None:
    asked = news.writer.bot.filter(has_text="เตือนคนที่ยังไม่รับทราบ")
    names = asked.filter(has_text="บ้านโนนสมมุติ")
    expect(names.last).to_contain_text("ลุงที่", timeout=PATIENCE_MS)
    expect(names.last).not_to_contain_text("ลุงคำ")


def test_the_villager_sees_the_picture_that_the_officer_sent(news: News) -> None:
    image = news.villager.bot.locator("img").first
    expect(image).to_be_visible(timeout=PATIENCE_MS)
    wide = "(image) => image.complete && image.naturalWidth"
    news.villager.page.wait_for_function(wide, arg=image.element_handle(), timeout=PATIENCE_MS)
    assert image.evaluate("(image) => image.naturalWidth / image.naturalHeight") > 1


def test_the_file_that_the_officer_sent_is_saved_by_a_tap(news: News, tmp_path: Path) -> None:
    page = news.villager.page
    news.villager.tap("เปิดไฟล์")
    address = page.locator(".sheet-address").inner_text(timeout=PATIENCE_MS)
    page.keyboard.press("Escape")
    other = page.context.new_page()
    with other.expect_download(timeout=PATIENCE_MS) as saved:
        other.evaluate("(address) => { location.href = address; }", address)
    saved.value.save_as(tmp_path / "saved")
    assert saved.value.suggested_filename == FILE
    assert (tmp_path / "saved").read_bytes() == PDF


def test_no_glyph_of_the_announcement_is_missing(news: News) -> None:
    words = "".join(news.villager.page.locator(".phone").all_inner_texts())
    assert "ประชุมแกนนำเวที" in words
    assert missing(news.villager.page, words, "Sarabun, 'Noto Color Emoji'") == set()
    assert foreign_fonts(news.villager.page, ".phone .log") == set()


@pytest.mark.parametrize("large", [False, True], ids=["plain", "large-text"])
@pytest.mark.parametrize("whose", list(SHOWN))
def test_no_bubble_is_cut_on_a_small_phone(
    news: News, browser: Browser, whose: str, large: bool
) -> None:
    with opened(browser, 360, 740) as page:
        phone = open_phone(page, news.home.chat, user_id(whose))
        shows_all(phone, news.home.chat, user_id(whose))
        phone.evaluate("(phone, on) => phone.classList.toggle('phone-large', on)", large)
        _keep(page, f"news-{whose}-{'large' if large else 'plain'}")
        assert page.locator(BUBBLES).count() > 1
        assert cut(page) == []


def _keep(page: Page, name: str) -> None:
    """Screenshots of a whole chat, a screen after the other, if somebody asked for them."""
    log, at, number = page.locator(".log"), 0, 0
    while SHOTS and at < log.evaluate("(log) => log.scrollHeight"):
        log.evaluate("(log, at) => { log.scrollTop = at; }", at)
        number += 1
        page.screenshot(path=f"{SHOTS}/{name}-{number}.png")
        at += int(log.evaluate("(log) => log.clientHeight")) - 60
