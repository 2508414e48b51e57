"""A person's menu follows who they are, from what they say in the chat and what the office does to
what LINE answers (REF §Get rich menu ID of user, §Get rich menu)."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
import pytest
import urllib3
from click.testing import CliRunner
from PIL import Image

from bootstrap import rooms
from bot.line.menus import MenuCalls
from bot.menus.sync import Sync
from bot.menus.wanted import WantedMenu
from commands import people, staff
from tests.conftest import START
from tests.golden.cast.base import NONGSOMMUT, NONSOMMUT, user_id
from tests.golden.conversation import Player, Step
from tests.golden.test_golden import cast_and_phones
from tests.support.deployment import TOKEN, Deployment, deployed

CAST = ["nonsommut", "saifon", "friend", "stranger"]
FRIEND, SAIFON, STRANGER = (user_id(name) for name in ("friend", "saifon", "stranger"))
SIGNS_UP: list[Step] = [
    *({"say": "ลงทะเบียน"}, {"say": "แม่บัว"}, {"tap": "กาบเชิง"}, {"say": "1"}),
    *({"tap": "บ้านโนนสมมุติ หมู่ 94"}, {"tap": "ชาวบ้าน"}, {"tap": "ถูกแล้ว"}, {"bot": "any"}),
]
MOVES: list[Step] = [
    *({"say": "แก้ข้อมูล"}, {"bot": "any"}, {"tap": "หมู่บ้าน"}, {"tap": "กาบเชิง"}),
    *({"say": "กาบเชิง"}, {"tap": "บ้านหนองสมมุติ หมู่ 93"}, {"bot": "any"}),
]
BY_CODE: list[Step] = [{"say": "ลงชื่อ AD7K"}, {"tap": "ใช่ ฉันเอง"}, {"bot": "any"}]
DELETES: list[Step] = [{"say": "ลบข้อมูลของฉัน"}, {"bot": "any"}, {"tap": "ลบเลย"}, {"bot": "any"}]


@pytest.fixture
def player(any_url: str, tmp_path: Path) -> Iterator[Player]:
    """LINE has all menus, and คุณแก้ว, who has not signed up, holds the phone."""
    with deployed(any_url, tmp_path, START) as site:
        phones = cast_and_phones(site, {"cast": CAST, "phone": "friend"}, START)
        menus = [_quickly_drawn(one) for one in rooms.wanted_menus() if one.page == 1]
        wanted = [one for one in menus if one.key.endswith("-th")]
        calls = MenuCalls(site.house.client)
        Sync(site.house.database, calls, site.clock, lambda _: None).run(wanted)
        site.settle()
        yield Player(site, phones, "friend")


def _quickly_drawn(menu: WantedMenu) -> WantedMenu:
    size = menu.body["size"]
    out = io.BytesIO()
    Image.new("P", (size["width"], size["height"])).save(out, "PNG")
    return replace(menu, draw=out.getvalue)


def _asked(site: Deployment, path: str) -> tuple[int, Any]:
    told = urllib3.request(
        "GET",
        site.control.base_url + path,
        headers={"Authorization": f"Bearer {TOKEN}"},
        timeout=60,
        retries=False,
    )
    return told.status, told.json()


def shown(player: Player, user: str = FRIEND) -> str:
    """The key of the menu that LINE says is this person's own; «-» where it is everybody's."""
    status, told = _asked(player.deployment, f"/v2/bot/user/{user}/richmenu")
    if status == 404:
        return "-"
    _, menu = _asked(player.deployment, f"/v2/bot/richmenu/{told['richMenuId']}")
    return str(menu["name"]).split()[1].rsplit("-", 1)[0]


def _office(player: Player, make: Callable[..., click.Group], *words: str) -> None:
    house = player.deployment.house
    group = make(lambda: house.database, lambda: house.clock)
    done = CliRunner().invoke(group, list(words))
    assert done.exit_code == 0, done.output
    player.deployment.settle()


def test_signing_up_brings_the_villagers_menu_and_moving_keeps_it(player: Player) -> None:
    assert shown(player) == "-"
    player.play(SIGNS_UP)
    assert shown(player) == "villager-th"
    player.play(MOVES)
    assert shown(player) == "villager-th"


def test_a_leader_keeps_the_leaders_menu_in_another_village(player: Player) -> None:
    player.play(SIGNS_UP)
    _office(player, people.group, "leader", "แม่บัว", NONSOMMUT)
    assert shown(player) == "leader-th"
    _office(player, people.group, "village", "แม่บัว", NONSOMMUT, NONGSOMMUT)
    assert shown(player) == "leader-th"


def test_a_personal_code_brings_the_trainees_menu(player: Player) -> None:
    player.play([{"as": "saifon"}, {"follow": None}, *BY_CODE])
    assert shown(player, SAIFON) == "trainee-th"


def test_becoming_staff_and_leaving_bring_each_their_menu(player: Player) -> None:
    player.play(SIGNS_UP)
    _office(player, staff.group, "grant", FRIEND, "--role", "officer", "--name", "แก้ว")
    assert shown(player) == "staff-th"
    _office(player, staff.group, "end", FRIEND)
    assert shown(player) == "villager-th"


def test_on_a_new_phone_the_menu_goes_along(player: Player) -> None:
    player.play(SIGNS_UP)
    player.play([{"as": "stranger"}, {"follow": None}, {"bot": "any"}, {"moved": "แม่บัว"}])
    assert (shown(player, STRANGER), shown(player)) == ("villager-th", "-")


def test_whoever_deletes_their_data_sees_everybodys_menu(player: Player) -> None:
    player.play(SIGNS_UP)
    player.play(DELETES)
    assert shown(player) == "-"


def test_a_role_that_changes_while_line_is_away_shows_when_it_is_back(player: Player) -> None:
    player.deployment.control.faults(rate_500=1)
    _office(player, staff.group, "grant", FRIEND, "--role", "officer", "--name", "แก้ว")
    player.deployment.control.faults(rate_500=0)
    assert shown(player) == "-"
    player.deployment.advance(timedelta(minutes=5).total_seconds())
    player.deployment.settle()
    assert shown(player) == "staff-th"
