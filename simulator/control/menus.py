"""The rich menu on a person's phone: what it shows and what a tap on it does."""

from __future__ import annotations

from typing import NoReturn

from aiohttp import web

from simulator.acts import deeds, menus
from simulator.basics.strict import Json
from simulator.control import shapes
from simulator.control.common import answer, person_of, read_object, refuse, text
from simulator.control.says import heard_as
from simulator.people.person import Person
from simulator.richmenus.insight import SEEN
from simulator.world import WORLD, World


def routes() -> list[web.RouteDef]:
    return [
        web.get("users/{user_id}/menu", get),
        web.post("users/{user_id}/menu/tap", tap),
        web.post("users/{user_id}/menu/seen", seen),
        web.post("users/{user_id}/menu/switch", switch),
        web.get("richmenus/{menu_id}/image", image),
    ]


async def get(request: web.Request) -> web.Response:
    person = person_of(request)
    return answer({"menu": menus.shown(request.app[WORLD], person.user_id)})


async def image(request: web.Request) -> web.Response:
    menu = request.app[WORLD].rich_menus.drawn(request.match_info["menu_id"])
    if menu is None or not menu.image:
        refuse("nothing here", 404)
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "max-age=86400"}
    return web.Response(body=menu.image, content_type=menu.image_type, headers=headers)


async def switch(request: web.Request) -> web.Response:
    """The action richmenuswitch; its postback tells the bot how it ended."""
    world, person, body = request.app[WORLD], person_of(request), await read_object(request)
    return _switched(world, person, body)


async def seen(request: web.Request) -> web.Response:
    """For the statistics: the menu stood open, or its area (from 0) was tapped."""
    world, person, body = request.app[WORLD], person_of(request), await read_object(request)
    area = body.get("area")
    if area is not None and (not isinstance(area, int) or isinstance(area, bool) or area < 0):
        refuse("area is counted from 0")
    what = SEEN if area is None else str(area)
    menus.note(world, person.user_id, text(body, "richMenuId"), what)
    return answer({}, 201)


async def tap(request: web.Request) -> web.Response:
    """``area`` counts from 0; for players without a browser."""
    world, person, body = request.app[WORLD], person_of(request), await read_object(request)
    action = _action(world, person, body.get("area"))
    _note(world, person, body["area"])
    if action["type"] == "richmenuswitch":
        return _switched(world, person, action)
    return answer(heard_as(_run(world, person, action, body)), 201)


def _note(world: World, person: Person, area: object) -> None:
    menu = world.rich_menus.shown_to(person.user_id)
    if menu is not None:
        menus.note(world, person.user_id, menu.id, str(area))


def _switched(world: World, person: Person, action: Json) -> web.Response:
    status, event = menus.switch(
        world, person, text(action, "richMenuAliasId"), text(action, "data")
    )
    return answer({"status": status, **heard_as(event)}, 201)


def _action(world: World, person: Person, area: object) -> Json:
    menu = menus.shown(world, person.user_id)
    areas = menu["areas"] if menu is not None else _no_menu()
    assert isinstance(areas, list)
    if not isinstance(area, int) or isinstance(area, bool) or not 0 <= area < len(areas):
        refuse(f"area is one of the menu's {len(areas)}, counted from 0")
    action: Json = areas[area]["action"]
    return action


def _run(world: World, person: Person, action: Json, body: Json) -> Json | None:
    kind = action["type"]
    if kind == "message":
        return _say(world, person, action)
    if kind == "datetimepicker":
        params = shapes.postback_params(body.get("params"))
        return deeds.tap(world, person, {"data": action["data"], "params": params}, None)
    if kind != "postback":
        refuse(f"{kind} sends nothing to the bot")
    shown = action.get("displayText")
    event = deeds.tap(world, person, {"data": action["data"]}, str(shown) if shown else None)
    if action.get("text"):
        _say(world, person, action)
    return event


def _say(world: World, person: Person, action: Json) -> Json | None:
    said: Json = {"type": "text", "text": action["text"]}
    return deeds.say(world, person, said, None, world.next_message_id())


def _no_menu() -> NoReturn:
    refuse("this phone shows no rich menu", 404)
