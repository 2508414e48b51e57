"""What a person does on the page reaches the bot as events that LINE's own SDK knows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from simulator.config import Config
from simulator.delivery.posting import signature
from simulator.thread import running
from tests.browser.chat import TOKEN, Chat, open_phone, photo
from tests.contract.line import SECRET
from tests.contract.receiver import unknown_kinds

pytestmark = pytest.mark.browser

PICK = {"type": "datetimepicker", "label": "เลือกเวลา", "data": "when", "mode": "datetime"}


@pytest.fixture(scope="module")
def chat(browser: Browser) -> Iterator[Chat]:
    config = Config(channel_secret=SECRET, channel_token=TOKEN, webhook="http://127.0.0.1:9/")
    with running(config) as base:
        yield Chat(base)


def three_photos(page: Page, phone: Locator) -> None:
    with page.expect_file_chooser() as chooser:
        phone.get_by_role("button", name="รูปหรือวิดีโอ").click()
    chooser.value.set_files([photo(f"{number}.png") for number in range(3)])


def a_recording(page: Page, phone: Locator) -> None:
    phone.get_by_role("button", name="เสียง", exact=True).click()
    phone.get_by_role("button", name="เริ่มอัดเสียง").click()
    phone.get_by_role("button", name="หยุดและส่ง").click()


def a_place(page: Page, phone: Locator) -> None:
    phone.get_by_role("button", name="แนบ").click()
    phone.get_by_role("button", name="ตำแหน่ง").click()
    phone.get_by_role("dialog").get_by_role("button", name="ส่ง", exact=True).click()


def a_file(page: Page, phone: Locator) -> None:
    phone.get_by_role("button", name="แนบ").click()
    with page.expect_file_chooser() as chooser:
        phone.get_by_role("button", name="ไฟล์").click()
    chooser.value.set_files(photo("ก.png"))


def a_sticker(page: Page, phone: Locator) -> None:
    phone.get_by_role("button", name="สติกเกอร์").click()
    phone.get_by_role("button", name="ไหว้ ขอบคุณ").click()


def a_picked_moment(page: Page, phone: Locator) -> None:
    phone.get_by_role("button", name="เลือกเวลา").click()
    sheet = phone.get_by_role("dialog")
    sheet.locator("input").fill("2026-07-12T09:30")
    sheet.get_by_role("button", name="ตกลง").click()
    expect(sheet).to_have_count(0)


@pytest.mark.parametrize(
    ("act", "kind", "count"),
    [
        (three_photos, "message", 3),
        (a_recording, "message", 1),
        (a_place, "message", 1),
        (a_file, "message", 1),
        (a_sticker, "message", 1),
        (a_picked_moment, "postback", 1),
    ],
)
def test_the_sdk_knows_what_the_page_sends(
    page: Page, chat: Chat, act: Callable[[Page, Locator], None], kind: str, count: int
) -> None:
    user = chat.person("ผู้ใหญ่บุญมา")
    action = {"type": "action", "action": PICK}
    chat.push(user, {"type": "text", "text": "ว่างเมื่อไรคะ", "quickReply": {"items": [action]}})
    act(page, open_phone(page, chat, user))
    events = chat.webhook_events(user, kind, count)
    raw = json.dumps({"destination": "U" + "0" * 32, "events": events}).encode()
    assert len(events) == count
    assert unknown_kinds(raw, signature(SECRET, raw)) == set()


def test_a_film_seen_to_its_end_is_told_once_a_visit(page: Page, chat: Chat) -> None:
    somebody = chat.person("สมหญิง")
    phone = open_phone(page, chat, somebody)
    film = {
        "type": "video",
        "originalContentUrl": f"{chat.base}/none.mp4",
        "previewImageUrl": f"{chat.base}/none.jpg",
        "trackingId": "welcome",
    }
    chat.push(somebody, film)
    for _ in range(2):
        phone.locator("video").dispatch_event("ended")
    field = phone.get_by_role("textbox", name="ข้อความถึง")
    field.fill("จบแล้ว")
    field.press("Enter")
    chat.webhook_events(somebody, "message", 1)
    seen = chat.webhook_events(somebody, "videoPlayComplete", 1)
    assert [one["videoPlayComplete"] for one in seen] == [{"trackingId": "welcome"}]
