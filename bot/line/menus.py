"""LINE's requests about rich menus (LINE reference, "Rich menu"), bodies and statuses raw.

None takes a retry key: whoever repeats one looks first at what LINE has.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from bot.line.answers import Answer
from bot.line.client import LineClient

MOST_AT_ONCE = 500  # people of a bulk request (LINE reference, "Link rich menu to multiple users")
_MENUS, _ALIASES = "/v2/bot/richmenu", "/v2/bot/richmenu/alias"
_DEFAULT = "/v2/bot/user/all/richmenu"


class MenuCalls:
    """Each method is one request and ends in an Answer or a LineTrouble."""

    def __init__(self, client: LineClient) -> None:
        self._client = client

    def all(self) -> Answer:
        """200 {"richmenus": […]}: those made through the API, pictures not among it."""
        return self._client.call("GET", "menu_list", f"{_MENUS}/list")

    def make(self, menu: Mapping[str, Any]) -> Answer:
        """200 {"richMenuId": …}; at most 1,000, and 100 an hour."""
        return self._client.call("POST", "menu_make", _MENUS, _json(menu))

    def remove(self, menu_id: str) -> Answer:
        """404 when it is gone already; 100 an hour."""
        return self._client.call("DELETE", "menu_remove", f"{_MENUS}/{_safe(menu_id)}")

    def picture(self, menu_id: str) -> Answer:
        """404 as long as there is none."""
        return self._client.call("GET", "menu_picture", _content(menu_id), data=True)

    def put_picture(self, menu_id: str, png: bytes) -> Answer:
        """Once for each menu: the second gets 400."""
        path = _content(menu_id)
        return self._client.call("POST", "menu_put", path, png, "image/png", data=True)

    def default(self) -> Answer:
        """404: none; 403: one of LINE's own manager, which ours goes before."""
        return self._client.call("GET", "menu_default", _DEFAULT)

    def set_default(self, menu_id: str) -> Answer:
        return self._client.call("POST", "menu_set_default", f"{_DEFAULT}/{_safe(menu_id)}", b"")

    def aliases(self) -> Answer:
        """200 {"aliases": [{"richMenuAliasId", "richMenuId"}, …]}"""
        return self._client.call("GET", "alias_list", f"{_ALIASES}/list")

    def make_alias(self, alias: str, menu_id: str) -> Answer:
        body = _json({"richMenuAliasId": alias, "richMenuId": menu_id})
        return self._client.call("POST", "alias_make", _ALIASES, body)

    def turn_alias(self, alias: str, menu_id: str) -> Answer:
        body = _json({"richMenuId": menu_id})
        return self._client.call("POST", "alias_turn", f"{_ALIASES}/{_safe(alias)}", body)

    def remove_alias(self, alias: str) -> Answer:
        return self._client.call("DELETE", "alias_remove", f"{_ALIASES}/{_safe(alias)}")

    def link(self, user_id: str, menu_id: str) -> Answer:
        """200 also for whoever is no friend, without effect."""
        path = f"/v2/bot/user/{_safe(user_id)}/richmenu/{_safe(menu_id)}"
        return self._client.call("POST", "menu_link", path, b"")

    def unlink(self, user_id: str) -> Answer:
        path = f"/v2/bot/user/{_safe(user_id)}/richmenu"
        return self._client.call("DELETE", "menu_unlink", path)

    def link_many(self, user_ids: Sequence[str], menu_id: str) -> Answer:
        """202, done some seconds later; at most 500 people."""
        body = _json({"richMenuId": menu_id, "userIds": list(user_ids)})
        return self._client.call("POST", "menu_link_many", f"{_MENUS}/bulk/link", body)

    def unlink_many(self, user_ids: Sequence[str]) -> Answer:
        body = _json({"userIds": list(user_ids)})
        return self._client.call("POST", "menu_unlink_many", f"{_MENUS}/bulk/unlink", body)


def _content(menu_id: str) -> str:
    return f"{_MENUS}/{_safe(menu_id)}/content"


def _safe(part: str) -> str:
    return quote(part, safe="")


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
