"""Behaviour 40: who sees which rich menu."""

from __future__ import annotations

import pytest

from tests.contract.line import Line, eventually
from tests.contract.menus import created, link, own, shown, whole

DEFAULT = "/v2/bot/user/all/richmenu"
BULK = "/v2/bot/richmenu/bulk"
UNKNOWN = "richmenu-" + "0" * 32
NO_IMAGE = {"message": "must upload richmenu image before applying it to user", "details": []}


def test_40_a_menu_without_a_picture_reaches_nobody(line: Line, user: str) -> None:
    """Messaging API reference, §Set default rich menu, §Link rich menu to user, errors."""
    menu_id = created(line)
    bulk = {"richMenuId": menu_id, "userIds": [user]}
    answers = [
        line.call("POST", f"{DEFAULT}/{menu_id}"),
        link(line, user, menu_id),
        line.call("POST", f"{BULK}/link", bulk),
    ]
    assert [(one.status, one.json) for one in answers] == [(400, NO_IMAGE)] * 3
    assert shown(line, user) is None


def test_40_the_default_is_set_read_and_cleared(line: Line, user: str) -> None:
    """Messaging API reference, §Set, §Get, §Clear default rich menu."""
    menu_id = whole(line)
    assert line.call("POST", f"{DEFAULT}/{menu_id}").json == {}
    assert line.call("GET", DEFAULT).json == {"richMenuId": menu_id}
    assert shown(line, user) == menu_id
    assert line.call("DELETE", DEFAULT).json == {}
    assert shown(line, user) is None


def test_40_no_default_is_404(line: Line) -> None:
    """Messaging API reference, §Get default rich menu ID, example error response."""
    answer = line.call("GET", DEFAULT)
    assert (answer.status, answer.json) == (404, {"message": "no default richmenu", "details": []})


def test_40_a_persons_own_menu_goes_before_the_default(line: Line, user: str) -> None:
    """Messaging API reference, §Link rich menu to user: order of priority."""
    everybodys, own_menu = whole(line), whole(line)
    line.call("POST", f"{DEFAULT}/{everybodys}")
    assert link(line, user, own_menu).json == {}
    assert (own(line, user), shown(line, user)) == (own_menu, own_menu)
    assert line.call("DELETE", f"/v2/bot/user/{user}/richmenu").json == {}
    assert (own(line, user), shown(line, user)) == (None, everybodys)


def test_40_who_has_no_menu_is_404(line: Line, user: str) -> None:
    """Messaging API reference, §Get rich menu ID of user, example error response."""
    answer = line.call("GET", f"/v2/bot/user/{user}/richmenu")
    expected = {"message": "the user has no richmenu", "details": []}
    assert (answer.status, answer.json) == (404, expected)


def test_40_a_link_to_no_friend_is_200_without_effect(line: Line, user: str) -> None:
    """Messaging API reference, §Conditions for linking rich menu."""
    menu_id, stranger, blocker = whole(line), line.join(friend=False), line.join()
    line.control("POST", f"users/{blocker}/block")
    for user_id in (stranger, blocker, "U" + "0" * 32):
        assert link(line, user_id, menu_id).status == 200
        assert own(line, user_id) is None


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_40_an_invalid_user_id_is_400(line: Line, method: str) -> None:
    """Messaging API reference, §Get rich menu ID of user, §Unlink rich menu from user, errors."""
    answer = line.call(method, "/v2/bot/user/kutemukan/richmenu")
    expected = {"message": "The value for the 'userId' parameter is invalid"}
    assert (answer.status, answer.json) == (400, expected)


def test_40_an_unknown_menu_cannot_be_linked(line: Line, user: str) -> None:
    """Messaging API reference, §Link rich menu to user, §Set default rich menu, errors."""
    for answer in (link(line, user, UNKNOWN), line.call("POST", f"{DEFAULT}/{UNKNOWN}")):
        assert (answer.status, answer.json) == (404, {"message": "Not found"})


def test_40_a_deleted_menu_is_on_no_phone(line: Line, user: str) -> None:
    """Messaging API reference, §Delete rich menu (what becomes of links is not documented)."""
    own_menu, default = whole(line), whole(line)
    link(line, user, own_menu)
    line.call("POST", f"{DEFAULT}/{default}")
    line.call("DELETE", f"/v2/bot/richmenu/{own_menu}")
    assert shown(line, user) == default
    line.call("DELETE", f"/v2/bot/richmenu/{default}")
    assert (shown(line, user), line.call("GET", DEFAULT).status) == (None, 404)


def test_40_many_people_get_a_menu_in_the_background(line: Line, user: str) -> None:
    """Messaging API reference, §Link rich menu to multiple users, §Unlink rich menus …."""
    menu_id, other, stranger = whole(line), line.join(), line.join(friend=False)
    users = [user, other, stranger]
    line.faults(menu_change_ms=3_600_000)
    answer = line.call("POST", f"{BULK}/link", {"richMenuId": menu_id, "userIds": users})
    assert (answer.status, answer.json) == (202, {})
    assert own(line, user) is None
    line.advance(3_600)
    assert [own(line, one) for one in users] == [menu_id, menu_id, None]
    assert line.call("POST", f"{BULK}/unlink", {"userIds": users}).status == 202
    line.advance(3_600)
    assert [own(line, one) for one in users] == [None, None, None]


def test_40_the_background_needs_no_clock_to_be_moved(line: Line, user: str) -> None:
    """Messaging API reference, §Link rich menu to multiple users: within a few seconds."""
    menu_id = whole(line)
    line.call("POST", f"{BULK}/link", {"richMenuId": menu_id, "userIds": [user]})
    eventually(lambda: own(line, user), lambda found: found == menu_id)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"userIds": ["U0"]}, "The property, 'userIds[0]', in the request body is invalid"),
        ({"userIds": []}, "The request body has 1 error(s)"),
        ({"userIds": ["U" + "0" * 32] * 501}, "The request body has 1 error(s)"),
        ({"richMenuId": "richmenu-x"}, "The request body has 1 error(s)"),
    ],
)
def test_40_a_bulk_call_with_a_fault_changes_nobody(
    line: Line, user: str, body: dict[str, object], message: str
) -> None:
    """Messaging API reference, §Link rich menu to multiple users, error response."""
    whole_body = {"richMenuId": whole(line), "userIds": [user]} | body
    answer = line.call("POST", f"{BULK}/link", whole_body)
    assert answer.status == 400
    assert answer.message.startswith(message)


def test_40_a_bulk_call_for_an_unknown_menu_is_404(line: Line, user: str) -> None:
    """Messaging API reference, §Link rich menu to multiple users, example error response."""
    answer = line.call("POST", f"{BULK}/link", {"richMenuId": UNKNOWN, "userIds": [user]})
    assert (answer.status, answer.json) == (404, {"message": "richmenu not found", "details": []})
