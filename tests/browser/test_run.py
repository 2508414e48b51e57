"""What README promises a stranger: `make run`, the printed address, a phone, and an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.acts import (
    answers,
    complains_about_a_road,
    reads_the_answer,
    sends_photos_of_a_forum,
    tells_the_topics_and_sends,
)
from tests.browser.conftest import opened
from tests.browser.hands import Hands
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
    answers(officer, files_a_case(kaeo), ANSWER)
    reads_the_answer(kaeo, ANSWER, OFFICER)


def _picks_up(page: Page, name: str) -> Hands:
    phone = page.get_by_role("region", name=f"โทรศัพท์ของ {name}")
    phone.wait_for()
    return Hands(page, phone)


def becomes_a_friend(person: Hands) -> None:
    person.phone.get_by_role("button", name="เพิ่มเพื่อน").click()
    person.reads("เจ้าหน้าที่จังหวัดกับอำเภอเป็นคนอ่าน")


def reports_a_forum(person: Hands) -> None:
    sends_photos_of_a_forum(person)
    where_it_was(person)
    person.reads("คนมา 54 ถูกไหมคะ")
    person.tap("ถูก")
    person.reads("ชายกี่คน หญิงกี่คนคะ")
    person.tap("ไม่ได้นับแยก")
    tells_the_topics_and_sends(person)


def where_it_was(person: Hands) -> None:
    """Nothing is known of her village."""
    person.reads("จัดที่อำเภอไหนคะ")
    person.tap("กาบเชิง")
    person.reads("ตำบลไหนคะ")
    person.tap("กาบเชิง")
    person.reads("หมู่บ้านไหนคะ")
    person.tap("บ้านโนนสมมุติ หมู่ 94")


def files_a_case(person: Hands) -> str:
    """Returns its number."""
    person.say("แจ้งเรื่อง")
    complains_about_a_road(person, "ข้าม")
    found = re.search(r"สร\s\d\d/\d{5}", person.bot.last.inner_text())
    assert found is not None
    return found[0]
