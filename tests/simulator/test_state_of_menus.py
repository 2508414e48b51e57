"""Rich menus are saved and loaded, with what was still under way."""

from __future__ import annotations

from tests.contract.line import Line
from tests.contract.menus import link, own, shown, whole
from tests.simulator.test_state import carry, other

__all__ = ["other"]


def test_menus_come_back_with_pictures_links_and_aliases(line: Line, other: Line) -> None:
    user, menu_id = line.join(), whole(line)
    link(line, user, menu_id)
    alias = {"richMenuAliasId": "page-1", "richMenuId": menu_id}
    line.call("POST", "/v2/bot/richmenu/alias", alias)
    carry(line, other)
    assert shown(other, user) == menu_id
    for path in ("alias/list", "list", f"{menu_id}/content"):
        path = f"/v2/bot/richmenu/{path}"
        assert other.call("GET", path).body == line.call("GET", path).body


def test_a_bulk_link_under_way_is_done_there(line: Line, other: Line) -> None:
    user, menu_id = line.join(), whole(line)
    line.faults(menu_change_ms=3_600_000)
    body = {"richMenuId": menu_id, "userIds": [user]}
    line.call("POST", "/v2/bot/richmenu/bulk/link", body)
    carry(line, other)
    other.advance(3_600)
    assert (own(line, user), own(other, user)) == (None, menu_id)
