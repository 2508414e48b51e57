"""Behaviour 40: the default rich menu of LINE Official Account Manager, of lowest priority."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.contract.line import Line
from tests.contract.menus import link, menu, picture, shown, whole
from tests.contract.receiver import Receiver

DEFAULT = "/v2/bot/user/all/richmenu"
SAYS = {"type": "message", "label": "เวลาทำการ", "text": "เปิดกี่โมง"}


def managed(line: Line, *actions: dict[str, Any], **parts: object) -> str:
    """What the manager's default is now; gives its ID, which no call of the API takes."""
    body = menu(*actions or (SAYS,), **parts)
    return str(line.control("PUT", "manager/menu", body)["menu"]["richMenuId"])


def test_40_ones_own_goes_before_the_default_and_that_before_the_managers(
    line: Line, user: str
) -> None:
    """Messaging API reference, §Set default rich menu: the order of priority."""
    managers, default, own = managed(line), whole(line), whole(line)
    assert shown(line, user) == managers
    line.call("POST", f"{DEFAULT}/{default}")
    assert shown(line, user) == default
    link(line, user, own)
    assert shown(line, user) == own
    line.call("DELETE", f"/v2/bot/user/{user}/richmenu")
    line.call("DELETE", DEFAULT)
    assert shown(line, user) == managers


def test_40_a_default_of_the_managers_cannot_be_read(line: Line) -> None:
    """Messaging API reference, §Get default rich menu ID, example error response."""
    managed(line)
    answer = line.call("GET", DEFAULT)
    expected = {"message": "the richmenu is owned by another channel", "details": []}
    assert (answer.status, answer.json) == (403, expected)
    default = whole(line)
    line.call("POST", f"{DEFAULT}/{default}")
    assert line.call("GET", DEFAULT).json == {"richMenuId": default}


def test_40_clearing_the_default_leaves_the_managers(line: Line, user: str) -> None:
    """Messaging API reference, §Clear default rich menu: that set with the Messaging API."""
    managers = managed(line)
    assert line.call("DELETE", DEFAULT).json == {}
    assert (shown(line, user), line.call("GET", DEFAULT).status) == (managers, 403)


def test_40_no_call_of_the_api_knows_a_menu_of_the_managers(line: Line, user: str) -> None:
    """Messaging API reference, §Get rich menu list, note: cannot be retrieved."""
    managers = managed(line)
    assert line.call("GET", "/v2/bot/richmenu/list").json == {"richmenus": []}
    assert line.call("GET", f"/v2/bot/richmenu/{managers}").status == 404
    assert link(line, user, managers).status == 404


def test_40_a_tap_on_the_managers_menu_says_its_text(line: Line, bot: Receiver, user: str) -> None:
    """Messaging API reference, §Message action."""
    managed(line)
    line.control("POST", f"users/{user}/menu/tap", {"area": 0})
    assert bot.one("message")["message"]["text"] == "เปิดกี่โมง"


def test_40_the_managers_picture_is_its_own_or_a_drawn_one(line: Line, user: str) -> None:
    """A control call of the simulator's own."""
    raw = picture()
    managed(line, image=base64.b64encode(raw).decode())
    address = line.control("GET", f"users/{user}/menu")["menu"]["image"]
    assert line.http("GET", address).body == raw
    managed(line)
    address = line.control("GET", f"users/{user}/menu")["menu"]["image"]
    assert line.http("GET", address).body.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "parts",
    [{"image": "!"}, {"image": base64.b64encode(b"x").decode()}, {"name": ""}],
    ids=str,
)
def test_40_a_menu_that_the_manager_would_not_take_is_refused(
    line: Line, user: str, parts: dict[str, object]
) -> None:
    """Messaging API reference, §Rich menu object, §Requirements for rich menu image."""
    line.control("PUT", "manager/menu", menu(SAYS, **parts), status=400)
    assert shown(line, user) is None


def test_40_the_manager_has_no_postbacks(line: Line) -> None:
    """A control call of the simulator's own: there a tile opens an address or says a text."""
    line.control("PUT", "manager/menu", menu(), status=400)


def test_40_the_managers_menu_can_be_taken_away(line: Line, user: str) -> None:
    """A control call of the simulator's own."""
    managed(line)
    line.control("DELETE", "manager/menu")
    assert (shown(line, user), line.call("GET", DEFAULT).status) == (None, 404)
