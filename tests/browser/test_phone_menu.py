"""The rich menu on the phone page, against the real simulator; the bot is this test."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from urllib.request import Request, urlopen

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.chat import TOKEN, Chat, becomes, open_phone, simulated
from tests.browser.look import box

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 1200, 810
REPORT = {"type": "message", "label": "รายงานเวที", "text": "รายงานเวที"}
TELL = {"type": "postback", "label": "แจ้งเรื่อง", "data": "tell"}
NEXT = {"type": "richmenuswitch", "label": "หน้าถัดไป", "richMenuAliasId": "page-2", "data": "p2"}
BACK = {"type": "postback", "label": "หน้าแรก", "data": "p1"}


@pytest.fixture
def chat(browser: Browser) -> Iterator[Chat]:
    with simulated(webhook="http://127.0.0.1:9/") as found:
        yield found


def made(chat: Chat, *actions: dict[str, Any], **parts: object) -> str:
    """A menu whose areas are equal columns, with a picture of them."""
    column = WIDTH // len(actions)
    areas = [
        {"bounds": {"x": place * column, "y": 0, "width": column, "height": HEIGHT}, "action": one}
        for place, one in enumerate(actions)
    ]
    body = {
        "size": {"width": WIDTH, "height": HEIGHT},
        "selected": False,
        "name": "m",
        "chatBarText": "เมนูลูกบ้าน",
        "areas": areas,
    }
    menu_id = str(chat.call("POST", "/v2/bot/richmenu", body | parts)["richMenuId"])
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "image/png"}
    address = f"{chat.base}/v2/bot/richmenu/{menu_id}/content"
    urlopen(Request(address, _picture(column), headers), timeout=60).close()
    return menu_id


def set_default(chat: Chat, menu_id: str) -> None:
    chat.call("POST", f"/v2/bot/user/all/richmenu/{menu_id}")


def link(chat: Chat, user_id: str, menu_id: str) -> None:
    chat.call("POST", f"/v2/bot/user/{user_id}/richmenu/{menu_id}")


def bar(phone: Locator) -> Locator:
    return phone.locator(".rich-bar")


def area(phone: Locator, action: dict[str, Any]) -> Locator:
    return phone.locator(".picture-area").and_(phone.get_by_role("button", name=action["label"]))


def test_a_menu_stands_closed_under_the_chat_and_opens_by_its_bar(
    page: Page, chat: Chat, somebody: str
) -> None:
    set_default(chat, made(chat, REPORT, TELL))
    phone = open_phone(page, chat, somebody)
    expect(bar(phone)).to_have_text("เมนูลูกบ้าน")
    expect(area(phone, REPORT)).to_be_hidden()
    bar(phone).click()
    expect(area(phone, REPORT)).to_be_visible()
    expect(bar(phone)).to_have_attribute("aria-expanded", "true")
    bar(phone).click()
    expect(area(phone, REPORT)).to_be_hidden()


def test_a_selected_menu_is_open_and_its_areas_do_what_they_say(
    page: Page, chat: Chat, somebody: str
) -> None:
    set_default(chat, made(chat, REPORT, TELL, selected=True))
    phone = open_phone(page, chat, somebody)
    area(phone, REPORT).click()
    expect(phone.locator('[data-from="user"]')).to_contain_text("รายงานเวที")
    area(phone, TELL).click()
    assert chat.webhook_events(somebody, "postback", 1)[0]["postback"] == {"data": "tell"}


def test_openings_and_taps_are_counted(page: Page, chat: Chat, somebody: str) -> None:
    chat.call("PUT", "/_simulator/api/clock", {"at": "2026-07-13T12:00:00+07:00"})  # no midnight
    menu_id = made(chat, REPORT, TELL)
    set_default(chat, menu_id)
    phone = open_phone(page, chat, somebody)
    for _ in range(3):
        bar(phone).click()
    area(phone, TELL).click()
    chat.webhook_events(somebody, "postback", 1)
    expect(area(phone, TELL)).to_be_visible()
    wanted = {"seen": {somebody: 2}, "1": {somebody: 1}}
    becomes(lambda: counted(chat, menu_id), [wanted])


def counted(chat: Chat, menu_id: str) -> list[Any]:
    """What was seen and tapped, day by day."""
    parts = chat.call("GET", "/_simulator/api/state?without=content")["parts"]
    return list(parts["menuInsight"].get(menu_id, {}).values())


def test_areas_lie_where_the_bot_put_them(page: Page, chat: Chat, somebody: str) -> None:
    set_default(chat, made(chat, REPORT, TELL, selected=True))
    phone = open_phone(page, chat, somebody)
    whole, right = box(phone.locator(".rich-menu")), box(area(phone, TELL))
    assert right["x"] == pytest.approx(whole["x"] + whole["width"] / 2, abs=1)
    assert right["height"] == pytest.approx(whole["height"], abs=1)
    assert whole["width"] / whole["height"] == pytest.approx(WIDTH / HEIGHT, rel=0.02)


def test_a_persons_own_menu_changes_at_once(page: Page, chat: Chat, somebody: str) -> None:
    phone = open_phone(page, chat, somebody)
    expect(bar(phone)).to_be_hidden()
    link(chat, somebody, made(chat, REPORT, chatBarText="ของผู้ใหญ่"))
    expect(bar(phone)).to_have_text("ของผู้ใหญ่")
    chat.call("DELETE", f"/v2/bot/user/{somebody}/richmenu")
    expect(bar(phone)).to_be_hidden()


def test_a_new_default_waits_until_the_chat_is_opened_again(
    page: Page, chat: Chat, somebody: str
) -> None:
    set_default(chat, made(chat, REPORT, chatBarText="เดิม"))
    phone = open_phone(page, chat, somebody)
    expect(bar(phone)).to_have_text("เดิม")
    set_default(chat, made(chat, REPORT, chatBarText="ใหม่"))
    chat.push(somebody, {"type": "text", "text": "ตั้งเมนูแล้วค่ะ"})
    expect(phone.locator('[data-from="bot"]')).to_contain_text("ตั้งเมนูแล้วค่ะ")
    expect(bar(phone)).to_have_text("เดิม")
    phone.get_by_role("button", name="ซ่อนโทรศัพท์นี้").click()
    page.locator(f'[data-person="{somebody}"]').click()
    expect(bar(phone)).to_have_text("ใหม่")


def test_a_switch_shows_the_other_menu_open_and_tells_the_bot(
    page: Page, chat: Chat, somebody: str
) -> None:
    second = made(chat, BACK, chatBarText="หน้า ๒")
    alias = {"richMenuAliasId": "page-2", "richMenuId": second}
    chat.call("POST", "/v2/bot/richmenu/alias", alias)
    set_default(chat, made(chat, REPORT, NEXT, selected=True))
    phone = open_phone(page, chat, somebody)
    area(phone, NEXT).click()
    expect(bar(phone)).to_have_text("หน้า ๒")
    expect(area(phone, BACK)).to_be_visible()
    params = {"newRichMenuAliasId": "page-2", "status": "SUCCESS"}
    event = chat.webhook_events(somebody, "postback", 1)[0]
    assert event["postback"] == {"data": "p2", "params": params}


def test_a_button_closes_the_menu_and_another_opens_it(
    page: Page, chat: Chat, somebody: str
) -> None:
    closing = {**TELL, "inputOption": "closeRichMenu"}
    set_default(chat, made(chat, closing, selected=True))
    phone = open_phone(page, chat, somebody)
    area(phone, closing).click()
    expect(area(phone, closing)).to_be_hidden()
    opening = {"type": "postback", "label": "เปิดเมนู", "data": "x", "inputOption": "openRichMenu"}
    template = {"type": "buttons", "text": "เสร็จแล้วค่ะ", "actions": [opening]}
    chat.push(somebody, {"type": "template", "altText": "เสร็จ", "template": template})
    phone.get_by_role("button", name="เปิดเมนู").click()
    expect(area(phone, closing)).to_be_visible()


def test_a_button_opens_the_keyboard_with_words_in_the_menus_place(
    page: Page, chat: Chat, somebody: str
) -> None:
    typing = {**TELL, "inputOption": "openKeyboard", "fillInText": "เรื่อง: "}
    set_default(chat, made(chat, typing, selected=True))
    phone = open_phone(page, chat, somebody)
    area(phone, typing).click()
    field = phone.get_by_role("textbox", name="ข้อความถึง")
    expect(field).to_have_value("เรื่อง: ")
    expect(field).to_be_focused()
    expect(area(phone, typing)).to_be_hidden()


def test_who_blocks_sees_no_menu_until_the_block_is_taken_back(
    page: Page, chat: Chat, somebody: str
) -> None:
    set_default(chat, made(chat, REPORT))
    phone = open_phone(page, chat, somebody)
    expect(bar(phone)).to_be_visible()
    chat.call("POST", f"/_simulator/api/users/{somebody}/block")
    expect(bar(phone)).to_be_hidden()
    chat.call("POST", f"/_simulator/api/users/{somebody}/unblock")
    expect(bar(phone)).to_be_visible()


def test_the_newest_bubble_stays_whole_when_the_menu_opens(
    page: Page, chat: Chat, somebody: str
) -> None:
    set_default(chat, made(chat, REPORT))
    page.set_viewport_size({"width": 390, "height": 700})
    phone = open_phone(page, chat, somebody)
    chat.push(somebody, *({"type": "text", "text": "บรรทัด\n" * 20} for _ in range(3)))
    chat.push(somebody, {"type": "text", "text": "สุดท้ายค่ะ"})
    expect(phone.locator('[data-from="bot"]')).to_have_count(4)
    bar(phone).click()
    expect(phone.locator('[data-from="bot"]').last).to_be_in_viewport(ratio=1)
    expect(area(phone, REPORT)).to_be_in_viewport(ratio=1)


def _picture(column: int) -> bytes:
    image = Image.new("RGB", (WIDTH, HEIGHT), (227, 242, 233))
    draw = ImageDraw.Draw(image)
    for left in range(0, WIDTH, column):
        draw.rounded_rectangle((left + 30, 30, left + column - 30, HEIGHT - 30), 40, (28, 122, 79))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
