"""Rich menus and their pictures (REF §Rich menu; pictures on the host api-data.line.me)."""

from __future__ import annotations

import asyncio

from aiohttp import web

from simulator.acts import menus
from simulator.api.menu_checks import named
from simulator.basics.strict import Json
from simulator.gateway.answers import LineError, line_json, not_found
from simulator.gateway.bodies import read_object
from simulator.gateway.call import CALL
from simulator.people import media
from simulator.richmenus.menus import IMAGE_MAX, MENUS_MAX, RichMenu
from simulator.validate import richmenu
from simulator.world import WORLD

_PATH = "/v2/bot/richmenu"
_BAD_IMAGE = "The image size is not allowed for richmenu"
_HAS_IMAGE = "An image has already been uploaded to the richmenu"


def routes() -> list[web.RouteDef]:
    return [
        web.post(_PATH, create),
        web.post(f"{_PATH}/validate", validate),
        web.get(f"{_PATH}/list", get_all),
        web.get(f"{_PATH}/{{menu_id}}", get),
        web.delete(f"{_PATH}/{{menu_id}}", delete),
        web.post(f"{_PATH}/{{menu_id}}/content", upload),
        web.get(f"{_PATH}/{{menu_id}}/content", download),
    ]


async def create(request: web.Request) -> web.Response:
    world, body = request.app[WORLD], await _checked(request)
    if len(world.rich_menus) >= MENUS_MAX:
        raise LineError(400, f"The maximum number of rich menus is {MENUS_MAX}")
    menu = world.rich_menus.create(richmenu.tidied(body))
    return line_json({"richMenuId": menu.id})


async def validate(request: web.Request) -> web.Response:
    await _checked(request)
    return line_json({})


async def get_all(request: web.Request) -> web.Response:
    found = [menu.describe() for menu in request.app[WORLD].rich_menus]
    return line_json({"richmenus": found})


async def get(request: web.Request) -> web.Response:
    return line_json(named(request).describe())


async def delete(request: web.Request) -> web.Response:
    menus.delete(request.app[WORLD], named(request))
    return line_json({})


async def upload(request: web.Request) -> web.Response:
    """A picture stays: another one needs another menu (REF §Requirements for rich menu image)."""
    menu = named(request)
    if request.content_type not in media.PICTURES.values():
        raise LineError(415, "Unsupported media type")
    if menu.image:
        raise LineError(400, _HAS_IMAGE)
    raw, size = request[CALL].body, menu.body["size"]
    assert isinstance(size, dict)
    found = await asyncio.to_thread(media.measured, raw) if len(raw) <= IMAGE_MAX else None
    if found is None or found[1:] != (size["width"], size["height"]):
        raise LineError(400, _BAD_IMAGE)
    _set_image(named(request), raw, found[0])
    return line_json({})


async def download(request: web.Request) -> web.Response:
    menu = named(request)
    if not menu.image:
        raise not_found()
    return web.Response(body=menu.image, content_type=menu.image_type)


def _set_image(menu: RichMenu, raw: bytes, kind: str) -> None:
    """While this one was measured another may have come, or the menu gone."""
    if menu.image:
        raise LineError(400, _HAS_IMAGE)
    menu.image, menu.image_type = raw, kind


async def _checked(request: web.Request) -> Json:
    body = await read_object(request)
    refusal = richmenu.check(body)
    if refusal is not None:
        raise LineError(400, refusal.message, details=refusal.details)
    return body
