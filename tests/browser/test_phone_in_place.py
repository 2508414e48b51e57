"""What stands on the page stays while something else happens: focus, presses, a playing voice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.chat import Chat, open_phone, simulated

pytestmark = pytest.mark.browser

MARK = "(node) => { node.marked = true; }"
IS_MARKED = "(node) => node.marked === true"


@pytest.fixture(scope="module")
def chat(browser: Browser) -> Iterator[Chat]:
    with simulated() as found:
        yield found


def say(chat: Chat, user: str, **message: Any) -> str:
    path = f"/_simulator/api/users/{user}/messages"
    return str(chat.call("POST", path, message)["messageId"])


def ask(*labels: str) -> dict[str, Any]:
    actions = [{"type": "message", "label": label, "text": label} for label in labels]
    items = [{"type": "action", "action": action} for action in actions]
    return {"type": "text", "text": "จัดวันไหนคะ", "quickReply": {"items": items}}


def test_the_list_of_people_keeps_the_focus_while_others_come(
    page: Page, phone: Locator, chat: Chat, somebody: str
) -> None:
    entry = page.locator(f'[data-person="{somebody}"]')
    entry.focus()
    other = chat.person("คนใหม่")
    expect(page.locator(f'[data-person="{other}"]')).to_be_visible()
    expect(entry).to_be_focused()


def test_a_press_on_a_name_counts_though_a_message_comes_in_between(
    page: Page, phone: Locator, chat: Chat, somebody: str
) -> None:
    phone.get_by_role("button", name="ซ่อนโทรศัพท์นี้").click()
    entry = page.locator(f'[data-person="{somebody}"]')
    entry.hover()
    page.mouse.down()
    chat.push(somebody, {"type": "text", "text": "ข้อความใหม่"})
    expect(entry.locator(".badge")).to_have_text("1")
    page.mouse.up()
    expect(phone).to_be_visible()


def test_chips_stay_the_same_while_something_else_changes(
    phone: Locator, chat: Chat, somebody: str
) -> None:
    first = say(chat, somebody, type="text", text="พิมพ์ผิด")
    chat.push(somebody, ask("ข้าม"))
    chip = phone.get_by_role("button", name="ข้าม")
    chip.focus()
    chat.call("POST", f"/_simulator/api/users/{somebody}/unsend", {"messageId": first})
    expect(phone.get_by_text("ยกเลิกข้อความแล้ว")).to_be_visible()
    expect(chip).to_be_focused()


def test_after_a_chip_the_next_words_can_be_typed(
    phone: Locator, chat: Chat, somebody: str
) -> None:
    chat.push(somebody, ask("ข้าม"))
    phone.get_by_role("button", name="ข้าม").click()
    expect(phone.get_by_role("textbox", name="ข้อความถึง")).to_be_focused()


def test_taking_one_message_back_leaves_the_other_bubbles_alone(
    phone: Locator, chat: Chat, somebody: str
) -> None:
    first = say(chat, somebody, type="text", text="พิมพ์ผิด")
    say(chat, somebody, type="audio", size=5000, duration=1000)
    voice = phone.locator("audio")
    voice.evaluate(MARK)
    chat.call("POST", f"/_simulator/api/users/{somebody}/unsend", {"messageId": first})
    expect(phone.get_by_text("ยกเลิกข้อความแล้ว")).to_be_visible()
    assert voice.evaluate(IS_MARKED)


def test_a_speaker_is_named_again_after_a_message_that_was_taken_back(
    page: Page, chat: Chat, somebody: str
) -> None:
    same: dict[str, Any] = {"from": "bot", "at": "2026-07-13T03:00:00.000Z", "sender": None}
    told = [
        same | {"seq": seq, "id": str(seq), "unsent": seq == 1, "message": words(seq)}
        for seq in (3, 1, 2)
    ]
    page.route("**/messages?after=*", lambda route: route.fulfill(json=told))
    phone = open_phone(page, chat, somebody)
    expect(phone.locator(".row .bubble")).to_have_text(["2", "3"])
    expect(phone.locator(".row").first.locator(".sender")).to_have_count(1)
    expect(phone.locator(".row").last.locator(".sender")).to_have_count(0)


def words(seq: int) -> dict[str, str]:
    return {"type": "text", "text": str(seq)}
