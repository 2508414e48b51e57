"""Linking accounts, loading and read marks on the pages, against the real simulator."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chat import Chat, open_phone, simulated

pytestmark = pytest.mark.browser

NONCE = "n0nce-of-the-test"


@pytest.fixture(scope="module")
def chat(browser: Browser) -> Iterator[Chat]:
    with simulated(webhook="http://127.0.0.1:9/") as found:
        yield found


@pytest.fixture
def somebody(chat: Chat) -> str:
    return chat.person("ป้าสมศรี")


def dialog(chat: Chat, user_id: str) -> str:
    """The query of LINE's dialog with a fresh token."""
    token = chat.call("POST", f"/v2/bot/user/{user_id}/linkToken")["linkToken"]
    return f"/dialog/bot/accountLink?{urlencode({'linkToken': token, 'nonce': NONCE})}"


def test_a_button_of_the_bot_asks_and_links(page: Page, chat: Chat, somebody: str) -> None:
    phone = open_phone(page, chat, somebody)
    address = f"https://access.line.me{dialog(chat, somebody)}"
    action = {"type": "uri", "label": "ผูกบัญชี", "uri": address}
    template = {"type": "buttons", "text": "ผูกบัญชีเดิมค่ะ", "actions": [action]}
    chat.push(somebody, {"type": "template", "altText": "ผูก", "template": template})
    phone.get_by_role("button", name="ผูกบัญชี").click()
    phone.get_by_role("dialog").get_by_role("button", name="เชื่อมบัญชี").click()
    expect(phone.locator(".note", has_text="เชื่อมบัญชีแล้ว")).to_be_visible()
    found = chat.webhook_events(somebody, "accountLink", 1)[0]
    assert found["link"] == {"result": "ok", "nonce": NONCE}


def test_the_dialog_of_its_own_names_who_and_links_once(
    page: Page, chat: Chat, somebody: str
) -> None:
    path = dialog(chat, somebody)
    page.goto(chat.base + path)
    expect(page.get_by_role("heading")).to_contain_text("ป้าสมศรี")
    page.get_by_role("button", name="เชื่อมบัญชี").click()
    expect(page.get_by_role("status")).to_contain_text("เชื่อมบัญชีแล้ว")
    page.goto(chat.base + path)
    expect(page.get_by_role("status")).to_contain_text("หมดอายุหรือใช้ไปแล้ว")


def test_a_link_without_its_nonce_is_not_complete(page: Page, chat: Chat) -> None:
    page.goto(f"{chat.base}/dialog/bot/accountLink?linkToken=x")
    expect(page.get_by_role("status")).to_contain_text("ไม่สมบูรณ์")


def test_the_bot_is_writing_until_its_message_comes(page: Page, chat: Chat, somebody: str) -> None:
    phone = open_phone(page, chat, somebody)
    expect(phone.locator(".typing")).to_be_hidden()
    body = {"chatId": somebody, "loadingSeconds": 60}
    chat.call("POST", "/v2/bot/chat/loading/start", body)
    expect(phone.locator(".typing")).to_be_visible()
    chat.push(somebody, {"type": "text", "text": "ได้แล้วค่ะ"})
    expect(phone.locator(".typing")).to_be_hidden()


def test_what_was_read_says_so_and_what_was_not_does_not(
    page: Page, chat: Chat, somebody: str
) -> None:
    chat.call("PUT", "/_simulator/api/faults", {"chat_on": True})
    phone = open_phone(page, chat, somebody)
    for words in ("หนึ่ง", "สอง"):
        body = {"type": "text", "text": words}
        chat.call("POST", f"/_simulator/api/users/{somebody}/messages", body)
    marks = phone.locator('[data-from="user"] .read:visible')
    expect(phone.locator('[data-from="user"]')).to_have_count(2)
    expect(marks).to_have_count(0)
    event = chat.webhook_events(somebody, "message", 2)[0]
    token = {"markAsReadToken": event["message"]["markAsReadToken"]}
    chat.call("POST", "/v2/bot/chat/markAsRead", token)
    expect(marks).to_have_text(["อ่านแล้ว"])
