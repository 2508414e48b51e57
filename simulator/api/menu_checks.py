"""Rich menus and people as they are named in paths and bodies."""

from __future__ import annotations

from aiohttp import web

from simulator.basics import ids
from simulator.basics.strict import Json
from simulator.gateway.answers import LineError, bad_parameter, bad_property, fault, not_found
from simulator.richmenus.menus import MENU_ID, RichMenu
from simulator.world import WORLD, World

_USERS = 500


def bare(status: int, message: str) -> LineError:
    """LINE writes an empty list of details with what its rich menu service itself refuses."""
    return LineError(status, message, more={"details": []})


def user_id(request: web.Request) -> str:
    found = request.match_info["user_id"]
    if not ids.USER_ID.fullmatch(found):
        raise bad_parameter("userId")
    return found


def named(request: web.Request) -> RichMenu:
    """The menu of the path, if there is one."""
    menu = request.app[WORLD].rich_menus.get(request.match_info["menu_id"])
    if menu is None:
        raise not_found()
    return menu


def with_image(menu: RichMenu) -> RichMenu:
    if not menu.image:
        raise bare(400, "must upload richmenu image before applying it to user")
    return menu


def menu_id(body: Json, key: str, place: str | None = None) -> str:
    """A well-formed ID; ``place`` is how a refusal names it, where it stands deeper."""
    value, here = body.get(key), place or key
    if value is None or value == "":
        raise fault("May not be empty", here)
    if not isinstance(value, str):
        raise bad_property(here)
    if not MENU_ID.fullmatch(value):
        raise fault("invalid richMenuId", here)
    return value


def ready_menu(world: World, body: Json, status: int) -> RichMenu:
    """A menu that exists; ``status`` of the refusal differs by endpoint."""
    menu = world.rich_menus.get(menu_id(body, "richMenuId"))
    if menu is None:
        raise bare(status, "richmenu not found")
    return menu


def user_ids(body: Json) -> list[str]:
    """``userIds`` of a bulk call: 1 to 500 of them."""
    found = body.get("userIds")
    if found is None:
        raise fault("May not be empty", "userIds")
    if not isinstance(found, list):
        raise bad_property("userIds")
    if not 1 <= len(found) <= _USERS:
        raise fault(f"Size must be between 1 and {_USERS}", "userIds")
    for place, one in enumerate(found):
        if not isinstance(one, str) or not ids.USER_ID.fullmatch(one):
            raise bad_property(f"userIds[{place}]")
    return found
