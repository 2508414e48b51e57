"""Conversation of an elder who does not read: an officer speaks the questions, they are heard."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from models.cases import Case
from models.files import File
from models.stored_forms import SpokenPrompt
from models.surveys import Response
from models.words import FileKind, FileState
from tests.browser.chat import becomes
from tests.browser.hands import Hands, picks_up
from tests.browser.house import MORNING, House, copied
from tests.browser.look import cut
from tests.golden.cast import feedback, waves

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

SHOTS = os.environ.get("WETHI_SCREENSHOTS")  # a folder, for whoever wants to look
FACES = ["🙂 1 ได้พูด", "😐 2 พูดนิดหน่อย", "🙁 3 ไม่ได้พูด"]


@pytest.fixture
def home(template_file: Path, tmp_path: Path) -> Iterator[House]:
    with copied(template_file, tmp_path) as one:
        one.enter("officer")
        with one.database.write() as session:
            waves.forum(session, MORNING)
            feedback.kham(session, MORNING)
        yield one


def test_an_elder_hears_in_kuy_what_an_officer_spoke_and_nobody_knows_who_answered(
    home: House, page: Page
) -> None:
    desk = picks_up(page, home.chat, home.old_friend("officer", "สมร"))
    speaks_the_questions(desk)
    assert {one.language for one in home.rows(SpokenPrompt)} == {"kdt"}
    page.set_viewport_size({"width": 360, "height": 740})
    helper = picks_up(page, home.chat, home.old_friend("kham", "ฝ้าย"))
    helper.phone.evaluate("(phone) => phone.classList.add('phone-large')")  # an old phone's look
    answers_for_an_elder(helper)
    assert cut(page) == []
    [response] = home.rows(Response)
    told = {"helper": "helped", "spoke": "yes", "better": "unsure", "again": "yes"}
    assert (response.person_id, json.loads(response.answers)) == (None, told)
    becomes(lambda: voices_kept(home), 4)
    tells_her_own_matter(helper)
    [case] = home.rows(Case)
    assert case.behalf_name == "ยาย"
    becomes(lambda: voices_kept(home), 5)


def speaks_the_questions(desk: Hands) -> None:
    desk.say("อัดเสียง")
    desk.reads("จะอัดเสียงภาษาไหนคะ")
    desk.tap("กูย")
    for number, words in enumerate(("ได้พูดไหมคะ", "ดีขึ้นไหมคะ", "จะมาอีกไหมคะ", "ครบแล้วค่ะ"), 1):
        desk.reads(words)
        desk.speak()
        desk.hears(number)
        desk.reads("ฟังดูค่ะ ใช้เสียงนี้ไหมคะ")
        _shoot(desk.page, f"spoken-desk-{number}")
        desk.tap("ใช้เสียงนี้")
    desk.reads("ใช้เสียงใหม่แล้วค่ะ 4 จาก 4 ข้อ")


def answers_for_an_elder(helper: Hands) -> None:
    helper.say("เวที K3M9")  # as the forum's QR types it
    helper.reads("ไม่เก็บชื่อ ไม่ตอบก็ได้ค่ะ", "ใครเป็นคนตอบคะ")
    helper.tap("ช่วยคนอื่นตอบ")
    helper.reads("ฟังภาษาไหนดีคะ")
    _shoot(helper.page, "spoken-language")
    helper.tap("กูย")
    helper.hears(1)
    helper.reads("1/3 วันนั้นได้พูดไหมคะ", *FACES)
    _shoot(helper.page, "spoken-question")
    helper.speak()  # she says it instead of pointing at a face
    helper.hears(2)
    helper.reads("1/3 วันนั้นได้พูดไหมคะ")
    expect(helper.bot.filter(has_text="ข้อนี้ไม่เก็บเสียงกับรูปค่ะ ลบให้แล้ว")).to_have_count(1)
    helper.tap(FACES[0])
    helper.hears(3)
    helper.reads("2/3 คุยแล้วมีอะไรดีขึ้นไหมคะ")
    helper.say("2")
    helper.hears(4)
    helper.reads("3/3 ครั้งหน้าจะมาอีกไหมคะ")
    helper.tap("🙂 1 มา")
    helper.hears(5)
    helper.reads("ครบแล้วค่ะ ไม่มีใครรู้ว่าใครตอบ", "ช่วยคนต่อไป", "เลิก")
    _shoot(helper.page, "spoken-thanks")


def tells_her_own_matter(helper: Hands) -> None:
    helper.say("ยายอยากแจ้งเรื่องบัตรคนจนด้วย")
    helper.reads("เรื่องนี้ของใครคะ")
    helper.tap("ของยาย")
    helper.reads("จดเป็นของ ยาย ไม่ใช่ของคุณนะคะ")
    helper.speak()
    helper.reads("ได้ 1 ข้อความ กับ 1 เสียงค่ะ")
    helper.tap("ส่งเรื่อง")
    helper.reads("ตรงไหนคะ")
    helper.tap("โนนสมมุติ ม.94")
    helper.reads("ให้ใครรู้ชื่อได้บ้างคะ")
    helper.tap("1 บอกชื่อได้")
    helper.reads("เกี่ยวกับผู้นำหรือเจ้าหน้าที่คนไหนไหมคะ")
    helper.tap("ไม่เกี่ยว")
    helper.reads("จะให้บอกผลทางไหนดีคะ")
    helper.tap("ไปบอกที่บ้าน")
    helper.reads("รับเรื่องแล้วค่ะ", "จะไม่มีข้อความเรื่องนี้เด้งขึ้นเครื่องนี้นะคะ")
    _shoot(helper.page, "spoken-matter")


def voices_kept(home: House) -> int:
    files = home.rows(File)
    return sum(one.kind is FileKind.AUDIO and one.state is FileState.STORED for one in files)


def _shoot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png")
