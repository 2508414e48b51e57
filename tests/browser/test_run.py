"""What README promises a stranger: `make run`, the printed address, a phone, and an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import opened
from tests.browser.hands import PATIENCE_MS, Hands, picture
from tests.support.run import Run, free_ports
from tests.support.tree import clone, installed

pytestmark = [pytest.mark.browser, pytest.mark.journey, pytest.mark.timeout(400)]

ANSWER = "อบต. จะเกลี่ยถนนให้วันศุกร์ช่วงเช้าค่ะ"
OFFICER = "สมร สำนักงานจังหวัด"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    one = Run(installed(clone(tmp_path_factory.mktemp("clone"))), *free_ports())
    try:
        yield one.until("Ctrl-C")
    finally:
        one.end()


@pytest.fixture
def page(browser: Browser, run: Run) -> Iterator[Page]:
    """What stands at the address that was printed."""
    printed = re.search(r"Phones: +(\S+)", run.said)
    assert printed is not None, run.said
    with opened(browser, 1600, 900) as fresh:
        fresh.goto(printed[1])
        yield fresh


def test_a_stranger_reports_complains_and_is_answered(page: Page) -> None:
    kaeo, officer = _picks_up(page, "คุณแก้ว"), _picks_up(page, "สมร")
    becomes_a_friend(kaeo)
    reports_a_forum(kaeo)
    number = complains_about_a_road(kaeo)
    answers(officer, number)
    kaeo.reads(ANSWER)
    expect(kaeo.bot.last.locator(".sender")).to_have_text(OFFICER, timeout=PATIENCE_MS)


def _picks_up(page: Page, name: str) -> Hands:
    phone = page.get_by_role("region", name=f"โทรศัพท์ของ {name}")
    phone.wait_for()
    return Hands(page, phone)


def becomes_a_friend(person: Hands) -> None:
    person.phone.get_by_role("button", name="เพิ่มเพื่อน").click()
    person.reads("เจ้าหน้าที่จังหวัดกับอำเภอเป็นคนอ่าน")


def reports_a_forum(person: Hands) -> None:
    person.send_photos(picture(1), picture(2), picture(3))
    person.say("เมื่อวานประชุมหมู่บ้าน คนมา 54")
    person.reads("ได้รูป 3 รูป กับข้อความ 1 ข้อความแล้วค่ะ")
    person.tap("รายงานเวที")
    where_it_was(person)
    person.reads("คนมา 54 ถูกไหมคะ")
    person.tap("ถูก")
    person.reads("ชายกี่คน หญิงกี่คนคะ")
    person.tap("ไม่ได้นับแยก")
    person.reads("วันนั้นคุยกันเรื่องอะไรบ้างคะ")
    person.say("น้ำประปากับไฟทาง")
    person.reads("เรื่องไหนที่ชาวบ้านห่วงที่สุดคะ")
    person.tap("ข้าม")
    person.reads("ในรูปมีเด็ก")
    person.tap("ไม่มี")
    person.reads("ดูอีกทีก่อนส่งนะคะ", "รูป 3")
    person.tap("ส่งรายงาน")
    person.reads("ได้รับรายงานแล้วค่ะ เลขที่ ว ")


def where_it_was(person: Hands) -> None:
    """Nothing is known of her village."""
    person.reads("จัดที่อำเภอไหนคะ")
    person.tap("กาบเชิง")
    person.reads("ตำบลไหนคะ")
    person.tap("กาบเชิง")
    person.reads("หมู่บ้านไหนคะ")
    person.tap("บ้านโนนสมมุติ หมู่ 94")


def complains_about_a_road(person: Hands) -> str:
    """Returns the number of the case."""
    person.say("แจ้งเรื่อง")
    person.reads("เล่ามาได้เลยค่ะ")
    person.say("รถขนดินวิ่งทั้งคืน ถนนหน้าบ้านพังหมดแล้ว")
    person.reads("มีอีกไหมคะ")
    person.tap("ส่งเรื่อง")
    person.reads("ตรงไหนคะ")
    person.tap("ข้าม")
    person.reads("ให้ใครรู้ชื่อได้บ้างคะ")
    person.tap("2 รู้แค่ศูนย์ดำรงธรรม")
    person.reads("เกี่ยวกับผู้นำหรือเจ้าหน้าที่คนไหนไหมคะ")
    person.tap("ไม่เกี่ยว")
    person.reads("รับเรื่องแล้วค่ะ เลขที่ สร ")
    found = re.search(r"สร\s\d\d/\d{5}", person.bot.last.inner_text())
    assert found is not None
    return found[0]


def answers(officer: Hands, number: str) -> None:
    officer.reads(f"มีเรื่องใหม่ค่ะ เลขที่ {number}")
    officer.tap("ดูเรื่อง")
    officer.reads("ถนนหน้าบ้านพังหมดแล้ว")
    officer.tap("ตอบ")
    officer.reads("พิมพ์คำตอบได้เลยค่ะ")
    officer.say(ANSWER)
    officer.reads(ANSWER)
    officer.tap("ส่ง")
    officer.reads("ให้แล้วค่ะ")
