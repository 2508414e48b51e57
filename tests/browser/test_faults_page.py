"""The page of faults: every switch in words, and the state saved and loaded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from simulator.config import Config
from simulator.thread import running
from simulator.trouble.faults import Faults
from tests.browser.chat import TOKEN, Chat, hears, held_call, hold, simulated
from tests.browser.conftest import opened

pytestmark = pytest.mark.browser


@pytest.fixture
def chat() -> Iterator[Chat]:
    with simulated() as found:
        yield found


@pytest.fixture
def lab(page: Page, chat: Chat) -> Page:
    page.goto(f"{chat.base}/_simulator/faults")
    page.locator(".switch").first.wait_for()
    hears(page)
    return page


def faults(chat: Chat) -> dict[str, object]:
    return dict(chat.call("GET", "/_simulator/api/faults"))


def test_every_switch_is_there_with_what_it_does_and_what_line_says(lab: Page) -> None:
    for key in Faults().describe():
        card = lab.locator(f'[data-switch="{key}"]')
        expect(card.locator("p")).to_have_count(2)
        expect(card.locator("input, select").first).to_be_visible()


def test_a_share_is_set_in_percent_at_once(lab: Page, chat: Chat) -> None:
    card = lab.locator('[data-switch="rate_500"]')
    card.get_by_role("spinbutton").fill("25")
    card.get_by_role("spinbutton").press("Enter")
    expect(card.get_by_text("เปลี่ยนแล้ว")).to_be_visible()
    assert faults(chat)["rate_500"] == 0.25


def test_numbers_choices_and_toggles_reach_the_simulator(lab: Page, chat: Chat) -> None:
    lab.locator('[data-switch="standby"]').get_by_role("switch").check()
    lab.locator('[data-switch="multicast_unknown_id"]').get_by_role("combobox").select_option("400")
    quota = lab.locator('[data-switch="quota"]').get_by_role("spinbutton")
    quota.fill("300")
    quota.press("Enter")
    expect(lab.locator(".badge-changed:visible")).to_have_count(3)
    found = faults(chat)
    assert (found["standby"], found["multicast_unknown_id"], found["quota"]) == (True, 400, 300)


def test_redelivery_keeps_what_is_not_touched(lab: Page, chat: Chat) -> None:
    card = lab.locator('[data-switch="redelivery"]')
    card.get_by_role("switch").check()
    expect(card.get_by_text("เปลี่ยนแล้ว")).to_be_visible()
    assert faults(chat)["redelivery"] == {"on": True, "after_ms": 1000, "times": 5}


def test_a_value_that_cannot_be_is_refused_in_words(lab: Page, chat: Chat) -> None:
    field = lab.locator('[data-switch="webhook_timeout_s"]').get_by_role("spinbutton")
    field.fill("0")
    field.press("Enter")
    expect(lab.get_by_role("status")).to_contain_text("ค่านี้ใช้ไม่ได้")
    expect(field).to_have_value("2")


def test_what_was_said_stays_when_the_line_comes_late(page: Page, chat: Chat) -> None:
    held: list[Route] = []
    page.route("**/_simulator/api/events", hold(held), times=1)
    page.goto(f"{chat.base}/_simulator/faults")
    page.locator('[data-switch="standby"]').get_by_role("switch").check()
    expect(page.get_by_role("status")).to_have_text("บันทึกแล้ว")
    held_call(page, held).continue_()
    hears(page)
    expect(page.get_by_role("status")).to_have_text("บันทึกแล้ว")


def test_all_trouble_can_be_stopped_with_one_tap(lab: Page, chat: Chat) -> None:
    chat.call("PUT", "/_simulator/api/faults", {"rate_500": 1, "standby": True, "quota": 3})
    expect(lab.locator(".badge-changed:visible")).to_have_count(3)
    lab.get_by_role("button", name="หยุดความขัดข้องทั้งหมด").click()
    expect(lab.locator(".badge-changed:visible")).to_have_count(0)
    assert faults(chat) == Faults().describe()


def test_the_state_is_saved_to_a_file_and_loaded_again(
    lab: Page, chat: Chat, tmp_path: Path
) -> None:
    user = chat.person("ป้าสมศรี")
    with lab.expect_download() as download:
        lab.get_by_role("link", name="บันทึกลงไฟล์").click()
    download.value.save_as(tmp_path / "state.json")
    lab.get_by_role("button", name="ล้างทั้งหมด").click()
    lab.get_by_role("dialog").get_by_role("button", name="ล้างทั้งหมด").click()
    expect(lab.get_by_role("status")).to_have_text("ล้างแล้ว")
    with lab.expect_file_chooser() as chooser:
        lab.get_by_role("button", name="โหลดจากไฟล์").click()
    chooser.value.set_files(tmp_path / "state.json")
    expect(lab.get_by_role("status")).to_have_text("โหลดแล้ว")
    assert chat.user(user)["displayName"] == "ป้าสมศรี"


def test_a_file_of_another_version_is_refused_in_words(lab: Page, tmp_path: Path) -> None:
    file = tmp_path / "old.json"
    file.write_text(json.dumps({"format": "line-simulator", "version": 0, "parts": {}}))
    with lab.expect_file_chooser() as chooser:
        lab.get_by_role("button", name="โหลดจากไฟล์").click()
    chooser.value.set_files(file)
    expect(lab.get_by_role("status")).to_contain_text("version 0")


def test_the_webhook_is_set_and_switched_off(lab: Page, chat: Chat) -> None:
    lab.get_by_role("textbox", name="ที่อยู่ของบอต").fill("http://127.0.0.1:9/callback")
    lab.get_by_role("button", name="ใช้ที่อยู่นี้").click()
    expect(lab.get_by_role("status")).to_have_text("บันทึกแล้ว")
    expect(lab.get_by_role("switch", name="ส่งเหตุการณ์", exact=True)).to_be_checked()
    with lab.expect_response("**/_simulator/api/webhook"):
        lab.get_by_role("switch", name="ส่งเหตุการณ์", exact=True).uncheck()
    expect(lab.get_by_role("status")).to_have_text("บันทึกแล้ว")
    assert chat.call("GET", "/_simulator/api/bot")["webhookOn"] is False


def test_a_simulator_that_was_started_again_shows_where_its_events_go_now(page: Page) -> None:
    old = Config(channel_secret="s", channel_token=TOKEN, webhook="http://127.0.0.1:9/old")
    with running(old) as base:
        page.goto(f"{base}/_simulator/faults")
        url = page.get_by_role("textbox", name="ที่อยู่ของบอต")
        expect(url).to_have_value("http://127.0.0.1:9/old")
    expect(page.get_by_role("status")).to_contain_text("ติดต่อตัวจำลองไม่ได้")
    port = int(base.rpartition(":")[2])
    with running(replace(old, webhook="http://127.0.0.1:9/new", port=port)):
        expect(url).to_have_value("http://127.0.0.1:9/new")
        expect(page.get_by_role("status")).to_have_text("")


def test_a_state_that_is_loaded_elsewhere_brings_its_switches(lab: Page, chat: Chat) -> None:
    chat.call("PUT", "/_simulator/api/faults", {"rate_500": 1, "standby": True})
    state = chat.call("GET", "/_simulator/api/state")
    chat.call("PUT", "/_simulator/api/faults", {"rate_500": 0, "standby": False})
    expect(lab.locator(".badge-changed:visible")).to_have_count(0)
    chat.call("PUT", "/_simulator/api/state", state)
    expect(lab.locator(".badge-changed:visible")).to_have_count(2)


def test_the_sheet_of_the_phones_asks_for_per_cent_as_this_page_does(
    page: Page, chat: Chat
) -> None:
    chat.call("PUT", "/_simulator/api/faults", {"rate_500": 0.25})
    page.goto(f"{chat.base}/_simulator/")
    page.get_by_role("button", name="ความขัดข้อง").click()
    expect(page.get_by_label("ตอบ 500 (%)")).to_have_value("25")
    page.get_by_label("ตอบ 429 (%)").fill("7")
    with page.expect_response(lambda one: one.request.method == "PUT"):
        page.get_by_role("button", name="ตกลง").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="ความขัดข้อง (เปิดอยู่)")).to_be_visible()
    found = faults(chat)
    assert (found["rate_500"], found["rate_429"], found["latency_ms"]) == (0.25, 0.07, 0)


@pytest.mark.parametrize("path", ["faults", "panel"])
def test_a_narrow_page_keeps_its_title(browser: Browser, chat: Chat, path: str) -> None:
    with opened(browser, 390, 740) as page:
        page.goto(f"{chat.base}/_simulator/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_phones_lead_there(page: Page, chat: Chat) -> None:
    page.goto(f"{chat.base}/_simulator/")
    page.get_by_role("button", name="ความขัดข้อง").click()
    page.get_by_role("link", name="สวิตช์ทั้งหมดและสถานะ").click()
    expect(page.locator(".switch").first).to_be_visible()


def test_nothing_sticks_out_on_a_phone(browser: Browser, chat: Chat) -> None:
    with opened(browser, 360, 740) as page:
        page.goto(f"{chat.base}/_simulator/faults")
        page.locator(".switch").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.locator(".lab").evaluate("(one) => one.scrollWidth <= one.clientWidth")
