"""Groups on the simulator's phones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chat import Chat, becomes, open_phone, simulated
from tests.browser.look import cut
from tests.contract.receiver import receiving

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=alert(1)> \u202eกขค"
LONG = "ผู้ใหญ่บ้านสมชาย อยู่เย็นเป็นสุขวัฒนาพานิชกุล ณ บ้านโนนสูงหมู่เจ็ด"
BOT = "น้องเวที"


@pytest.fixture
def chat() -> Iterator[Chat]:
    """With a bot that hears all and says nothing."""
    with receiving() as bot, simulated(webhook=bot.url, bot_name=BOT) as found:
        yield found


@pytest.fixture
def pair(chat: Chat) -> tuple[str, str]:
    return chat.person("สมหญิง"), chat.person("สมชาย")


def _group(phone: Locator, place: int = 1) -> Locator:
    """Opens the phone's group; 0 is the chat with the account."""
    phone.locator(".chat-tab").nth(place).click()
    return phone.locator(".group-chat:visible")


def _write(group: Locator, words: str) -> None:
    group.locator("textarea").press_sequentially(words)
    group.get_by_role("button", name="ส่ง", exact=True).click()


def _of_bubble(phone: Locator, words: str, entry: str) -> None:
    row = phone.locator(".row", has_text=words)
    row.hover()
    row.get_by_role("button", name="ตัวเลือกของข้อความ").click()
    phone.get_by_role("menuitem", name=entry).click()


def test_a_group_is_made_on_a_phone_and_the_bot_invited(
    page: Page, chat: Chat, pair: tuple[str, str]
) -> None:
    chat.call("PUT", "/_simulator/api/faults", {"join_groups": True})
    phone = open_phone(page, chat, pair[0])
    phone.get_by_role("button", name="เมนู", exact=True).click()
    phone.get_by_role("menuitem", name="สร้างกลุ่ม").click()
    phone.get_by_label("ชื่อกลุ่ม").fill("บ้านโนนสูง")
    phone.get_by_label("สมชาย").check()
    phone.get_by_role("button", name="สร้าง", exact=True).click()
    expect(phone.locator(".group-chat .note").last).to_have_text(f"{BOT} เข้ากลุ่มแล้ว")
    made = chat.call("GET", "/_simulator/api/groups")[0]
    assert (made["name"], made["members"], made["bot"]) == ("บ้านโนนสูง", list(pair), True)


def test_a_bot_that_may_not_join_is_said_to_be_kept_out(
    page: Page, chat: Chat, pair: tuple[str, str]
) -> None:
    chat.call("POST", "/_simulator/api/groups", {"name": "ก", "members": [pair[0]]})
    phone = open_phone(page, chat, pair[0])
    group = _group(phone)
    group.get_by_role("button", name="เมนูของกลุ่ม").click()
    phone.get_by_role("menuitem", name=f"ชวน {BOT}").click()
    expect(group.locator(".note").last).to_contain_text("เข้ากลุ่มไม่ได้")


def test_who_speaks_in_a_group_is_named_on_the_others_phones(
    page: Page, chat: Chat, pair: tuple[str, str]
) -> None:
    chat_id = chat.group("บ้านโนนสูง", *pair)
    group = _group(open_phone(page, chat, pair[0]))
    chat.say_in(chat_id, pair[1], "มาแล้วจ้า")
    chat.push(chat_id, {"type": "text", "text": "สวัสดีค่ะ"})
    expect(group.locator(".sender")).to_have_text(["สมชาย", BOT])
    _write(group, "เหมือนกัน")
    expect(group.locator(".row-user")).to_contain_text("เหมือนกัน")
    assert chat.webhook_events(pair[0], "message", 1)[0]["source"]["groupId"] == chat_id


def test_only_who_was_chosen_after_an_at_is_mentioned(
    page: Page, chat: Chat, pair: tuple[str, str]
) -> None:
    chat.group("บ้านโนนสูง", *pair)
    group = _group(open_phone(page, chat, pair[0]))
    _write(group, f"@{BOT} อยู่ไหม")
    expect(group.locator(".row-user")).to_have_count(1)
    group.locator("textarea").press_sequentially("ถาม @น้อง")
    group.get_by_role("button", name=f"@{BOT}").click()
    _write(group, "หน่อย")
    expect(group.locator(".mention")).to_have_text(f"@{BOT}")
    plain, named = chat.webhook_events(pair[0], "message", 2)
    assert "mention" not in plain["message"]
    found = named["message"]["mention"]["mentionees"][0]
    assert (found["index"], found["length"], found["isSelf"]) == (4, 9, True)


def test_an_edited_bubble_changes_on_every_phone(
    page: Page, chat: Chat, pair: tuple[str, str]
) -> None:
    chat_id = chat.group("บ้านโนนสูง", *pair)
    page.goto(f"{chat.base}/_simulator/?user={pair[0]}&user={pair[1]}")
    phones = [page.locator(f'[data-user-id="{one}"]') for one in pair]
    groups = [_group(phone) for phone in phones]
    _write(groups[0], "ประชุมวันจันทร")
    _of_bubble(phones[0], "ประชุมวันจันทร", "แก้ไขข้อความ")
    phones[0].locator(".edit-words").fill("ประชุมวันจันทร์ครับ")
    phones[0].get_by_role("button", name="ตกลง").click()
    for group in groups:
        expect(group.locator(".row")).to_contain_text(["ประชุมวันจันทร์ครับแก้ไขแล้ว"])
    edited = chat.webhook_events(pair[0], "messageEdited", 1)[0]
    assert (edited["message"]["text"], edited["source"]["groupId"]) == (
        "ประชุมวันจันทร์ครับ",
        chat_id,
    )


def test_what_is_taken_back_goes_from_every_phone(
    page: Page, chat: Chat, pair: tuple[str, str]
) -> None:
    chat_id = chat.group("บ้านโนนสูง", *pair)
    phone = open_phone(page, chat, pair[0])
    group = _group(phone)
    chat.say_in(chat_id, pair[0], "พูดผิด")
    _of_bubble(phone, "พูดผิด", "ยกเลิกข้อความ")
    expect(group.locator(".note").last).to_have_text("สมหญิง ยกเลิกข้อความแล้ว")
    assert chat.webhook_events(pair[0], "unsend", 1)[0]["source"]["groupId"] == chat_id


def test_nobody_edits_the_words_of_others(page: Page, chat: Chat, pair: tuple[str, str]) -> None:
    chat_id = chat.group("บ้านโนนสูง", *pair)
    phone = open_phone(page, chat, pair[0])
    group = _group(phone)
    chat.say_in(chat_id, pair[1], "ของสมชาย")
    row = group.locator(".row", has_text="ของสมชาย")
    row.hover()
    row.get_by_role("button", name="ตัวเลือกของข้อความ").click()
    expect(phone.get_by_role("menuitem")).to_have_text(["คัดลอก"])


def test_who_leaves_a_group_is_back_in_the_chat_with_the_bot(
    page: Page, chat: Chat, pair: tuple[str, str]
) -> None:
    chat_id = chat.group("บ้านโนนสูง", *pair)
    phone = open_phone(page, chat, pair[0])
    _group(phone).get_by_role("button", name="เมนูของกลุ่ม").click()
    phone.get_by_role("menuitem", name="ออกจากกลุ่ม", exact=True).click()
    expect(phone.locator(".group-chat:visible")).to_have_count(0)
    expect(phone.locator(".chats")).to_be_hidden()
    expect(phone.get_by_role("textbox", name=f"ข้อความถึง {BOT}")).to_be_visible()
    assert chat.call("GET", f"/_simulator/api/groups/{chat_id}")["members"] == [pair[1]]


def test_a_chat_that_nobody_looks_at_counts_what_is_unread(
    page: Page, chat: Chat, pair: tuple[str, str]
) -> None:
    chat_id = chat.group("บ้านโนนสูง", *pair)
    phone = open_phone(page, chat, pair[0])
    tabs = phone.locator(".chat-tab")
    for words in ("หนึ่ง", "สอง"):
        chat.say_in(chat_id, pair[1], words)
    expect(tabs.nth(1).locator(".badge")).to_have_text("2")
    _group(phone)
    expect(tabs.nth(1).locator(".badge")).to_have_count(0)
    chat.push(pair[0], {"type": "text", "text": "ถึงคุณคนเดียวค่ะ"})
    expect(tabs.nth(0).locator(".badge")).to_have_text("1")


def test_a_phone_that_was_closed_knows_which_chat_has_news(
    page: Page, chat: Chat, pair: tuple[str, str]
) -> None:
    chat_id = chat.group("บ้านโนนสูง", *pair)
    open_phone(page, chat, pair[0])
    other = page.locator(f'[data-person="{pair[1]}"]')
    chat.say_in(chat_id, pair[0], "มาดูหน่อย")
    expect(other.locator(".badge")).to_have_text("1")
    other.click()
    tab = page.locator(f'[data-user-id="{pair[1]}"] .chat-tab').nth(1)
    expect(tab.locator(".badge")).to_have_text("1")


def test_a_quick_reply_in_a_group_is_tapped_for_the_group(
    page: Page, chat: Chat, pair: tuple[str, str]
) -> None:
    chat_id = chat.group("บ้านโนนสูง", *pair)
    group = _group(open_phone(page, chat, pair[0]))
    action = {"type": "postback", "label": "ไปคุยส่วนตัว", "data": "private"}
    quick = {"items": [{"type": "action", "action": action}]}
    chat.push(chat_id, {"type": "text", "text": "สวัสดีค่ะ", "quickReply": quick})
    group.get_by_role("button", name="ไปคุยส่วนตัว").click()
    event = chat.webhook_events(pair[0], "postback", 1)[0]
    assert (event["postback"]["data"], event["source"]["groupId"]) == ("private", chat_id)


def test_who_stays_unknown_says_so_in_the_phones_menu(
    page: Page, chat: Chat, pair: tuple[str, str]
) -> None:
    phone = open_phone(page, chat, pair[0])
    phone.get_by_role("button", name="เมนู", exact=True).click()
    phone.get_by_role("menuitem", name="ไม่ให้บัญชีทางการรู้ว่าเป็นใครในกลุ่ม").click()
    phone.get_by_role("button", name="เมนู", exact=True).click()
    expect(phone.get_by_role("menuitem", name="ให้บัญชีทางการรู้", exact=False).last).to_be_visible()
    becomes(lambda: chat.user(pair[0])["consents"], False)


@pytest.mark.parametrize("width", [1280, 390])
def test_long_and_hostile_names_stay_words_in_their_place(
    page: Page, chat: Chat, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    people = [chat.person(name) for name in ("สมหญิง", LONG, HOSTILE)]
    chat_id = chat.group(LONG, *people)
    group = _group(open_phone(page, chat, people[0]))
    for speaker in people[1:]:
        chat.say_in(chat_id, speaker, "สวัสดีทุกคน")
    expect(group.locator(".sender")).to_have_text([LONG, HOSTILE])
    assert cut(page, ".group-chat .line > :first-child") == []
    assert _outside(page) == []
    assert page.locator("img").count() == 0


def _outside(page: Page) -> Any:
    """Names, tabs and bars that stick out of their phone."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".phone")].flatMap((phone) => {
          const outer = phone.getBoundingClientRect();
          const parts = phone.querySelectorAll(".sender, .bar-title, .owner, .chat-name");
          return [...parts].filter((part) => part.getBoundingClientRect().right > outer.right + 1)
            .map((part) => part.textContent);
        })"""
    )
