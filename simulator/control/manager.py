"""What is done in LINE Official Account Manager, where no bot has a say: its default rich menu."""

from __future__ import annotations

import asyncio

from aiohttp import web

from simulator.basics.strict import Json
from simulator.control.common import answer, read_object, refuse
from simulator.people import media
from simulator.richmenus.menus import IMAGE_MAX, RichMenu, new_menu
from simulator.saving.records import unpacked
from simulator.validate import richmenu
from simulator.world import WORLD

_KINDS = ("uri", "message")


def routes() -> list[web.RouteDef]:
    path = "manager/menu"
    return [web.get(path, get), web.put(path, put), web.delete(path, delete)]


async def get(request: web.Request) -> web.Response:
    menu = request.app[WORLD].rich_menus.manager
    return answer({"menu": None if menu is None else menu.describe()})


async def put(request: web.Request) -> web.Response:
    """A rich menu object; ``image`` is its picture in Base64, else one is drawn. Phones show it
    once the chat is opened again, where neither the person nor everybody has one of the API's."""
    body = await read_object(request)
    menu = _menu(body)
    size = (_whole(menu.body["size"], "width"), _whole(menu.body["size"], "height"))
    if body.get("image") is not None:
        picture = _bytes(body["image"])
    else:
        picture = await asyncio.to_thread(media.menu_picture, size, _boxes(menu))
    found = await asyncio.to_thread(media.measured, picture)
    if found is None or found[1:] != size or len(picture) > IMAGE_MAX:
        refuse("the image is a JPEG or PNG of the menu's size, of 1 MB at most")
    menu.image, menu.image_type = picture, found[0]
    request.app[WORLD].rich_menus.manager = menu
    return answer({"menu": menu.describe()})


async def delete(request: web.Request) -> web.Response:
    request.app[WORLD].rich_menus.manager = None
    return answer({"menu": None})


def _menu(body: Json) -> RichMenu:
    refusal = richmenu.check(body)
    if refusal is not None:
        refuse(f"{refusal.message} {refusal.details}")
    menu = new_menu(richmenu.tidied(body))
    if not all(area["action"]["type"] in _KINDS for area in _areas(menu)):
        refuse("a menu of the manager's opens addresses and says texts, nothing else")
    return menu


def _areas(menu: RichMenu) -> list[dict[str, Json]]:
    areas = menu.body["areas"]
    assert isinstance(areas, list)
    return areas


def _boxes(menu: RichMenu) -> list[tuple[int, int, int, int]]:
    sides = ("x", "y", "width", "height")
    found = [[_whole(area["bounds"], side) for side in sides] for area in _areas(menu)]
    return [(x, y, width, height) for x, y, width, height in found]


def _whole(found: object, key: str) -> int:
    assert isinstance(found, dict)
    return int(found[key])


def _bytes(text: object) -> bytes:
    try:
        return unpacked(text)
    except ValueError:
        refuse("image is Base64")
