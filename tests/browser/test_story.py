"""The whole story in a browser, by taps and typing: from a new phone to an officer's answer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from handlers.staff.service import Grant, grant
from models.cases import Case, CaseAction
from models.files import File
from models.forums import ForumReport
from models.people import Account
from models.words import ActionKind, FileState, IdentityMode, ReportState, StaffRole
from tests.browser.acts import (
    answers,
    complains_about_a_road,
    reads_the_answer,
    sends_photos_of_a_forum,
    tells_the_topics_and_sends,
)
from tests.browser.chat import becomes, open_phone, shows_all
from tests.browser.conftest import opened
from tests.browser.hands import QR, Hands, picks_up, picture, scans
from tests.browser.house import MORNING, House, copied
from tests.browser.look import BUBBLES, cut, foreign_fonts, missing

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

OFFICER = "สมร สำนักงานจังหวัด"
ANSWER = "คุณสายฝนคะ เรื่อง 1 อบต. จะเกลี่ยถนนให้วันศุกร์ช่วงเช้าค่ะ"
SHOTS = os.environ.get("WETHI_SCREENSHOTS")  # a folder, for whoever wants to look


@dataclass(frozen=True)
class Story:
    """A story that has been played: the page it was played on stays open."""

    home: House
    page: Page
    villager: Hands
    officer: Hands
    ids: tuple[str, str]


@pytest.fixture(scope="module")
def home(template_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("story")
    with copied(template_file, folder) as one:
        yield one


@pytest.fixture(scope="module")
def story(browser: Browser, home: House) -> Iterator[Story]:
    home.enter("saifon")
    officer = home.chat.person("สมร")
    _make_officer(home, officer)
    with opened(browser, 1280, 900) as page:
        desk = picks_up(page, home.chat, officer)
        desk.reads("เจ้าหน้าที่จังหวัดกับอำเภอเป็นคนอ่าน")
        villager = scans(page, "สายฝน", QR + quote("ลงชื่อ AD7K"))
        signs_up_and_becomes_a_friend(villager)
        reports_a_forum(villager)
        files_a_case(villager)
        answers(desk, "สร 69/00001", ANSWER)
        desk.reads("ส่งคำตอบเรื่อง 1 ให้แล้วค่ะ")
        reads_the_answer(villager, ANSWER, OFFICER)
        _shoot(page, "story")
        user_id = villager.phone.get_attribute("data-user-id")
        yield Story(home, page, villager, desk, (str(user_id), officer))


def signs_up_and_becomes_a_friend(person: Hands) -> None:
    person.send_what_is_written()
    person.reads("ถูกคนไหมคะ")
    person.tap("ใช่ ฉันเอง")
    person.reads("ลงชื่อให้แล้วค่ะ")
    person.tap("เข้าใจแล้ว")
    person.reads("ลงแผ่นพับหรือเว็บได้ไหมคะ")
    person.tap("ถามก่อนทุกครั้ง")
    person.reads("ลองซ้อมกันนิดนึง")
    _shoot(person.page, "story-chips")
    person.send_photos(picture(4))
    person.reads("ยังไม่ได้กดเพิ่มเพื่อน")
    person.tap("เพิ่มเพื่อน")
    person.reads("ต่อไปข้อความจากเราจะไปถึงคุณแล้ว")


def reports_a_forum(person: Hands) -> None:
    sends_photos_of_a_forum(person)
    person.reads("วันอาทิตย์ที่ 12 ก.ค. 2569 บ้านโนนสมมุติ หมู่ 94 คนมา 54 ถูกไหมคะ")
    person.tap("ถูก")
    person.reads("ชายกี่คน หญิงกี่คนคะ")
    _shoot(person.page, "story-counts")
    person.say("ช20 ญ34")
    tells_the_topics_and_sends(person)
    person.reads("เลขที่ ว 69/001")


def files_a_case(person: Hands) -> None:
    person.say("เมนู")
    person.reads("เลือกได้เลยค่ะ")
    person.tap("แจ้งเรื่อง")
    complains_about_a_road(person, "โนนสมมุติ ม.94")
    person.reads("เลขที่ สร 69/00001")


def test_the_forum_report_stands_in_its_rows_with_three_photos(story: Story) -> None:
    [report] = story.home.rows(ForumReport)
    becomes(lambda: [one.state for one in _photos_of(report, story)], [FileState.STORED] * 3)
    assert len({one.sha256 for one in _photos_of(report, story)}) == 3
    assert (report.number, report.state) == ("ว 69/001", ReportState.SUBMITTED)
    assert (report.men, report.women, report.total) == (20, 34, 54)


def _photos_of(report: ForumReport, story: Story) -> list[File]:
    return [one for one in story.home.rows(File) if one.report_id == report.id]


def test_the_case_names_nobody_and_has_its_answer(story: Story) -> None:
    [case] = story.home.rows(Case)
    kinds = [(one.kind, one.text) for one in story.home.rows(CaseAction)]
    assert case.identity_mode == IdentityMode.WITHHELD
    assert (case.account_id, case.reported_by) == (None, None)
    assert case.sealed_account
    assert (ActionKind.ANSWERED, ANSWER) in kinds


def test_the_tapped_link_made_a_friend_of_the_bot(story: Story) -> None:
    friends = {one.line_user_id: one.friend for one in story.home.rows(Account)}
    assert friends[story.ids[0]] is True
    assert story.home.chat.user(story.ids[0])["friend"] is True


def test_the_officer_is_not_told_the_withheld_name_unasked(story: Story) -> None:
    notice = story.officer.bot.filter(has_text="มีเรื่องใหม่ค่ะ")
    expect(notice).to_have_count(1)
    expect(notice).not_to_contain_text("สายฝน")
    expect(notice).not_to_contain_text("ถนน")


def test_no_glyph_of_the_story_is_missing(story: Story) -> None:
    words = "".join(story.page.locator(".phone").all_inner_texts())
    assert "รับเรื่องแล้วค่ะ" in words
    assert missing(story.page, words, "Sarabun, 'Noto Color Emoji'") == set()
    assert foreign_fonts(story.page, ".phone .log") == set()


@pytest.mark.parametrize("large", [False, True], ids=["plain", "large-text"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_bubble_of_the_story_is_cut_or_sticks_out(
    story: Story, browser: Browser, width: int, large: bool
) -> None:
    with opened(browser, width, 740) as page:
        for user_id in story.ids:
            phone = open_phone(page, story.home.chat, user_id)
            shows_all(phone, story.home.chat, user_id)
            phone.evaluate("(phone, on) => phone.classList.toggle('phone-large', on)", large)
            _keep(page, f"{width}-{'large' if large else 'plain'}-{story.ids.index(user_id)}")
            assert page.locator(BUBBLES).count() > 4
            assert cut(page) == []


def test_a_button_that_is_cut_would_be_noticed(story: Story) -> None:
    button = story.villager.bot.last.get_by_role("button", name="มีคำถาม")
    squeeze = (
        "(one, on) => { one.style.width = on ? '20px' : ''; one.style.whiteSpace = 'nowrap'; }"
    )
    button.evaluate(squeeze, True)
    [found] = cut(story.page)
    button.evaluate(squeeze, False)
    assert "มีคำถาม" in found


def _make_officer(home: House, user_id: str) -> None:
    wanted = Grant(user_id, StaffRole.ADMIN, OFFICER, withheld=True, restricted=True)
    with home.database.write() as session:
        grant(session, wanted, MORNING)


def _shoot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png")


def _keep(page: Page, name: str) -> None:
    """Screenshots of a whole chat, a screen after the other, if somebody asked for them."""
    if not SHOTS:
        return
    log, at, number = page.locator(".log"), 0, 0
    while at < log.evaluate("(log) => log.scrollHeight"):
        log.evaluate("(log, at) => { log.scrollTop = at; }", at)
        number += 1
        _shoot(page, f"{name}-{number}")
        at += int(log.evaluate("(log) => log.clientHeight")) - 60
