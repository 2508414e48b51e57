"""The default rich menu and people's own (REF §Set default rich menu …, §Per-user rich menu)."""

from __future__ import annotations

from aiohttp import web

from simulator.acts import menus
from simulator.api import menu_checks
from simulator.gateway.answers import line_json
from simulator.gateway.bodies import read_object
from simulator.gateway.call import CALL
from simulator.richmenus.jobs import Work
from simulator.richmenus.menus import RichMenu
from simulator.world import WORLD

_DEFAULT = "/v2/bot/user/all/richmenu"
_OWN = "/v2/bot/user/{user_id}/richmenu"
_BULK = "/v2/bot/richmenu/bulk"


def routes() -> list[web.RouteDef]:
    return [
        web.post(f"{_DEFAULT}/{{menu_id}}", set_default),
        web.get(_DEFAULT, get_default),
        web.delete(_DEFAULT, clear_default),
        web.post(f"{_OWN}/{{menu_id}}", link),
        web.get(_OWN, get_linked),
        web.delete(_OWN, unlink),
        web.post(f"{_BULK}/link", link_many),
        web.post(f"{_BULK}/unlink", unlink_many),
    ]


async def set_default(request: web.Request) -> web.Response:
    """Phones show it once the chat is opened again (REF §Set default rich menu)."""
    request.app[WORLD].rich_menus.default = _ready(request).id
    return line_json({})


async def get_default(request: web.Request) -> web.Response:
    rich_menus = request.app[WORLD].rich_menus
    if rich_menus.default is not None:
        return line_json({"richMenuId": rich_menus.default})
    if rich_menus.manager is not None:
        raise menu_checks.bare(403, "the richmenu is owned by another channel")
    raise menu_checks.bare(404, "no default richmenu")


async def clear_default(request: web.Request) -> web.Response:
    request.app[WORLD].rich_menus.default = None
    return line_json({})


async def link(request: web.Request) -> web.Response:
    """200 without effect for who is no friend (REF §Conditions for linking rich menu)."""
    user_id, menu = menu_checks.user_id(request), _ready(request)
    menus.link(request.app[WORLD], user_id, menu.id)
    return line_json({})


async def get_linked(request: web.Request) -> web.Response:
    menu_id = menus.linked(request.app[WORLD], menu_checks.user_id(request))
    if menu_id is None:
        raise menu_checks.bare(404, "the user has no richmenu")
    return line_json({"richMenuId": menu_id})


async def unlink(request: web.Request) -> web.Response:
    menus.link(request.app[WORLD], menu_checks.user_id(request), None)
    return line_json({})


async def link_many(request: web.Request) -> web.Response:
    world, body = request.app[WORLD], await read_object(request)
    menu_id = menu_checks.menu_id(body, "richMenuId")
    users = menu_checks.user_ids(body)
    menu_checks.with_image(menu_checks.ready_menu(world, body, 404))
    _begin(request, dict.fromkeys(users, menu_id))
    return line_json({}, 202)


async def unlink_many(request: web.Request) -> web.Response:
    users = menu_checks.user_ids(await read_object(request))
    _begin(request, dict.fromkeys(users))
    return line_json({}, 202)


def _begin(request: web.Request, work: Work) -> None:
    menus.begin(request.app[WORLD], request[CALL].request_id, work)


def _ready(request: web.Request) -> RichMenu:
    return menu_checks.with_image(menu_checks.named(request))
