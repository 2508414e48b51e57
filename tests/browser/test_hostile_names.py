"""Names that reach out of their place: marks upon marks, directions turned, families, length."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, FloatRect, Locator, Page, expect

from tests.browser.chat import Chat, open_phone, simulated
from tests.browser.conftest import opened
from tests.browser.look import box

pytestmark = pytest.mark.browser

MOST_LOOKS = 500
SHADES = 64  # of 255
MARK = 10  # pixels: less than one mark
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
    with simulated() as found:
        yield found


def test_marks_of_one_name_stand_on_no_other(page: Page, chat: Chat) -> None:
    first = chat.person("สมหญิง")
    open_phone(page, chat, first)
    row = page.locator(f'[data-person="{first}"]')
    expect(row).to_have_attribute("aria-pressed", "true")
    before = at_rest(page, row)
    chat.person(TOWER)
    expect(page.locator(".person")).to_have_count(2)
    assert inked(grey(before), grey(at_rest(page, row))) < MARK


def at_rest(page: Page, row: Locator) -> bytes:
    """Once a second look shows the same as the first: colours change over a moment."""
    looks = [seen(page, row)]
    while len(looks) < 2 or looks[-1] != looks[-2]:
        assert len(looks) < MOST_LOOKS
        page.wait_for_timeout(100)
        looks.append(seen(page, row))
    return looks[-1]


def grey(look: bytes) -> Image.Image:
    return Image.open(BytesIO(look)).convert("L")


def inked(before: Image.Image, after: Image.Image) -> int:
    """Pixels that have become clearly darker; the shades of one look differ a little from the
    next's, as letters are drawn anew."""
    return sum(ImageChops.subtract(before, after).histogram()[SHADES:])


def seen(page: Page, row: Locator) -> bytes:
    """Without the right edge, where a scroll bar may come and go, and the rounded left one, which
    is not drawn the same to the last shade each time."""
    whole = box(row)
    x, width = whole["x"] + 9, whole["width"] - 39
    clip = FloatRect(x=x, y=whole["y"], width=width, height=whole["height"])
    return page.screenshot(clip=clip, animations="disabled")


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


def test_marks_upon_marks_end_with_their_bubble(page: Page, chat: Chat) -> None:
    """However many stand on a letter, the bubble above looks as it did."""
    user = chat.person("สมหญิง")
    phone = open_phone(page, chat, user)
    chat.push(user, {"type": "text", "text": "บรรทัดบน"})
    above = phone.locator(".row", has_text="บรรทัดบน").locator(".bubble")
    expect(above).to_be_visible()
    before = inside(above)
    chat.push(user, {"type": "text", "text": TOWER * 3})
    expect(phone.locator('[data-from="bot"]')).to_have_count(2)
    assert inked(before, inside(above)) < MARK


def inside(bubble: Locator) -> Image.Image:
    """Without its rounded edges."""
    drawn = grey(bubble.screenshot(animations="disabled"))
    return drawn.crop((9, 0, drawn.width - 9, drawn.height))


def test_a_name_from_the_right_turns_nothing_but_itself(page: Page, chat: Chat) -> None:
    """The owner's name begins the line under a group's title, whose members are then counted."""
    user = chat.person("\u202eลุงชาย")
    chat.group("ตลาดเช้า", user)
    phone = open_phone(page, chat, user)
    phone.get_by_role("button", name="ตลาดเช้า").click()
    owner = phone.locator(".group-chat .owner")
    expect(owner).to_contain_text("1 คน")
    count = owner.evaluate(PLACE_OF_COUNT)
    assert count > box(owner)["x"] + 20


PLACE_OF_COUNT = """(node) => {
  const text = node.firstChild, range = document.createRange();
  range.setStart(text, text.data.indexOf("1 คน"));
  range.setEnd(text, text.data.indexOf("1 คน") + 1);
  return range.getBoundingClientRect().x;
}"""


def test_a_face_shows_the_first_letter_that_can_be_seen(page: Page, chat: Chat) -> None:
    user = chat.person("\u202e\u200bชาย")
    open_phone(page, chat, user)
    expect(page.locator(f'[data-person="{user}"] .avatar')).to_have_text("ช")
