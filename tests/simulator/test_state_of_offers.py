"""Coupons, LIFF apps, the manager's menu and opened links are saved and loaded with the rest."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.line import Line
from tests.contract.menus import shown
from tests.contract.test_coupons import coupon, made
from tests.contract.test_liff_apps import add, apps
from tests.contract.test_manager_menu import managed
from tests.contract.test_opened_links import broadcast, opened
from tests.contract.test_statistics import LINK
from tests.simulator.test_state import carry, other, put

__all__ = ["other"]


def test_a_coupon_can_be_sent_there(line: Line, other: Line) -> None:
    user, coupon_id = line.join(), made(line)
    carry(line, other)
    assert other.push(user, coupon(coupon_id)).status == 200
    path = f"/v2/bot/coupon/{coupon_id}"
    assert other.call("GET", path).json == line.call("GET", path).json


def test_a_liff_app_is_known_there(line: Line, other: Line) -> None:
    add(line, description="แบบรายงาน")
    carry(line, other)
    assert apps(other) == apps(line)


def test_the_managers_menu_is_shown_there(line: Line, other: Line) -> None:
    user, menu_id = line.join(), managed(line)
    carry(line, other)
    assert shown(other, user) == menu_id


def test_who_opened_a_link_is_remembered(line: Line, other: Line) -> None:
    people = [line.join() for _ in range(20)]
    request_id = broadcast(line, LINK)
    for user in people:
        opened(line, user)
    carry(line, other)
    path = f"/v2/bot/insight/message/event?requestId={request_id}"
    assert other.call("GET", path).json["clicks"][0]["uniqueClick"] == 20


@pytest.mark.parametrize(
    "damage",
    [
        {"coupons": [{"id": "1", "body": {"title": "ก"}, "created": 1}]},
        {"liffApps": [{"id": "1-a", "body": {"view": {"type": "wide"}}}]},
        {"reach": {"request 1": {"at": 1, "people": [], "seen": [], "opened": {"1 x": {"U": -1}}}}},
    ],
    ids=lambda damage: str(next(iter(damage))),
)
def test_what_is_none_of_them_is_refused(line: Line, damage: dict[str, Any]) -> None:
    state = line.control("GET", "state")
    assert put(line, state | {"parts": {**state["parts"], **damage}}).status == 400
