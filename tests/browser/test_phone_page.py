"""The phones on the simulator's page, against the real simulator; the bot is this test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect

from tests.browser.chat import BASIC_ID, Chat, open_phone, photo, simulated
from tests.browser.look import comes_to_stand

pytestmark = pytest.mark.browser

CHIPS = {
    "ข้าม": {"type": "message", "label": "ข้าม", "text": "ข้าม"},
    "เลือกรูป": {"type": "cameraRoll", "label": "เลือกรูป"},
    "เลือกวัน": {"type": "datetimepicker", "label": "เลือกวัน", "data": "day", "mode": "date"},
}


@pytest.fixture(scope="module")
def chat(browser: Browser) -> Iterator[Chat]:
    with simulated(webhook="http://127.0.0.1:9/") as found:
        yield found


def ask(*labels: str, text: str = "จัดวันไหนคะ") -> dict[str, Any]:
    items = [{"type": "action", "action": CHIPS[label]} for label in labels]
    return {"type": "text", "text": text, "quickReply": {"items": items}}


def buttons(*actions: dict[str, Any]) -> dict[str, Any]:
    template = {"type": "buttons", "text": "เลือกข้อไหนดีคะ", "actions": list(actions)}
    return {"type": "template", "altText": "คำถาม", "template": template}


def uri(label: str, address: str) -> dict[str, Any]:
    return {"type": "uri", "label": label, "uri": address}


def write(phone: Locator, text: str) -> None:
    field = phone.get_by_role("textbox", name="ข้อความถึง")
    field.fill(text)
    field.press("Enter")


def test_a_typed_message_becomes_a_bubble_with_its_id(
    phone: Locator, chat: Chat, somebody: str
) -> None:
    write(phone, "เมื่อวานประชุมหมู่บ้าน คนมา 54")
    bubble = phone.locator('[data-from="user"]')
    expect(bubble).to_contain_text("คนมา 54")
    expect(bubble).to_have_attribute("data-message-id", chat.items(somebody)[-1]["id"])


def test_a_field_that_was_sent_is_as_high_as_its_words(phone: Locator) -> None:
    write(phone, "สวัสดี")
    expect(phone.get_by_text("สวัสดี", exact=True)).to_be_visible()
    field = phone.locator(".write")
    assert field.evaluate(
        "(one) => one.style.height !== '' && one.scrollHeight === one.clientHeight"
    )


def test_in_a_short_window_the_menu_scrolls_and_leaves_a_way_out(
    page: Page, phone: Locator
) -> None:
    page.set_viewport_size({"width": 780, "height": 420})
    phone.get_by_role("button", name="เมนู", exact=True).click()
    menu, layer = phone.locator(".menu"), phone.locator(".menu-layer")
    assert menu.evaluate("(one) => one.scrollHeight > one.clientHeight")
    assert height(menu) < height(layer)
    phone.get_by_role("menuitem").last.scroll_into_view_if_needed()
    expect(phone.get_by_role("menuitem").last).to_be_in_viewport()


def height(one: Locator) -> float:
    return float(one.evaluate("(one) => one.getBoundingClientRect().height"))


def test_what_the_bot_pushes_appears_by_itself(phone: Locator, chat: Chat, somebody: str) -> None:
    chat.push(somebody, {"type": "text", "text": "ได้รูปแล้วค่ะ"})
    expect(phone.locator('[data-from="bot"]')).to_contain_text("ได้รูปแล้วค่ะ")


def test_an_officer_speaks_under_the_officers_name(
    phone: Locator, chat: Chat, somebody: str
) -> None:
    sender = {"name": "สมร"}
    chat.push(somebody, {"type": "text", "text": "ได้ค่ะ จดไว้แล้ว", "sender": sender})
    expect(phone.locator('[data-from="bot"] .sender')).to_have_text("สมร")


def test_a_tapped_quick_reply_says_its_words_and_vanishes(
    phone: Locator, chat: Chat, somebody: str
) -> None:
    chat.push(somebody, ask("ข้าม", "เลือกวัน"))
    phone.get_by_role("button", name="ข้าม").click()
    expect(phone.locator('[data-from="user"]')).to_contain_text("ข้าม")
    expect(phone.locator(".chip")).to_have_count(0)


def test_quick_replies_do_not_cover_the_question_they_belong_to(
    phone: Locator, chat: Chat, somebody: str
) -> None:
    chat.push(somebody, *({"type": "text", "text": "บรรทัด\n" * 30} for _ in range(2)))
    expect(phone.locator('[data-from="bot"]')).to_have_count(2)
    chat.push(somebody, ask("ข้าม"))
    expect(phone.locator(".chip")).to_have_count(1)
    expect(phone.locator('[data-from="bot"]').last).to_be_in_viewport(ratio=1)


def test_quick_replies_vanish_when_another_message_comes(
    phone: Locator, chat: Chat, somebody: str
) -> None:
    chat.push(somebody, ask("ข้าม"))
    expect(phone.locator(".chip")).to_have_count(1)
    chat.push(somebody, {"type": "text", "text": "อีกข้อความ"})
    expect(phone.locator(".chip")).to_have_count(0)


def test_a_picker_that_is_cancelled_leaves_the_quick_replies(
    phone: Locator, chat: Chat, somebody: str
) -> None:
    chat.push(somebody, ask("ข้าม", "เลือกวัน"))
    phone.get_by_role("button", name="เลือกวัน").click()
    phone.get_by_role("dialog").get_by_role("button", name="ยกเลิก").click()
    expect(phone.locator(".chip")).to_have_count(2)


def test_a_picked_date_is_shown_in_buddhist_years_and_posted_as_iso(
    phone: Locator, chat: Chat, somebody: str
) -> None:
    chat.push(somebody, ask("เลือกวัน"))
    phone.get_by_role("button", name="เลือกวัน").click()
    sheet = phone.get_by_role("dialog")
    sheet.get_by_label("เลือกวัน").and_(sheet.locator("input")).fill("2026-07-12")
    expect(sheet).to_contain_text("วันอาทิตย์ที่ 12 ก.ค. 2569")
    sheet.get_by_role("button", name="ตกลง").click()
    expect(phone.locator(".chip")).to_have_count(0)
    expect(sheet).to_have_count(0)
    [event] = chat.webhook_events(somebody, "postback", 1)
    assert event["postback"] == {"data": "day", "params": {"date": "2026-07-12"}}


def test_three_photos_of_one_choice_are_one_set(
    page: Page, phone: Locator, chat: Chat, somebody: str
) -> None:
    with page.expect_file_chooser() as chooser:
        phone.get_by_role("button", name="รูปหรือวิดีโอ").click()
    chooser.value.set_files([photo(f"{n}.png") for n in range(3)])
    expect(phone.get_by_role("button", name="ดูรูปใหญ่")).to_have_count(3)
    events = chat.webhook_events(somebody, "message", 3)
    sets = [event["message"]["imageSet"] for event in events]
    assert len({one["id"] for one in sets}) == 1
    assert sorted((one["index"], one["total"]) for one in sets) == [(1, 3), (2, 3), (3, 3)]


def test_a_test_sound_is_sent_with_its_length(phone: Locator, chat: Chat, somebody: str) -> None:
    phone.get_by_role("button", name="เสียง", exact=True).click()
    phone.get_by_role("button", name="ส่งเสียงทดสอบ").click()
    expect(phone.locator('[data-from="user"]')).to_contain_text("3 วินาที")
    assert chat.items(somebody)[-1]["message"]["duration"] == 3000


def test_a_recording_is_sent(phone: Locator, chat: Chat, somebody: str) -> None:
    phone.get_by_role("button", name="เสียง", exact=True).click()
    phone.get_by_role("button", name="เริ่มอัดเสียง").click()
    phone.get_by_role("button", name="หยุดและส่ง").click()
    expect(phone.locator('[data-from="user"] audio')).to_have_count(1)
    assert chat.items(somebody)[-1]["message"]["type"] == "audio"


def test_a_place_is_sent_with_its_numbers(phone: Locator, chat: Chat, somebody: str) -> None:
    phone.get_by_role("button", name="แนบ").click()
    phone.get_by_role("button", name="ตำแหน่ง").click()
    sheet = phone.get_by_role("dialog")
    sheet.get_by_label("ชื่อสถานที่").fill("บ้านโนนสมมุติ")
    sheet.get_by_label("ละติจูด").fill("14.5")
    sheet.get_by_role("button", name="ส่ง", exact=True).click()
    expect(phone.locator('[data-from="user"]')).to_contain_text("บ้านโนนสมมุติ")
    assert chat.items(somebody)[-1]["message"]["latitude"] == 14.5


def test_a_sticker_is_sent(phone: Locator) -> None:
    phone.get_by_role("button", name="สติกเกอร์").click()
    phone.get_by_role("button", name="ไหว้ ขอบคุณ").click()
    expect(phone.get_by_role("img", name="สติกเกอร์ ไหว้ ขอบคุณ")).to_be_visible()


def test_the_bots_own_link_makes_a_friend(page: Page, chat: Chat) -> None:
    stranger = chat.person("คุณสายฝน", friend=False)
    phone = open_phone(page, chat, stranger)
    write(phone, "ลงชื่อ AB7K")
    expect(phone.locator('[data-from="user"]')).to_have_count(1)
    chat.push(stranger, buttons(uri("เพิ่มเพื่อนเลย", f"https://line.me/R/ti/p/{BASIC_ID}")))
    phone.get_by_role("button", name="เพิ่มเพื่อนเลย").click()
    expect(phone.get_by_text("ยังไม่ได้เพิ่มบัญชีนี้เป็นเพื่อน")).to_be_hidden()
    assert chat.user(stranger)["friend"] is True


def test_a_scanned_code_puts_its_words_into_the_composer(page: Page, chat: Chat) -> None:
    page.goto(f"{chat.base}/_simulator/")
    page.get_by_role("button", name="เพิ่มโทรศัพท์").click()
    page.get_by_label("ชื่อในไลน์").fill("ยายเลือน")
    page.get_by_label("มาเจอบอตอย่างไร").select_option("link")
    code = "%E0%B8%A5%E0%B8%87%E0%B8%8A%E0%B8%B7%E0%B9%88%E0%B8%AD%20AB7K"
    page.get_by_label("ลิงก์จาก QR").fill(f"https://line.me/R/oaMessage/{BASIC_ID}/?{code}")
    page.get_by_role("button", name="สร้าง").click()
    phone = page.get_by_role("region", name="โทรศัพท์ของ ยายเลือน")
    expect(phone.get_by_role("textbox", name="ข้อความถึง")).to_have_value("ลงชื่อ AB7K")


def test_a_telephone_button_shows_the_number(phone: Locator, chat: Chat, somebody: str) -> None:
    chat.push(somebody, buttons(uri("ขอความช่วยเหลือ", "tel:191")))
    phone.get_by_role("button", name="ขอความช่วยเหลือ").click()
    expect(phone.get_by_role("dialog", name="โทร 191")).to_be_visible()


def test_a_foreign_link_asks_before_it_opens(phone: Locator, chat: Chat, somebody: str) -> None:
    chat.push(somebody, buttons(uri("เข้าหน้าเจ้าหน้าที่", "https://example.com/console")))
    phone.get_by_role("button", name="เข้าหน้าเจ้าหน้าที่").click()
    sheet = phone.get_by_role("dialog", name="เปิดลิงก์นี้ไหม")
    expect(sheet).to_contain_text("https://example.com/console")


def test_a_button_with_display_text_speaks_for_the_person(
    phone: Locator, chat: Chat, somebody: str
) -> None:
    action = {"type": "postback", "label": "ถูก", "data": "ok", "displayText": "ถูก"}
    chat.push(somebody, buttons(action))
    phone.get_by_role("button", name="ถูก", exact=True).click()
    expect(phone.locator('[data-from="user"]')).to_contain_text("ถูก")
    [event] = chat.webhook_events(somebody, "postback", 1)
    assert event["postback"] == {"data": "ok"}


def test_a_button_may_open_the_keyboard_with_words_in_it(
    phone: Locator, chat: Chat, somebody: str
) -> None:
    action = {"type": "postback", "label": "ตอบ", "data": "a", "inputOption": "openKeyboard"}
    chat.push(somebody, buttons({**action, "fillInText": "ตอบ 118 "}))
    phone.get_by_role("button", name="ตอบ", exact=True).click()
    expect(phone.get_by_role("textbox", name="ข้อความถึง")).to_have_value("ตอบ 118 ")


def test_an_unsent_message_leaves_only_the_fact(phone: Locator) -> None:
    write(phone, "พิมพ์ผิด")
    phone.get_by_text("พิมพ์ผิด").click(button="right")
    phone.get_by_role("menuitem", name="ยกเลิกข้อความ").click()
    expect(phone.get_by_text("ยกเลิกข้อความแล้ว")).to_be_visible()
    expect(phone.get_by_text("พิมพ์ผิด")).to_have_count(0)


def test_who_blocks_the_bot_cannot_write_until_unblocking(phone: Locator) -> None:
    phone.get_by_role("button", name="เมนู").click()
    phone.get_by_role("menuitem", name="บล็อก", exact=True).click()
    expect(phone.get_by_role("textbox", name="ข้อความถึง")).to_be_hidden()
    phone.get_by_role("button", name="เลิกบล็อก").click()
    expect(phone.get_by_role("textbox", name="ข้อความถึง")).to_be_visible()


def test_a_hidden_phone_counts_what_it_did_not_show(
    page: Page, phone: Locator, chat: Chat, somebody: str
) -> None:
    phone.get_by_role("button", name="ซ่อนโทรศัพท์นี้").click()
    chat.push(somebody, {"type": "text", "text": "หนึ่ง"}, {"type": "text", "text": "สอง"})
    entry = page.locator(f'[data-person="{somebody}"]')
    expect(entry.locator(".badge")).to_have_text("2")
    entry.click()
    expect(phone.locator('[data-from="bot"]')).to_have_count(2)
    expect(entry.locator(".badge")).to_have_count(0)


def test_the_newest_stays_in_view_when_pictures_above_it_come_late(
    phone: Locator, chat: Chat, somebody: str
) -> None:
    chat.push(somebody, *({"type": "text", "text": f"ข้อความที่ {n}"} for n in range(1, 4)))
    newest = phone.get_by_text("ข้อความที่ 3")
    expect(newest).to_be_in_viewport(ratio=1)
    phone.get_by_text("ข้อความที่ 1").evaluate("""(one) => {
        one.style.minHeight = "900px";
        one.closest(".log").dispatchEvent(new Event("scroll"));
        one.dispatchEvent(new Event("load"));
    }""")
    expect(newest).to_be_in_viewport(ratio=1)


def test_on_a_narrow_screen_one_phone_fills_it(page: Page, chat: Chat, somebody: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{chat.base}/_simulator/")
    page.locator(f'[data-person="{somebody}"]').click()
    whole = FloatRect(x=0, y=0, width=360, height=740)
    comes_to_stand(page.locator(f'[data-user-id="{somebody}"]'), whole)


def test_the_clock_strip_moves_the_simulators_clock(page: Page, phone: Locator, chat: Chat) -> None:
    with page.expect_response(lambda one: one.request.method == "PUT"):
        page.get_by_role("button", name="ถึง 09:00 เช้าถัดไป").click()
    expect(page.get_by_role("status", name="เวลาจำลอง")).to_contain_text("09:0")
    assert chat.call("GET", "/_simulator/api/clock")["offset"] > 0


def test_the_whole_page_speaks_english_too(page: Page, phone: Locator) -> None:
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Add a phone")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"
