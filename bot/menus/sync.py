"""`flask menu sync`: LINE has the menus that the program wants, and no older ones of ours.

What is meant is written down first. Then each step looks at what LINE has and does what is
lacking, so that a run may be repeated, and may die at any point: a menu is known by its name, which
says its areas and its picture. The old ones go last, when nobody is shown them any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import Clock
from bot.line.menus import MenuCalls
from bot.menus.asking import Stopped, ask, identity
from bot.menus.people import link_people
from bot.menus.wanted import ALIAS, OURS, WantedMenu
from models.database import Database
from models.menus import EVERYBODY, FIRST, Menu

Tell = Callable[[str], None]
_HAS_ONE = "already been uploaded"


@dataclass
class Sync:
    """One run. `tell` gets a plain sentence for each thing that was done."""

    database: Database
    calls: MenuCalls
    clock: Clock
    tell: Tell
    _at_line: dict[str, list[str]] = field(default_factory=dict)
    _did: int = 0

    def run(self, wanted: Sequence[WantedMenu]) -> int:
        """How many things were done; 0 when all was as it should be. Raises Stopped."""
        with self.database.write() as session:
            _intend(session, wanted, self.clock)
        self._at_line = self._list()
        for one in wanted:
            self._make(one)
        for one in wanted:
            self._picture(one)
        self._aliases(wanted)
        self._default()
        self._did += link_people(self.database, self.calls, self.clock, self.tell)
        self._remove_old({one.name for one in wanted})
        return self._did

    def _done(self, sentence: str) -> None:
        self._did += 1
        self.tell(sentence)

    def _list(self) -> dict[str, list[str]]:
        """Name → ids of our menus at LINE; two where a run died between making and writing down."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in _rows(ask(self.calls.all).json(), "richmenus"):
            name, menu_id = row.get("name"), row.get("richMenuId")
            if isinstance(name, str) and name.startswith(OURS):
                found[name].append(identity(menu_id))
        return found

    def _make(self, one: WantedMenu) -> None:
        """The one that LINE has, or a new one; its id is written down at once."""
        with self.database.read() as session:
            known = _menu(session, one.name).line_id
        there = self._at_line.get(one.name, [])
        if known in there:
            return
        if there:
            menu_id = there[0]
        else:
            answer = ask(lambda: self.calls.make({**one.body, "name": one.name}))
            menu_id = identity(answer.json().get("richMenuId"))
            self._done(f"made {one.name}")
        with self.database.write() as session:
            menu = _menu(session, one.name)
            menu.line_id, menu.pictured = menu_id, False

    def _picture(self, one: WantedMenu) -> None:
        with self.database.read() as session:
            menu = _menu(session, one.name)
        menu_id = menu.line_id or ""
        if menu.pictured:
            return
        if ask(lambda: self.calls.picture(menu_id), also=(404,)).status == 404:
            png = one.draw()
            answer = ask(lambda: self.calls.put_picture(menu_id, png), also=(400,))
            if answer.status == 400 and _HAS_ONE not in answer.body.decode("utf-8", "replace"):
                raise Stopped(f"LINE refuses the picture of {one.name}: {answer.body[:200]!r}")
            self._done(f"gave {one.name} its picture ({len(png) // 1000} kB)")
        with self.database.write() as session:
            _menu(session, one.name).pictured = True

    def _aliases(self, wanted: Sequence[WantedMenu]) -> None:
        """By them one page leads to the other; who has a menu open keeps it until it is turned."""
        there = self._known_aliases()
        turning = {one.alias: one for one in wanted if _turns(one, wanted)}
        for alias, one in turning.items():
            menu_id = self._id_of(one.name)
            if alias not in there:
                ask(lambda: self.calls.make_alias(alias, menu_id))  # noqa: B023  (called at once)
                self._done(f"gave {one.name} the alias {alias}")
            elif there[alias] != menu_id:
                ask(lambda: self.calls.turn_alias(alias, menu_id))  # noqa: B023
                self._done(f"turned the alias {alias} to {one.name}")
        for alias in sorted(set(there) - set(turning)):
            ask(lambda: self.calls.remove_alias(alias), also=(404,))  # noqa: B023
            self._done(f"removed the alias {alias}")

    def _known_aliases(self) -> dict[str, str]:
        rows = _rows(ask(self.calls.aliases).json(), "aliases")
        found = {str(row.get("richMenuAliasId")): str(row.get("richMenuId")) for row in rows}
        return {alias: menu_id for alias, menu_id in found.items() if alias.startswith(ALIAS)}

    def _default(self) -> None:
        """403: LINE's own manager made one; ours goes before it."""
        with self.database.read() as session:
            menu = session.scalars(_wanted_first(EVERYBODY)).one_or_none()
        if menu is None or menu.line_id is None:
            return
        menu_id = menu.line_id
        now = ask(self.calls.default, also=(403, 404)).json().get("richMenuId")
        if now != menu_id:
            ask(lambda: self.calls.set_default(menu_id))
            self._done(f"everybody is shown {menu.name}")

    def _remove_old(self, names: set[str]) -> None:
        for name, there in sorted(self._list().items()):
            ours = self._id_of(name) if name in names else None
            for menu_id in there:
                if menu_id != ours:
                    ask(lambda: self.calls.remove(menu_id), also=(404,))  # noqa: B023
                    self._done(f"removed {name}, which is no longer used")
        with self.database.write() as session:
            session.execute(sa.delete(Menu).where(Menu.wanted.is_(False)))

    def _id_of(self, name: str) -> str:
        with self.database.read() as session:
            return _menu(session, name).line_id or ""


def _intend(session: Session, wanted: Sequence[WantedMenu], clock: Clock) -> None:
    known = {menu.name: menu for menu in session.scalars(sa.select(Menu))}
    for menu in known.values():
        menu.wanted = False
    for one in wanted:
        if one.name in known:
            known[one.name].wanted = True
        else:
            new = Menu(name=one.name, key=one.key, page=one.page, created_at=clock.now())
            session.add(new)


def _turns(one: WantedMenu, wanted: Sequence[WantedMenu]) -> bool:
    """Whether some page leads to it: a menu of one page needs no alias."""
    return any(other.key == one.key and other.page != one.page for other in wanted)


def _wanted_first(key: str) -> sa.Select[Any]:
    return sa.select(Menu).where(Menu.key == key, Menu.page == FIRST, Menu.wanted)


def _menu(session: Session, name: str) -> Menu:
    return session.scalars(sa.select(Menu).where(Menu.name == name)).one()


def _rows(body: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows = body.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
