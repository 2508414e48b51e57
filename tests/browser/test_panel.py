"""The panel: every request and webhook, searchable, with the reason."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.chat import Chat, held_call, hold, simulated
from tests.browser.conftest import opened

pytestmark = pytest.mark.browser

NOWHERE = "http://127.0.0.1:9/callback"
TEXT = {"type": "text", "text": "ระดับน้ำลดลงแล้ว"}
HOSTILE = "ลุง\u202eชาย ก" + "\u0e49" * 30 + " 👨‍👩‍👧‍👦" + "ย" * 60
# A list without the rows of which nothing is seen, whatever it holds.
DRAWN_MOST = 60


@pytest.fixture
def chat() -> Iterator[Chat]:
    with simulated(webhook=NOWHERE) as found:
        yield found


@pytest.fixture
def panel(page: Page, chat: Chat) -> Page:
    page.goto(f"{chat.base}/_simulator/panel")
    page.locator(".hint", has_text="ยังไม่มีอะไร").wait_for()
    return page


def test_what_happens_appears_by_itself_in_time_order(panel: Page, chat: Chat) -> None:
    user = chat.person("ป้าสมศรี")
    expect(panel.locator(".list-row")).to_have_count(1)
    chat.push(user, TEXT)
    expect(panel.locator(".list-row")).to_have_count(2)
    titles = panel.locator(".row-title").all_inner_texts()
    assert titles == ["follow", "POST /v2/bot/message/push"]


@pytest.mark.parametrize(
    "words", ["ระดับน้ำ", "ป้าสมศรี push 200", "message/push", "200 v2 push", "ป้าสม ไลน์รับคำขอ"]
)
def test_a_search_finds_text_person_status_path_and_reason(
    panel: Page, chat: Chat, words: str
) -> None:
    chat.push(chat.person("ป้าสมศรี"), TEXT)
    chat.call("GET", "/v2/bot/info")
    expect(panel.locator(".list-row")).to_have_count(3)
    panel.get_by_role("searchbox").fill(words)
    expect(panel.locator(".list-row")).to_have_count(1)
    expect(panel.locator(".row-title")).to_have_text("POST /v2/bot/message/push")


def test_what_happens_while_the_page_asks_is_asked_for_after_it(panel: Page, chat: Chat) -> None:
    panel.evaluate(HEAR_PUSHES)
    held: list[Route] = []
    panel.route("**/api/requests?after=*", hold(held), times=1)
    user = chat.person("ป้าสมศรี")
    asked = held_call(panel, held)
    answer = asked.fetch()
    chat.push(user, TEXT)
    panel.wait_for_function("window.heard")
    asked.fulfill(response=answer)
    expect(panel.locator(".list-row", has_text="push")).to_have_count(1)


HEAR_PUSHES = """() => {
  const line = new EventSource("/_simulator/api/events");
  line.addEventListener("message", ({ data }) => (window.heard ||= data.includes("message/push")));
  return new Promise((resolve) => line.addEventListener("open", resolve, { once: true }));
}"""


def test_a_line_tells_all_and_why_and_where_line_says_so(panel: Page, chat: Chat) -> None:
    chat.push(chat.person("ป้าสมศรี"), TEXT)
    panel.locator(".list-row", has_text="push").click()
    detail = panel.locator(".detail")
    expect(detail.locator("pre").first).to_contain_text('"text": "ระดับน้ำลดลงแล้ว"')
    expect(detail.locator(".why")).to_contain_text("ไลน์รับคำขอและทำแล้ว")
    expect(detail.locator(".facts").last).to_contain_text("content-type")
    page = "https://developers.line.biz/en/reference/messaging-api/#send-push-message"
    expect(detail.get_by_role("link")).to_have_attribute("href", page)


def test_failed_webhooks_are_counted_as_line_counts_them(panel: Page, chat: Chat) -> None:
    for name in ("ก", "ข"):
        chat.person(name)
    panel.get_by_text("สถิติ webhook ที่ล้มเหลว").click()
    row = panel.locator(".errors-table tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("could_not_connect")
    expect(row.locator("td").last).to_have_text("2")


def test_troubled_lines_can_stand_alone(panel: Page, chat: Chat) -> None:
    chat.push(chat.person("ก"), TEXT)
    panel.get_by_role("combobox", name="ผล").select_option(label="เฉพาะที่มีปัญหา")
    expect(panel.locator(".list-row")).to_have_count(1)
    expect(panel.locator(".row-title")).to_have_text("follow")


def test_of_ten_thousand_lines_only_what_is_seen_is_drawn(panel: Page, chat: Chat) -> None:
    user = chat.person("ก")
    entries = [_entry(number, user) for number in range(1, 10_001)]
    panel.route("**/api/requests?after=*", lambda route: route.fulfill(json=entries), times=1)
    chat.push(user, TEXT)
    expect(panel.locator("output")).to_contain_text("10,00")
    expect(panel.locator(".list-row").last).to_be_in_viewport()
    assert panel.locator(".list-row").count() < DRAWN_MOST
    panel.locator(".list").evaluate("(list) => { list.scrollTop = list.scrollHeight / 2; }")
    expect(panel.locator('[data-place="5000"]')).to_be_visible()
    assert panel.locator(".list-row").count() < DRAWN_MOST
    panel.get_by_role("searchbox").fill("เลขที่-7777-")
    expect(panel.locator(".list-row")).to_have_count(1)


def test_arrow_keys_walk_through_the_lines(panel: Page, chat: Chat) -> None:
    user = chat.person("ก")
    chat.push(user, TEXT)
    chat.call("GET", "/v2/bot/info")
    panel.get_by_role("combobox", name="ชนิด").select_option(label="คำขอของบอต")
    expect(panel.locator(".list-row")).to_have_count(2)
    panel.locator(".list-row", has_text="push").click()
    panel.keyboard.press("ArrowDown")
    expect(panel.locator(".detail h2")).to_have_text("GET /v2/bot/info")


@pytest.mark.parametrize("width", [1280, 360])
def test_hostile_names_keep_to_their_place(browser: Browser, chat: Chat, width: int) -> None:
    chat.push(chat.person(HOSTILE), TEXT)
    with opened(browser, width, 740) as page:
        page.goto(f"{chat.base}/_simulator/panel")
        row = page.locator(".list-row", has_text="push")
        expect(row.locator(".row-why")).to_contain_text("\u2069 · ไลน์รับคำขอและทำแล้ว")
        row.click()
        expect(page.locator(".detail .why")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator(".detail").evaluate("(one) => one.scrollWidth <= one.clientWidth")


def _entry(number: int, user: str) -> dict[str, object]:
    return {
        "n": number,
        "at": f"2026-07-13T03:{number // 60 % 60:02}:{number % 60:02}.000Z",
        "method": "POST",
        "path": "/v2/bot/message/push",
        "headers": {},
        "status": 200,
        "body": {"to": user, "messages": [{"text": f"เลขที่-{number}-"}]},
        "answer": {},
        "requestId": "x",
        "fault": None,
        "warnings": [],
        "why": "done",
        "page": "x",
    }
