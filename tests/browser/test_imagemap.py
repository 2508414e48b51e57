"""Imagemaps and coupons on the phone, and where LINE's own links lead.

REF §Imagemap message, §Coupon message; "Use LINE URL scheme". The bot is this test.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.chat import BASIC_ID, Chat, open_phone, simulated
from tests.browser.conftest import opened
from tests.browser.look import box
from tests.contract.receiver import serving

pytestmark = pytest.mark.browser


class Pictures:
    """A bot's picture server; ``asked`` are the paths that were fetched."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[str] = []

    def draw(self, path: str) -> bytes:
        self.asked.append(path)
        width, out = int(path.rpartition("/")[2]), io.BytesIO()
        Image.new("RGB", (width, width // 2), (20, 120, 90)).save(out, "PNG")
        return out.getvalue()


@contextmanager
def drawing() -> Iterator[Pictures]:
    pictures = Pictures()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pictures.draw(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Quiet."""

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as url:
        pictures.url = url
        yield pictures


@pytest.fixture
def pictures() -> Iterator[Pictures]:
    with drawing() as found:
        yield found


@pytest.fixture
def chat() -> Iterator[Chat]:
    with simulated() as found:
        yield found


def area(x: int, y: int, width: int, height: int) -> dict[str, int]:
    return {"x": x, "y": y, "width": width, "height": height}


def imagemap(base: str, **more: object) -> dict[str, Any]:
    """Three columns: words, a link, and something to copy."""
    columns = [area(place * 347, 0, 346, 520) for place in range(3)]
    return {
        "type": "imagemap",
        "baseUrl": f"{base}/map",
        "altText": "แผนที่หมู่บ้าน",
        "baseSize": {"width": 1040, "height": 520},
        "actions": [
            {"type": "message", "label": "ไปวัด", "text": "อยู่วัด", "area": columns[0]},
            {"type": "uri", "linkUri": "https://example.com/map", "area": columns[1]},
            {"type": "clipboard", "clipboardText": "14.5,103.4", "area": columns[2]},
        ],
        **more,
    }


def shown(phone: Locator) -> Locator:
    return phone.get_by_role("group", name="แผนที่หมู่บ้าน")


def test_the_picture_is_asked_for_in_the_width_that_the_screen_needs(
    browser: Browser, chat: Chat, somebody: str, pictures: Pictures
) -> None:
    chat.push(somebody, imagemap(pictures.url))
    for density, width in ((1, 300), (3, 1040)):
        with opened(browser, 1280, 800, density) as page:
            phone = open_phone(page, chat, somebody)
            expect(shown(phone).locator("img")).to_have_js_property("naturalWidth", width)
    assert pictures.asked == ["/map/300", "/map/1040"]


def test_it_stands_in_the_shape_of_its_base(
    phone: Locator, chat: Chat, somebody: str, pictures: Pictures
) -> None:
    chat.push(somebody, imagemap(pictures.url))
    here = box(shown(phone))
    assert here["width"] / here["height"] == pytest.approx(2, rel=0.01)


def test_an_area_says_its_words(
    phone: Locator, chat: Chat, somebody: str, pictures: Pictures
) -> None:
    chat.push(somebody, imagemap(pictures.url))
    shown(phone).click(position={"x": 20, "y": 20})
    expect(phone.locator('[data-from="user"]')).to_contain_text("อยู่วัด")


def test_an_area_opens_its_link(
    phone: Locator, chat: Chat, somebody: str, pictures: Pictures
) -> None:
    chat.push(somebody, imagemap(pictures.url))
    shown(phone).click(position={"x": box(shown(phone))["width"] / 2, "y": 20})
    sheet = phone.get_by_role("dialog", name="เปิดลิงก์นี้ไหม")
    expect(sheet).to_contain_text("https://example.com/map")


def test_a_film_stands_in_its_place_and_its_link_comes_after_it(
    phone: Locator, chat: Chat, somebody: str, pictures: Pictures
) -> None:
    film = {
        "originalContentUrl": f"{pictures.url}/film.mp4",
        "previewImageUrl": f"{pictures.url}/240",
        "area": area(0, 0, 520, 520),
        "externalLink": {"linkUri": "https://example.com/more", "label": "ดูต่อ"},
    }
    chat.push(somebody, imagemap(pictures.url, video=film))
    player = shown(phone).locator("video")
    here, whole = box(player), box(shown(phone))
    assert here["width"] == pytest.approx(whole["width"] / 2, abs=1)
    expect(phone.get_by_role("button", name="ดูต่อ")).to_have_count(0)
    player.dispatch_event("ended")
    phone.get_by_role("button", name="ดูต่อ").click()
    expect(phone.get_by_role("dialog")).to_contain_text("https://example.com/more")


COUPON = {
    "title": "ข้าวหอมมะลิ ลด 20 บาท",
    "acquisitionCondition": {"type": "normal"},
    "maxUseCountPerTicket": 1,
    "startTimestamp": 0,
    "endTimestamp": 4_000_000_000,
    "timezone": "ASIA_BANGKOK",
    "visibility": "UNLISTED",
    "reward": {"type": "discount", "priceInfo": {"type": "fixed", "fixedAmount": 20}},
    "couponCode": "RICE20",
    "usageCondition": "หนึ่งคนหนึ่งครั้ง",
}


def test_a_coupon_is_a_card_with_what_is_on_it(phone: Locator, chat: Chat, somebody: str) -> None:
    coupon = chat.call("POST", "/v2/bot/coupon", COUPON)["couponId"]
    chat.push(somebody, {"type": "coupon", "couponId": coupon})
    card = phone.get_by_role("group", name="คูปอง ข้าวหอมมะลิ ลด 20 บาท")
    expect(card).to_contain_text("ใช้ได้ถึง 2 ต.ค. 2639")
    card.get_by_role("button", name="ดูคูปอง").click()
    expect(phone.get_by_role("dialog")).to_contain_text("RICE20")


def test_a_liff_app_that_was_added_opens_at_its_endpoint(phone: Locator, chat: Chat) -> None:
    view = {"type": "full", "url": "https://example.com/app/"}
    liff_id = chat.call("POST", "/liff/v1/apps", {"view": view})["liffId"]
    open_link(phone, f"https://liff.line.me/{liff_id}/form?n=1#top")
    sheet = phone.get_by_role("dialog", name=f"แอป LIFF {liff_id}")
    expect(sheet).to_contain_text("https://example.com/app/form?n=1#top")


def test_a_link_that_is_opened_is_counted_as_the_bot_wrote_it(
    phone: Locator, chat: Chat, somebody: str
) -> None:
    words = "https://example.com/เวที"
    page = phone.page
    page.context.route("https://example.com/**", lambda route: route.fulfill(body="ok"))
    button = {"type": "uri", "label": "เปิด", "uri": f"{words}?a=b"}
    template = {"type": "buttons", "text": "x", "actions": [button]}
    chat.push(somebody, {"type": "template", "altText": "x", "template": template})
    phone.get_by_role("button", name="เปิด", exact=True).click()
    with page.expect_request("**/opened") as told:
        phone.get_by_role("dialog").get_by_role("button", name="เปิด").click()
    assert told.value.post_data_json == {"url": f"{words}?a=b"}


def open_link(phone: Locator, address: str) -> None:
    phone.get_by_role("button", name="เมนู", exact=True).click()
    phone.get_by_role("menuitem", name="สแกนลิงก์").click()
    phone.get_by_label("ลิงก์จาก QR").fill(address)
    phone.get_by_role("button", name="ตกลง").click()


@pytest.mark.parametrize(
    ("address", "title", "words"),
    [
        (
            "https://liff.line.me/1234567890-AbcdEfgh/form?n=1",
            "แอป LIFF 1234567890-AbcdEfgh",
            "ไม่มีใครเพิ่มแอปรหัสนี้ไว้ที่นี่",
        ),
        ("line://app/1234567890-AbcdEfgh", "แอป LIFF 1234567890-AbcdEfgh", "ไม่มีใครเพิ่มแอปรหัสนี้ไว้ที่นี่"),
        ("https://line.me/R/ti/p/%40another", "บัญชีทางการอื่น", "@another"),
        ("https://line.me/R/nv/settings", "หน้าของไลน์", "ไม่มีหน้านี้"),
        ("https://line.me/th/", "เปิดลิงก์นี้ไหม", "https://line.me/th/"),
        ("javascript:alert(1)", "ลิงก์แบบนี้เปิดไม่ได้", "javascript"),
    ],
)
def test_a_link_that_leads_into_line_says_what_line_would_do(
    phone: Locator, address: str, title: str, words: str
) -> None:
    open_link(phone, address)
    expect(phone.get_by_role("dialog", name=title)).to_contain_text(words)


def test_a_link_to_share_puts_its_words_into_this_chat(phone: Locator) -> None:
    open_link(phone, "https://line.me/R/share?text=%E0%B8%99%E0%B9%89%E0%B8%B3%20ไม่ไหล")
    phone.get_by_role("button", name="ใส่ในแชตนี้").click()
    expect(phone.get_by_role("textbox", name="ข้อความถึง")).to_have_value("น้ำ ไม่ไหล")


def test_a_link_to_the_place_asks_for_the_place(phone: Locator) -> None:
    open_link(phone, "https://line.me/R/nv/location/")
    expect(phone.get_by_role("dialog", name="ส่งตำแหน่ง")).to_be_visible()


def test_this_accounts_own_link_still_makes_a_friend(page: Page, chat: Chat) -> None:
    stranger = chat.person("คุณสายฝน", friend=False)
    open_link(open_phone(page, chat, stranger), f"line://ti/p/{BASIC_ID}")
    expect(page.get_by_text("ยังไม่ได้เพิ่มบัญชีนี้เป็นเพื่อน")).to_be_hidden()
    assert chat.user(stranger)["friend"] is True
