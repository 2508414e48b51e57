"""Each component that LINE's Flex reference has is seen on the phone, whole and in its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from simulator.validate.flex import box, bubbles, components
from tests.browser.chat import Chat, open_phone, simulated
from tests.browser.conftest import opened
from tests.browser.flex_every import FILM, MESSAGES, PICTURE
from tests.browser.look import cut

pytestmark = pytest.mark.browser

# A line that does not wrap ends in an ellipsis; a carousel goes on beyond the edge.
MEANT_TO_BE_CUT = {"texts", "carousel"}
CLASSES = {
    "text": ".fx-text",
    "button": ".fx-bubble button.fx-button:not(.fx-video-action)",
    "image": ".fx-image",
    "icon": ".fx-icon",
    "video": ".fx-video",
    "box": ".fx-box",
    "separator": ".fx-separator",
    "filler": ".fx-filler",
    "span": ".fx-text > span",
}
_UNSEEN = """([selector, kind]) => [...document.querySelectorAll(selector)].filter((node) => {
  const own = node.getBoundingClientRect();
  const bubble = node.closest(".fx-bubble").getBoundingClientRect();
  const thin = kind === "separator" || kind === "filler";
  const flat = thin ? own.width + own.height < 1 : own.width < 1 || own.height < 1;
  return flat || own.left < bubble.left - 1 || own.right > bubble.right + 1
    || own.top < bubble.top - 1 || own.bottom > bubble.bottom + 1;
}).map((node) => node.outerHTML.slice(0, 200))"""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6364f8ffbf1e00058102ff9a1ff3670000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def chat(browser: Browser) -> Iterator[Chat]:
    with simulated() as found:
        yield found


def parts(found: Any) -> Iterator[dict[str, Any]]:
    """Every object with a type, but for actions and for what stands in where a film cannot play."""
    if isinstance(found, list):
        for one in found:
            yield from parts(one)
    elif isinstance(found, dict):
        yield found
        for key, one in found.items():
            if key not in ("action", "altContent"):
                yield from parts(one)


def test_line_takes_each_of_these_messages(chat: Chat) -> None:
    for message in MESSAGES.values():
        path = "/v2/bot/message/validate/push"
        assert chat.call("POST", path, {"messages": [message]}) == {}


def test_every_property_that_line_documents_is_there() -> None:
    used: dict[str, set[str]] = {}
    for message in MESSAGES.values():
        for part in parts(message["contents"]):
            used.setdefault(str(part.get("type")), set()).update(part)
    documented = {
        "text": components._TEXT,
        "span": components._LETTERS,
        "button": components._BUTTON,
        "image": components._IMAGE,
        "icon": components._ICON,
        "box": box._PROPERTIES,
        "bubble": bubbles._PROPERTIES,
    }
    inherited = {"position", "margin", "offsetTop", "offsetBottom", "offsetStart", "offsetEnd"}
    missing = {
        kind: set(known) - used[kind] - (inherited if kind != "box" else set())
        for kind, known in documented.items()
    }
    assert missing == {kind: set() for kind in documented}


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", list(MESSAGES))
def test_each_component_is_seen_and_nothing_sticks_out(
    browser: Browser, chat: Chat, name: str, width: int
) -> None:
    message = MESSAGES[name]
    user = chat.person("ป้าสมศรี")
    chat.push(user, message)
    with opened(browser, width, 800) as page:
        _with_pictures(page)
        open_phone(page, chat, user)
        page.locator(".fx-bubble").first.wait_for()
        page.evaluate("document.fonts.ready")
        wanted = Counter(str(part.get("type")) for part in parts(message["contents"]))
        for kind, selector in CLASSES.items():
            assert page.locator(selector).count() == wanted[kind], kind
            assert page.evaluate(_UNSEEN, [selector, kind]) == [], kind
        assert name in MEANT_TO_BE_CUT or cut(page) == []


def _with_pictures(page: Page) -> None:
    page.route(PICTURE, lambda route: route.fulfill(body=PIXEL, content_type="image/png"))
    page.route(FILM, lambda route: route.fulfill(body=b"", content_type="video/mp4"))
