"""Names for rich menus that a switch can go to (REF §Rich menu alias)."""

from __future__ import annotations

from aiohttp import web

from simulator.api import menu_checks
from simulator.api.checks import required_text
from simulator.basics.strict import Json
from simulator.gateway.answers import bad_parameter, fault, line_json
from simulator.gateway.bodies import read_object
from simulator.richmenus.menus import ALIAS_ID, ALIASES_MAX
from simulator.world import WORLD, World

_PATH = "/v2/bot/richmenu/alias"


def routes() -> list[web.RouteDef]:
    return [
        web.post(_PATH, create),
        web.get(f"{_PATH}/list", get_all),
        web.get(f"{_PATH}/{{alias_id}}", get),
        web.post(f"{_PATH}/{{alias_id}}", update),
        web.delete(f"{_PATH}/{{alias_id}}", delete),
    ]


async def create(request: web.Request) -> web.Response:
    world, body = request.app[WORLD], await read_object(request)
    alias_id = required_text(body, "richMenuAliasId")
    if not ALIAS_ID.fullmatch(alias_id):
        raise fault("invalid richMenuAliasId", "richMenuAliasId")
    menu_id = _usable_menu(world, body)
    if alias_id in world.rich_menus.aliases:
        raise menu_checks.bare(400, "conflict richmenu alias id")
    if len(world.rich_menus.aliases) >= ALIASES_MAX:
        raise menu_checks.bare(400, f"The maximum number of rich menu aliases is {ALIASES_MAX}")
    world.rich_menus.aliases[alias_id] = menu_id
    return line_json({})


async def get_all(request: web.Request) -> web.Response:
    aliases = request.app[WORLD].rich_menus.aliases
    return line_json({"aliases": [_described(*pair) for pair in aliases.items()]})


async def get(request: web.Request) -> web.Response:
    alias_id = _find(request)
    return line_json(_described(alias_id, request.app[WORLD].rich_menus.aliases[alias_id]))


async def update(request: web.Request) -> web.Response:
    """At once; LINE's may lag behind (REF §Update rich menu alias)."""
    world, alias_id = request.app[WORLD], _find(request)
    world.rich_menus.aliases[alias_id] = _usable_menu(world, await read_object(request))
    return line_json({})


async def delete(request: web.Request) -> web.Response:
    del request.app[WORLD].rich_menus.aliases[_find(request)]
    return line_json({})


def _described(alias_id: str, menu_id: str) -> Json:
    return {"richMenuAliasId": alias_id, "richMenuId": menu_id}


def _find(request: web.Request) -> str:
    alias_id = request.match_info["alias_id"]
    if not ALIAS_ID.fullmatch(alias_id):
        raise bad_parameter("richMenuAliasId")
    if alias_id not in request.app[WORLD].rich_menus.aliases:
        raise menu_checks.bare(404, "richmenu alias not found")
    return alias_id


def _usable_menu(world: World, body: Json) -> str:
    """A menu without a picture counts as none here."""
    menu = menu_checks.ready_menu(world, body, 400)
    if not menu.image:
        raise menu_checks.bare(400, "richmenu not found")
    return menu.id
