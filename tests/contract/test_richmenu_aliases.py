"""Behaviours 16 and 40: aliases, and switching between menus by them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.line import Line
from tests.contract.menus import TAP, created, link, own, shown, whole
from tests.contract.receiver import Receiver

PATH = "/v2/bot/richmenu/alias"
UNKNOWN = "richmenu-" + "0" * 32
SWITCH = {"type": "richmenuswitch", "richMenuAliasId": "page-2", "data": "page=2"}
NOT_FOUND = {"message": "richmenu not found", "details": []}


def alias(line: Line, alias_id: str, menu_id: str) -> Any:
    return line.call("POST", PATH, {"richMenuAliasId": alias_id, "richMenuId": menu_id})


def test_40_an_alias_is_made_read_changed_and_deleted(line: Line) -> None:
    """Messaging API reference, §Rich menu alias."""
    first, second = whole(line), whole(line)
    assert alias(line, "page-1", first).json == {}
    assert line.call("POST", f"{PATH}/page-1", {"richMenuId": second}).json == {}
    expected = {"richMenuAliasId": "page-1", "richMenuId": second}
    assert line.call("GET", f"{PATH}/page-1").json == expected
    assert line.call("GET", f"{PATH}/list").json == {"aliases": [expected]}
    assert line.call("DELETE", f"{PATH}/page-1").json == {}
    assert line.call("GET", f"{PATH}/list").json == {"aliases": []}


def test_40_an_alias_that_exists_is_a_conflict(line: Line) -> None:
    """Messaging API reference, §Create rich menu alias, example error response."""
    menu_id = whole(line)
    alias(line, "page-1", menu_id)
    answer = alias(line, "page-1", menu_id)
    expected = {"message": "conflict richmenu alias id", "details": []}
    assert (answer.status, answer.json) == (400, expected)


def test_40_an_alias_of_no_menu_or_one_without_picture_is_400(line: Line) -> None:
    """Messaging API reference, §Create and §Update rich menu alias, example error responses."""
    alias(line, "page-1", whole(line))
    for menu_id in (UNKNOWN, created(line)):
        for answer in (
            alias(line, "page-2", menu_id),
            line.call("POST", f"{PATH}/page-1", {"richMenuId": menu_id}),
        ):
            assert (answer.status, answer.json) == (400, NOT_FOUND)


def test_40_a_malformed_menu_id_is_named(line: Line) -> None:
    """Messaging API reference, §Create rich menu alias, example error response."""
    expected = [{"message": "invalid richMenuId", "property": "richMenuId"}]
    assert alias(line, "page-1", "richmenu-x").json["details"] == expected


@pytest.mark.parametrize("alias_id", ["Page", "a" * 33, "หน้า", "a b"])
def test_40_an_alias_has_small_letters_digits_and_dashes(line: Line, alias_id: str) -> None:
    """Messaging API reference, §Create rich menu alias, richMenuAliasId."""
    assert alias(line, alias_id, whole(line)).status == 400


@pytest.mark.parametrize("method", ["GET", "DELETE", "POST"])
def test_40_an_unknown_alias_is_404(line: Line, method: str) -> None:
    """Messaging API reference, §Delete, §Update rich menu alias, §Get rich menu alias …."""
    body = {"richMenuId": whole(line)} if method == "POST" else None
    answer = line.call(method, f"{PATH}/nobody", body)
    expected = {"message": "richmenu alias not found", "details": []}
    assert (answer.status, answer.json) == (404, expected)


def test_40_a_thousand_aliases_are_the_most(line: Line) -> None:
    """Messaging API reference, §Create rich menu alias: up to 1000."""
    menu_id = whole(line)
    assert {alias(line, f"page-{place}", menu_id).status for place in range(1000)} == {200}
    assert alias(line, "page-1000", menu_id).status == 400


def test_16_a_switch_changes_the_menu_and_tells_the_bot(
    line: Line, bot: Receiver, user: str
) -> None:
    """Messaging API reference, §Rich menu switch action, §Postback event."""
    second, first = whole(line), whole(line, SWITCH)
    alias(line, "page-2", second)
    link(line, user, first)
    assert line.control("POST", f"users/{user}/menu/tap", {"area": 0})["status"] == "SUCCESS"
    params = {"newRichMenuAliasId": "page-2", "status": "SUCCESS"}
    assert bot.one("postback")["postback"] == {"data": "page=2", "params": params}
    assert (shown(line, user), own(line, user)) == (second, second)


def test_16_a_switch_to_no_alias_says_so(line: Line, bot: Receiver, user: str) -> None:
    """Messaging API reference, §Postback params object for rich menu switch action."""
    first = whole(line, SWITCH)
    link(line, user, first)
    line.control("POST", f"users/{user}/menu/tap", {"area": 0})
    assert bot.one("postback")["postback"]["params"] == {"status": "RICHMENU_ALIAS_ID_NOTFOUND"}
    assert shown(line, user) == first


def test_16_a_switch_to_a_deleted_menu_says_so(line: Line, bot: Receiver, user: str) -> None:
    """Messaging API reference, §Postback params object for rich menu switch action."""
    second = whole(line)
    alias(line, "page-2", second)
    line.call("DELETE", f"/v2/bot/richmenu/{second}")
    line.control("POST", f"users/{user}/menu/switch", SWITCH)
    assert bot.one("postback")["postback"]["params"] == {"status": "RICHMENU_NOTFOUND"}


def test_16_a_switch_of_no_friend_fails(line: Line, bot: Receiver) -> None:
    """Messaging API reference, §Postback params …: FAILED; a link wants a friend."""
    stranger = line.join(friend=False)
    alias(line, "page-2", whole(line))
    line.control("POST", f"users/{stranger}/menu/switch", SWITCH)
    assert bot.one("postback")["postback"]["params"] == {"status": "FAILED"}


def test_16_a_tap_on_an_area_does_its_action(line: Line, bot: Receiver, user: str) -> None:
    """Messaging API reference, §Area object, §Postback action, §Message action."""
    pick = {"type": "datetimepicker", "data": "day", "mode": "date"}
    link(line, user, whole(line, TAP, {"type": "message", "text": "ช่วยเหลือ"}, pick))
    for body in ({"area": 0}, {"area": 1}, {"area": 2, "params": {"date": "2026-08-01"}}):
        line.control("POST", f"users/{user}/menu/tap", body)
    postbacks = [event["postback"] for event in bot.events("postback", 2)]
    assert postbacks == [{"data": "report"}, {"data": "day", "params": {"date": "2026-08-01"}}]
    assert bot.one("message")["message"]["text"] == "ช่วยเหลือ"
