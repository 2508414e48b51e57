"""Rich menus, their pictures, their aliases and who has which (REF §Rich menu and the two after).

Plain data; nothing here knows who is a friend or what a phone shows.
"""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from simulator.chats import Json

MENUS_MAX = 1_000
ALIASES_MAX = 1_000
MENU_ID = re.compile(r"richmenu-[0-9a-f]{32}")
ALIAS_ID = re.compile(r"[a-z0-9_-]{1,32}")


@dataclass
class RichMenu:
    """``body`` is the rich menu object without its ID; ``image`` is empty until one is uploaded."""

    id: str
    body: Json
    image: bytes = b""
    image_type: str = ""

    def describe(self) -> Json:
        """REF §Rich menu response object."""
        return {"richMenuId": self.id, **self.body}

    def state(self) -> Json:
        picture = base64.b64encode(self.image).decode()
        return {"id": self.id, "body": self.body, "image": picture, "imageType": self.image_type}


class RichMenus:
    """``default`` is the menu of who has none of their own; ``aliases`` may outlive their menu."""

    def __init__(self) -> None:
        self._menus: dict[str, RichMenu] = {}
        self._links: dict[str, str] = {}
        self.aliases: dict[str, str] = {}
        self.default: str | None = None

    def __iter__(self) -> Iterator[RichMenu]:
        return iter(self._menus.values())

    def __len__(self) -> int:
        return len(self._menus)

    def get(self, menu_id: str) -> RichMenu | None:
        return self._menus.get(menu_id)

    def create(self, body: Json) -> RichMenu:
        menu = RichMenu(f"richmenu-{secrets.token_hex(16)}", body)
        self._menus[menu.id] = menu
        return menu

    def delete(self, menu_id: str) -> list[str]:
        """Gives the people who had it; it is nobody's default any more either."""
        del self._menus[menu_id]
        if self.default == menu_id:
            self.default = None
        had = [user_id for user_id, linked in self._links.items() if linked == menu_id]
        for user_id in had:
            del self._links[user_id]
        return had

    def link(self, user_id: str, menu_id: str | None) -> None:
        """``menu_id`` None takes the person's own menu away."""
        if menu_id is None:
            self._links.pop(user_id, None)
        else:
            self._links[user_id] = menu_id

    def linked(self, user_id: str) -> str | None:
        return self._links.get(user_id)

    def links(self) -> dict[str, str]:
        """Each person's own menu, as it is now."""
        return dict(self._links)

    def shown_to(self, user_id: str) -> RichMenu | None:
        """REF §Set default rich menu, priority: a person's own before the default."""
        return self._menus.get(self._links.get(user_id, self.default or ""))

    def state(self) -> Json:
        return {
            "menus": [menu.state() for menu in self],
            "links": self.links(),
            "aliases": dict(self.aliases),
            "default": self.default,
        }

    def restore(self, state: Json) -> None:
        """``state`` is what ``state()`` gave; raises KeyError or TypeError for anything else."""
        found = [_menu(one) for one in _list(state["menus"])]
        self._menus = {menu.id: menu for menu in found}
        self._links = _texts(state["links"])
        self.aliases = _texts(state["aliases"])
        self.default = None if state["default"] is None else str(state["default"])


def _menu(state: Json) -> RichMenu:
    body = state["body"]
    if not isinstance(body, dict):
        raise TypeError("the body of a rich menu is an object")
    image = base64.b64decode(str(state["image"]))
    return RichMenu(str(state["id"]), body, image, str(state["imageType"]))


def _list(value: object) -> list[Json]:
    if not isinstance(value, list):
        raise TypeError("a list is wanted")
    return value


def _texts(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError("an object is wanted")
    return {str(key): str(text) for key, text in value.items()}
