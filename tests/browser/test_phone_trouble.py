"""The phones' page where something is strange, old, slow or gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from simulator.config import Config
from simulator.thread import running
from tests.browser.chat import TOKEN, Chat, deaf_phone, hears, held_call, hold, open_phone

pytestmark = pytest.mark.browser

CONFIG = Config(channel_secret="s", channel_token=TOKEN)
OLD = """
  delete Intl.Segmenter;
  Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no"); } });
"""


@pytest.fixture(scope="module")
def chat(browser: Browser) -> Iterator[Chat]:
    with running(CONFIG) as base:
        yield Chat(base)


def item(seq: int, message: Any, by: str = "bot") -> dict[str, Any]:
    at = f"2026-07-13T03:00:{seq:02}.000Z"
    return {"seq": seq, "from": by, "message": message, "at": at, "id": f"m{seq}", "unsent": False}


def test_a_message_that_nobody_can_draw_leaves_the_others_standing(
    page: Page, chat: Chat, somebody: str
) -> None:
    strange = [None, 5, {"type": {"toString": 1}}, {"type": "text", "emojis": 5, "text": {}}]
    broken = {
        "type": "template",
        "altText": "แบบเก่า",
        "template": {"type": "carousel", "columns": 5},
    }
    messages = [*strange, broken, {"type": "text", "text": "ยังอยู่ค่ะ"}]
    items = [item(place + 1, message) for place, message in enumerate(messages)]
    page.route("**/messages?after=*", lambda route: route.fulfill(json=items))
    phone = open_phone(page, chat, somebody)
    expect(phone.locator('[data-from="bot"]')).to_have_count(len(messages))
    expect(phone.get_by_text("แบบเก่า")).to_be_visible()
    expect(phone.get_by_text("ยังอยู่ค่ะ")).to_be_visible()
    page.unroute_all(behavior="ignoreErrors")


def test_an_old_browser_shows_the_page_and_its_other_language(
    page: Page, chat: Chat, somebody: str
) -> None:
    page.add_init_script(OLD)
    phone = open_phone(page, chat, somebody)
    expect(page.locator(f'[data-person="{somebody}"] .avatar')).to_have_text("ผู้")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Add a phone")).to_be_visible()
    expect(phone).to_be_visible()


def test_words_that_could_not_be_sent_come_back_before_what_was_written_since(
    page: Page, chat: Chat, somebody: str
) -> None:
    phone = open_phone(page, chat, somebody)
    held: list[Route] = []
    page.route(
        f"**/users/{somebody}/messages", lambda one: one.abort() if held else hold(held)(one)
    )
    field = phone.get_by_role("textbox", name="ข้อความถึง")
    for words in ("หนึ่ง", "สอง"):
        field.fill(words)
        field.press("Enter")
    field.fill("ยังไม่ได้ส่ง")
    held_call(page, held).abort()
    expect(field).to_have_value("หนึ่ง\nสอง\nยังไม่ได้ส่ง")
    assert chat.items(somebody) == []


def test_what_is_written_first_arrives_first(page: Page, chat: Chat, somebody: str) -> None:
    phone = open_phone(page, chat, somebody)
    held: list[Route] = []
    page.route(f"**/users/{somebody}/messages", hold(held), times=1)
    field = phone.get_by_role("textbox", name="ข้อความถึง")
    for words in ("หนึ่ง", "สอง"):
        field.fill(words)
        field.press("Enter")
    route = held_call(page, held)
    assert chat.items(somebody) == []
    route.continue_()
    expect(phone.locator('[data-from="user"]')).to_have_count(2)
    assert [one["message"]["text"] for one in chat.items(somebody)] == ["หนึ่ง", "สอง"]


def test_a_page_that_was_opened_too_early_tries_again(
    page: Page, chat: Chat, somebody: str
) -> None:
    page.route("**/_simulator/api/faults", lambda route: route.abort(), times=1)
    phone = open_phone(page, chat, somebody)
    expect(phone).to_be_visible()
    expect(page.locator(".problem")).to_have_text("")


def test_a_call_that_fails_is_told_in_the_toolbar(page: Page, chat: Chat, somebody: str) -> None:
    open_phone(page, chat, somebody)
    answer = {"status": 500, "json": {"message": "พังอยู่"}}
    page.route("**/_simulator/api/faults", lambda route: route.fulfill(**answer))
    page.get_by_role("button", name="ความขัดข้อง").click()
    expect(page.locator(".problem")).to_have_text("พังอยู่")


def test_a_simulator_that_was_started_again_is_not_mixed_with_what_was(page: Page) -> None:
    with running(CONFIG) as base:
        open_phone(page, Chat(base), same_person(base, "ของเดิม"))
        expect(page.get_by_text("ของเดิม")).to_be_visible()
    port = urlsplit(base).port
    assert port
    with running(replace(CONFIG, port=port)):
        same_person(base, "ของใหม่")
        expect(page.get_by_text("ของใหม่")).to_be_visible()
        expect(page.get_by_text("ของเดิม")).to_have_count(0)


def same_person(base: str, words: str) -> str:
    """With one message on the phone."""
    chat, user_id = Chat(base), "U" + "a" * 32
    chat.call("POST", "/_simulator/api/users", {"displayName": "ก", "userId": user_id})
    chat.push(user_id, {"type": "text", "text": words})
    return user_id


def test_what_was_taken_back_unheard_is_gone_after_the_line_is_back(
    page: Page, chat: Chat, somebody: str
) -> None:
    said = chat.call(
        "POST", f"/_simulator/api/users/{somebody}/messages", {"type": "text", "text": "พิมพ์ผิด"}
    )
    page.route("**/_simulator/api/events", lambda route: route.abort())
    phone = deaf_phone(page, chat, somebody)
    expect(phone.get_by_text("พิมพ์ผิด")).to_be_visible()
    path = f"/_simulator/api/users/{somebody}/unsend"
    chat.call("POST", path, {"messageId": said["messageId"]})
    page.unroute("**/_simulator/api/events")
    expect(phone.get_by_text("ยกเลิกข้อความแล้ว")).to_be_visible()
    expect(phone.get_by_text("พิมพ์ผิด")).to_have_count(0)


def test_an_older_copy_that_comes_late_brings_nothing_back(
    page: Page, chat: Chat, somebody: str
) -> None:
    path = f"/_simulator/api/users/{somebody}"
    said = chat.call("POST", f"{path}/messages", {"type": "text", "text": "พิมพ์ผิด"})
    older = chat.items(somebody)
    chat.call("POST", f"{path}/unsend", {"messageId": said["messageId"]})
    page.route("**/_simulator/api/events", lambda route: route.abort())
    phone = deaf_phone(page, chat, somebody)
    expect(phone.get_by_text("ยกเลิกข้อความแล้ว")).to_be_visible()
    page.route("**/messages?after=*", lambda route: route.fulfill(json=older), times=1)
    with page.expect_response("**/messages?after=*"):
        page.unroute("**/_simulator/api/events")
    hears(page)
    chat.push(somebody, {"type": "text", "text": "รับทราบค่ะ"})
    expect(phone.get_by_text("รับทราบค่ะ")).to_be_visible()
    expect(phone.get_by_text("พิมพ์ผิด")).to_have_count(0)


def test_trouble_made_elsewhere_shows_on_the_page(page: Page, chat: Chat, somebody: str) -> None:
    open_phone(page, chat, somebody)
    expect(page.get_by_role("button", name="ความขัดข้อง")).to_have_text("ความขัดข้อง")
    chat.call("PUT", "/_simulator/api/faults", {"rate_500": 0.5})
    expect(page.get_by_role("button", name="ความขัดข้อง (เปิดอยู่)")).to_be_visible()
    chat.call("PUT", "/_simulator/api/faults", {"rate_500": 0})
    expect(page.get_by_role("button", name="ความขัดข้อง")).to_have_text("ความขัดข้อง")


@pytest.mark.parametrize("may", [True, False])
def test_copying_is_said_only_when_it_was_done(
    page: Page, chat: Chat, somebody: str, may: bool
) -> None:
    if may:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    else:
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    phone = open_phone(page, chat, somebody)
    phone.get_by_role("button", name="เมนู").click()
    phone.get_by_role("menuitem", name="คัดลอกรหัสผู้ใช้").click()
    if may:
        expect(phone.get_by_text("คัดลอกแล้ว")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == somebody
    else:
        expect(phone.get_by_role("dialog").locator("textarea")).to_have_value(somebody)
        expect(phone.get_by_text("คัดลอกแล้ว")).to_have_count(0)
        assert page.evaluate("getSelection().toString()") == somebody


def test_befriending_a_blocked_bot_unblocks_it_and_says_so_once(
    page: Page, chat: Chat, somebody: str
) -> None:
    chat.call("POST", f"/_simulator/api/users/{somebody}/block")
    phone = open_phone(page, chat, somebody)
    for _ in range(2):
        phone.get_by_role("button", name="เมนู").click()
        phone.get_by_role("menuitem", name="สแกนลิงก์").click()
        phone.get_by_label("ลิงก์จาก QR").fill("https://line.me/R/ti/p/@simulator")
        phone.get_by_role("dialog").get_by_role("button", name="ตกลง").click()
        expect(phone.get_by_role("textbox", name="ข้อความถึง")).to_be_visible()
    phone.get_by_role("textbox", name="ข้อความถึง").fill("จบ")
    phone.get_by_role("textbox", name="ข้อความถึง").press("Enter")
    expect(phone.locator('[data-from="user"]')).to_have_count(1)
    expect(phone.get_by_text("เพิ่มเป็นเพื่อนแล้ว")).to_have_count(1)
    assert chat.user(somebody)["blocked"] is False
