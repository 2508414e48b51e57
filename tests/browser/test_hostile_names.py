"""Names that reach out of their place: marks upon marks, directions turned, families, length."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect

from simulator.config import Config
from simulator.thread import running
from tests.browser.chat import TOKEN, Chat, open_phone
from tests.browser.conftest import opened

pytestmark = pytest.mark.browser

TOWER = "ก" + "\u0e49\u0e4a\u0e4b" * 30 + "ซาลโก"
NAMES = {
    "turned": "ลุง\u202eชาย",
    "tower": TOWER,
    "families": "👨‍👩‍👧‍👦👩🏽‍🚒🏳️‍🌈" * 8,
    "long": "ย" * 100,
    "markup": "<img src=x onerror=alert(1)>",
}


@pytest.fixture
def chat() -> Iterator[Chat]:
    with running(Config(channel_secret="s", channel_token=TOKEN)) as base:
        yield Chat(base)


def test_marks_of_one_name_stand_on_no_other(page: Page, chat: Chat) -> None:
    first = chat.person("สมหญิง")
    open_phone(page, chat, first)
    row = page.locator(f'[data-person="{first}"]')
    expect(row).to_have_attribute("aria-pressed", "true")
    page.evaluate("document.fonts.ready")
    before = seen(page, row)
    chat.person(TOWER)
    expect(page.locator(".person")).to_have_count(2)
    assert seen(page, row) == before


def seen(page: Page, row: Locator) -> bytes:
    """Without the right edge, where a scroll bar may come and go."""
    box = row.bounding_box()
    assert box is not None
    clip = FloatRect(x=box["x"], y=box["y"], width=box["width"] - 30, height=box["height"])
    return page.screenshot(clip=clip)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("kind", list(NAMES))
def test_the_page_is_no_wider_for_any_name(
    browser: Browser, chat: Chat, kind: str, width: int
) -> None:
    user = chat.person(NAMES[kind])
    chat.push(user, {"type": "text", "text": "น้ำท่วม" * 60})
    with opened(browser, width, 740) as page:
        phone = open_phone(page, chat, user)
        expect(phone.locator('[data-from="bot"]')).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for part in (".bar", ".log"):
            assert phone.locator(part).evaluate("(one) => one.scrollWidth <= one.clientWidth")
        expect(phone.locator(".owner")).to_contain_text(NAMES[kind])
