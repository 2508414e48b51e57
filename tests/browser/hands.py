"""What a person does with a phone on the simulator's page, and waits to see."""

from __future__ import annotations

import re
from io import BytesIO

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.chat import BASIC_ID, Chat, hears, open_phone

PATIENCE_MS = 60_000  # the machine may be busy; a condition that holds ends the wait at once
QR = f"https://line.me/R/oaMessage/{BASIC_ID}/?"


class Hands:
    """One phone in the browser, in the hands of one person."""

    def __init__(self, page: Page, phone: Locator) -> None:
        self.page, self.phone = page, phone
        self.bot = phone.locator('[data-from="bot"]')
        self._field = phone.get_by_role("textbox", name="ข้อความถึง")

    def say(self, text: str) -> None:
        self._field.fill(text)
        self.send_what_is_written()

    def send_what_is_written(self) -> None:
        self._field.press("Enter")

    def tap(self, label: str) -> None:
        """The newest button of this label: in a bubble, or a quick reply."""
        places = self.phone.locator('[data-from="bot"], .quick')
        places.get_by_role("button", name=label, exact=True).last.click()

    def send_photos(self, *photos: FilePayload) -> None:
        with self.page.expect_file_chooser() as chooser:
            self.phone.get_by_role("button", name="รูปหรือวิดีโอ").click()
        chooser.value.set_files(list(photos))

    def send_file(self, file: FilePayload) -> None:
        self.phone.get_by_role("button", name="แนบ").click()
        with self.page.expect_file_chooser() as chooser:
            self.phone.get_by_role("button", name="ไฟล์").click()
        chooser.value.set_files(file)

    def speak(self) -> None:
        """A second or more into the microphone; Chromium's own test device hums."""
        self.phone.get_by_role("button", name="เสียง", exact=True).click()
        self.phone.get_by_role("button", name="เริ่มอัดเสียง").click()
        after_a_second = re.compile(r"^หยุดและส่ง \([1-9]")
        self.phone.get_by_role("button", name=after_a_second).click(timeout=PATIENCE_MS)

    def hears(self, count: int) -> None:
        """Waits until the bot has sent this many voices, and plays the newest."""
        voices = self.bot.locator("audio")
        expect(voices).to_have_count(count, timeout=PATIENCE_MS)
        voices.last.evaluate("async (voice) => { voice.muted = true; await voice.play(); }")

    def reads(self, *lines: str) -> None:
        """Waits until the newest bubble says all of this."""
        for line in lines:
            expect(self.bot.last).to_contain_text(line, timeout=PATIENCE_MS)


def picks_up(page: Page, chat: Chat, user_id: str) -> Hands:
    """A phone that exists already; the page is given as long as everything else."""
    page.set_default_timeout(PATIENCE_MS)
    return Hands(page, open_phone(page, chat, user_id))


def scans(page: Page, name: str, link: str) -> Hands:
    """Makes a new phone through the page's own form, which begins by scanning a code."""
    page.get_by_role("button", name="เพิ่มโทรศัพท์").click()
    page.get_by_label("ชื่อในไลน์").fill(name)
    page.get_by_label("มาเจอบอตอย่างไร").select_option("link")
    page.get_by_label("ลิงก์จาก QR").fill(link)
    page.get_by_role("button", name="สร้าง").click()
    phone = page.get_by_role("region", name=f"โทรศัพท์ของ {name}")
    phone.wait_for()
    hears(page)
    return Hands(page, phone)


def picture(number: int) -> FilePayload:
    """A photo as a phone takes it (JPEG, 4:3); no two numbers give the same bytes."""
    image = Image.new("RGB", (800, 600), (110 + 30 * number, 150, 190 - 30 * number))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 420, 800, 600), fill=(140, 110, 70))
    draw.ellipse((120 * number, 200, 120 * number + 220, 420), fill=(60, 110, 60))
    target = BytesIO()
    image.save(target, "JPEG")
    return {"name": f"{number}.jpg", "mimeType": "image/jpeg", "buffer": target.getvalue()}
