"""Rich menus, their pictures, their aliases and who has which (REF §Rich menu and the two after).

Plain data; nothing here knows who is a friend or what a phone shows.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from simulator.basics.strict import Json
from simulator.saving.records import as_list, as_object, as_text, packed, plain, rebuild, unpacked
from simulator.validate.richmenu import check

MENUS_MAX = 1_000
ALIASES_MAX = 1_000
IMAGE_MAX = 1024 * 1024
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

    def stored(self) -> Json:
        return plain(self) | {"image": packed(self.image)}


class RichMenus:
    """``default`` is the menu of who has none of their own; ``aliases`` may outlive their menu.

    ``manager`` is the one that LINE Official Account Manager shows where there is no default: no
    call of the API names it.
    """

    def __init__(self) -> None:
        self._menus: dict[str, RichMenu] = {}
        self._links: dict[str, str] = {}
        self.aliases: dict[str, str] = {}
        self.default: str | None = None
        self.manager: RichMenu | None = None

    def __iter__(self) -> Iterator[RichMenu]:
        return iter(self._menus.values())

    def __len__(self) -> int:
        return len(self._menus)

    def get(self, menu_id: str) -> RichMenu | None:
        return self._menus.get(menu_id)

    def create(self, body: Json) -> RichMenu:
        menu = new_menu(body)
        self._menus[menu.id] = menu
        return menu

    def drawn(self, menu_id: str) -> RichMenu | None:
        """What a phone may have on its screen, the manager's too."""
        manager = self.manager
        return manager if manager is not None and manager.id == menu_id else self.get(menu_id)

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
        """REF §Set default rich menu, priority: a person's own, the default, the manager's."""
        return self._menus.get(self._links.get(user_id, self.default or "")) or self.manager

    def state(self) -> object:
        return {
            "menus": list(self),
            "links": self.links(),
            "aliases": dict(self.aliases),
            "default": self.default,
            "manager": self.manager,
        }

    def restore(self, state: object) -> None:
        parts = as_object(state)
        found = [_menu(one) for one in as_list(parts["menus"])]
        links, aliases, default = _texts(parts["links"]), _texts(parts["aliases"]), parts["default"]
        manager = None if parts.get("manager") is None else _menu(parts["manager"])
        self.manager = manager
        self._menus = {menu.id: menu for menu in found}
        self._links, self.aliases = links, aliases
        self.default = None if default is None else as_text(default)


def new_menu(body: Json) -> RichMenu:
    return RichMenu(f"richmenu-{secrets.token_hex(16)}", body)


def _menu(state: object) -> RichMenu:
    """Its body is one that LINE takes: the phones draw it."""
    parts = as_object(state)
    found = rebuild(RichMenu, {**parts, "image": unpacked(parts["image"])})
    if check(found.body) is not None:
        raise ValueError(f"{found.id!r:.60} is no rich menu")
    return found


def _texts(state: object) -> dict[str, str]:
    return {key: as_text(value) for key, value in as_object(state).items()}
