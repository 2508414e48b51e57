"""A deployment with a headman, คุณแก้ว and an officer, and what LINE has of menus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import sqlalchemy as sa

from bootstrap import rooms
from bot.line.answers import Answer
from bot.line.bucket import Buckets
from bot.line.client import LineClient
from bot.line.menus import MenuCalls
from bot.line.tokens import StaticToken
from bot.menus.sync import Sync
from bot.menus.wanted import WantedMenu
from models.menus import Menu, MenuLink
from models.people import Account
from models.words import MenuState
from tests.golden.cast import base as cast
from tests.support.deployment import Deployment

HEADMAN, FRIEND, OFFICER = (cast.user_id(name) for name in ("headman", "friend", "officer"))
WHO = {"headman": HEADMAN, "friend": FRIEND, "officer": OFFICER}


class Killed(BaseException):
    """The process ends here, as if by SIGKILL: nothing after it is done."""


@cache
def drawn() -> tuple[WantedMenu, ...]:
    """Two pages for leaders, of everybody and of officers the first; drawn once."""
    keys = ("leader-th", "visitor-th", "staff-th")
    some = [one for one in rooms.wanted_menus() if one.key in keys]
    found = [one for one in some if one.page == 1 or one.key == "leader-th"]
    return tuple(replace(one, draw=_held(one.draw())) for one in found)


def _held(png: bytes) -> Callable[[], bytes]:
    return lambda: png


@dataclass
class Calls(MenuCalls):
    """Counts LINE's calls; dies at one of them, before or after LINE has heard it."""

    real: MenuCalls
    dies_at: int = 0
    heard: bool = True
    made: list[str] = field(default_factory=list)

    def __getattribute__(self, name: str) -> Any:
        got = object.__getattribute__(self, name)
        if name.startswith("_") or name in ("real", "dies_at", "heard", "made"):
            return got
        return lambda *told: self._one(name, told)

    def _one(self, name: str, told: Sequence[Any]) -> Answer:
        self.made.append(name)
        dies = len(self.made) == self.dies_at
        if dies and not self.heard:
            raise Killed
        answer: Answer = getattr(self.real, name)(*told)
        if dies:
            raise Killed
        return answer


@dataclass
class Stage:
    site: Deployment
    told: list[str] = field(default_factory=list)

    @property
    def calls(self) -> MenuCalls:
        return MenuCalls(self.site.house.client)

    def client(self, token: str) -> LineClient:
        """One that says it is somebody else."""
        url = self.site.settings.line_api_url
        return LineClient(url, url, StaticToken(token), Buckets(1.0))

    def sync(
        self, wanted: Sequence[WantedMenu] | None = None, calls: MenuCalls | None = None
    ) -> int:
        self.told.clear()
        house = self.site.house
        run = Sync(house.database, calls or self.calls, house.clock, self.told.append)
        return run.run(drawn() if wanted is None else wanted)

    def shown(self, user: str) -> str:
        """The key and page of the menu on a phone, «-» without one. What LINE does for many takes
        it some seconds (LINE reference, "Link rich menu to multiple users")."""
        self.site.advance(5)
        menu = self.site.control.get(f"users/{user}/menu")["menu"]
        return str(menu["name"]).split()[1] if menu else "-"

    def at_line(self) -> list[str]:
        return sorted(row["name"] for row in self.calls.all().json()["richmenus"])

    def aliases(self) -> dict[str, str]:
        """Alias → name of the menu behind it."""
        names = {row["richMenuId"]: row["name"] for row in self.calls.all().json()["richmenus"]}
        rows = self.calls.aliases().json()["aliases"]
        return {row["richMenuAliasId"]: names[row["richMenuId"]] for row in rows}

    def state(self) -> dict[str, Any]:
        """What LINE has, and what the three phones show."""
        phones = {name: self.shown(user) for name, user in WHO.items()}
        return {"menus": self.at_line(), "aliases": self.aliases(), **phones}

    def waiting(self) -> int:
        with self.site.house.database.read() as session:
            count = sa.select(sa.func.count()).where(MenuLink.state == MenuState.WAITING)
            return session.scalar(count) or 0

    def link(self, user: str) -> MenuLink | None:
        """What is known of the menu on a phone."""
        chosen = sa.select(MenuLink).join(Account, Account.id == MenuLink.id)
        with self.site.house.database.read() as session:
            return session.scalar(chosen.where(Account.line_user_id == user))

    def an_hour_later(self) -> None:
        """LINE lets 100 menus be made an hour, and 100 removed (LINE reference, "Rate limits")."""
        self.site.advance(3601)

    def forget(self) -> None:
        """As it was before the first sync, on both sides; and LINE counts its hour anew."""
        self.an_hour_later()
        for row in self.calls.all().json()["richmenus"]:
            self.calls.remove(row["richMenuId"])
        for row in self.calls.aliases().json()["aliases"]:
            self.calls.remove_alias(row["richMenuAliasId"])
        for user in WHO.values():
            self.calls.unlink(user)
        with self.site.house.database.write() as session:
            session.execute(sa.delete(MenuLink))
            session.execute(sa.delete(Menu))


def whole() -> dict[str, Any]:
    """All that is wanted is there once, and whoever looks sees the one that fits."""
    return {
        "menus": sorted(one.name for one in drawn()),
        "aliases": {one.alias: one.name for one in drawn() if one.key == "leader-th"},
        "headman": "leader-th-1",
        "friend": "visitor-th-1",
        "officer": "staff-th-1",
    }


def opened(site: Deployment) -> Stage:
    before = site.clock.now()
    with site.house.database.write() as session:
        cast.nonsommut(session, before)
        for name in WHO:
            getattr(cast, name)(session, before)
    for name, user in WHO.items():
        site.control.person(name, user_id=user)
    return Stage(site)
