"""Two bots on LINE's SDKs, one in Python and one in Node, run on the simulator unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.contract.foreign.stalls import eventually, said, stall
from tests.contract.line import Line

_TALK = {"type": "text", "text": "มีข้าวไหม"}


@pytest.fixture(params=["python", "node"], scope="module")
def market(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Line]:
    folder: Path = tmp_path_factory.mktemp("bot")
    with stall(request.param, folder) as line:
        yield line


@pytest.fixture
def customer(market: Line) -> str:
    """A friend who was welcomed."""
    person = market.join("ป้าสมศรี")
    said(market, person, 1)
    return person


def test_a_new_friend_is_greeted_by_name_with_quick_replies(market: Line, customer: str) -> None:
    [greeting] = said(market, customer, 1)
    labels = [item["action"]["label"] for item in greeting["quickReply"]["items"]]
    assert (greeting["text"], labels) == ("ยินดีต้อนรับ ป้าสมศรี", ["ราคา", "ร้าน"])


def test_words_come_back_as_they_were(market: Line, customer: str) -> None:
    market.say(customer, "น้ำท่วม 🍎 \u200bที่นี่")
    assert said(market, customer, 2)[1]["text"] == "น้ำท่วม 🍎 \u200bที่นี่"


def test_a_flex_message_arrives_whole(market: Line, customer: str) -> None:
    market.say(customer, "ราคา")
    flex = said(market, customer, 2)[1]
    assert flex["contents"]["body"]["contents"][0]["text"] == "ข้าวหอมมะลิ 40 บาท"


def test_a_template_arrives_with_its_actions(market: Line, customer: str) -> None:
    market.say(customer, "ร้าน")
    template = said(market, customer, 2)[1]["template"]
    assert [action["type"] for action in template["actions"]] == ["uri", "datetimepicker"]


def test_a_tap_is_answered_by_a_push_that_counts(market: Line, customer: str) -> None:
    before = market.usage()
    market.control("POST", f"users/{customer}/postbacks", {"data": "buy=rice"})
    assert said(market, customer, 2)[1]["text"] == "จองแล้ว buy=rice"
    assert market.usage() == before + 1


def test_a_chosen_day_reaches_the_bot(market: Line, customer: str) -> None:
    day = {"data": "day", "params": {"date": "2026-08-07"}}
    market.control("POST", f"users/{customer}/postbacks", day)
    assert said(market, customer, 2)[1]["text"] == "จองแล้ว 2026-08-07"


def test_a_picture_is_fetched_whole(market: Line, customer: str) -> None:
    market.say(customer, {"type": "image", "size": 40_000})
    assert said(market, customer, 2)[1]["text"] == "40000 ไบต์"


def test_a_multicast_reaches_every_customer(market: Line, customer: str) -> None:
    other = market.join("ลุงบุญมี")
    said(market, other, 1)
    market.say(customer, "ประกาศ")
    assert said(market, other, 2)[1]["text"] == "พรุ่งนี้ร้านหยุด"
    texts = {message["text"] for message in said(market, customer, 3)}
    assert texts >= {"พรุ่งนี้ร้านหยุด", "บอกทุกคนแล้ว"}


def test_a_rich_menu_is_made_drawn_and_linked_and_its_tap_is_heard(
    market: Line, customer: str
) -> None:
    market.say(customer, "เปิดเมนู")
    assert said(market, customer, 2)[1]["text"] == "เปิดเมนูแล้ว"
    eventually(lambda: _menu(market, customer), bool, market)
    assert _menu(market, customer)["chatBarText"] == "เมนูร้าน"
    assert market.http("GET", _menu(market, customer)["image"]).body.startswith(b"\x89PNG")
    market.control("POST", f"users/{customer}/menu/tap", {"area": 0})
    assert said(market, customer, 3)[2]["type"] == "flex"


def test_in_a_group_it_knows_the_group_and_who_speaks(market: Line, customer: str) -> None:
    market.faults(join_groups=True)
    body = {"name": "ตลาดเช้า", "members": [customer], "bot": True}
    group = market.control("POST", "groups", body)["chatId"]
    eventually(lambda: _in_group(market, group), bool, market)
    market.control("POST", f"users/{customer}/messages", _TALK | {"chatId": group})
    texts = eventually(lambda: _in_group(market, group), lambda found: len(found) == 2, market)
    assert texts == ["ตลาดเช้า 1 คน", "สวัสดี ป้าสมศรี"]


def _menu(market: Line, customer: str) -> Any:
    return market.control("GET", f"users/{customer}/menu")["menu"]


def _in_group(market: Line, group: str) -> list[str]:
    items = market.control("GET", f"groups/{group}/messages")
    return [item["message"]["text"] for item in items if item["from"] == "bot"]


def test_all_webhooks_are_taken(market: Line, customer: str) -> None:
    market.say(customer, "จบ")
    said(market, customer, 2)
    eventually(lambda: market.control("GET", "idle"), lambda idle: bool(idle["idle"]), market)
    assert {one["status"] for one in market.control("GET", "webhooks")} == {200}
