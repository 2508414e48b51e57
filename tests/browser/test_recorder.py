"""A chat on the page becomes a conversation that can be played."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect

from tests.browser.chat import Chat, open_phone, simulated

pytestmark = pytest.mark.browser


@pytest.fixture
def chat() -> Iterator[Chat]:
    with simulated() as found:
        yield found


def choose(phone: Locator, entry: str) -> None:
    phone.get_by_role("button", name="เมนู", exact=True).click()
    phone.get_by_role("menuitem", name=entry).click()


def say(phone: Locator, words: str) -> None:
    phone.get_by_role("textbox", name="ข้อความถึง").fill(words)
    phone.get_by_role("textbox", name="ข้อความถึง").press("Enter")
    expect(phone.get_by_text(words, exact=True)).to_be_visible()


def test_a_groups_menu_records_and_saves_as_well(page: Page, chat: Chat, tmp_path: Path) -> None:
    user = chat.person("ป้าสมศรี", friend=False)
    chat.group("ตลาดเช้า", user)
    phone = open_phone(page, chat, user)
    phone.get_by_role("button", name="ตลาดเช้า").click()
    group = phone.locator(".group-chat")
    choose_in(phone, group, "เริ่มบันทึกบทจากตรงนี้")
    expect(group.get_by_text("เริ่มบันทึกแล้ว")).to_be_visible()
    say(group, "ราคา")
    with page.expect_download() as download:
        choose_in(phone, group, "เก็บบทสนทนาเป็นไฟล์ทดสอบ")
    download.value.save_as(tmp_path / "play.yaml")
    found = yaml.safe_load((tmp_path / "play.yaml").read_text(encoding="utf-8"))
    assert found["groups"] == {"ตลาดเช้า": {"members": ["ป้าสมศรี"], "bot": True}}
    assert found["steps"] == [{"say": "ราคา", "in": "ตลาดเช้า"}]


def choose_in(phone: Locator, group: Locator, entry: str) -> None:
    group.get_by_role("button", name="เมนูของกลุ่ม").click()
    phone.get_by_role("menuitem", name=entry).click()


def test_the_menu_of_a_phone_saves_what_was_said_since_the_beginning_was_set(
    page: Page, chat: Chat, tmp_path: Path
) -> None:
    user = chat.person("ป้าสมศรี")
    phone = open_phone(page, chat, user)
    say(phone, "ก่อนหน้า")
    choose(phone, "เริ่มบันทึกบทจากตรงนี้")
    expect(phone.get_by_text("เริ่มบันทึกแล้ว")).to_be_visible()
    say(phone, "ราคา")
    chat.push(user, {"type": "text", "text": "40 บาท"})
    expect(phone.get_by_text("40 บาท")).to_be_visible()
    with page.expect_download() as download:
        choose(phone, "เก็บบทสนทนาเป็นไฟล์ทดสอบ")
    download.value.save_as(tmp_path / "play.yaml")
    found = yaml.safe_load((tmp_path / "play.yaml").read_text(encoding="utf-8"))
    assert found["people"] == {"ป้าสมศรี": {"friend": True}}
    assert found["steps"] == [{"say": "ราคา"}, {"bot": [{"text": "40 บาท"}]}]
