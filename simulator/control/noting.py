"""Calls of the control API that a recording has to repeat."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from aiohttp import web

from simulator.acts import menus
from simulator.basics import strict
from simulator.basics.strict import Json
from simulator.control import noted
from simulator.control.noted import Done
from simulator.world import WORLD, World


class _Call(NamedTuple):
    """``look`` tells how what the call changes stands before it."""

    write: Callable[[World, Done], None]
    look: Callable[[World, dict[str, str]], Json | None] = lambda _, __: None


def standing(request: web.Request) -> Json | None:
    """What ``note`` has to know of the time before the call."""
    call = _CALLS.get(_name(request))
    return call.look(request.app[WORLD], dict(request.match_info)) if call is not None else None


async def note(request: web.Request, response: web.StreamResponse, before: Json | None) -> None:
    """What was done is written into the diary; what was only asked for is not."""
    call = _CALLS.get(_name(request))
    if call is None or not isinstance(response, web.Response) or response.status >= 300:
        return
    multipart = request.content_type == "multipart/form-data"
    body = {} if multipart else _object(await request.read())
    told = _object(response.body if isinstance(response.body, bytes) else b"")
    call.write(request.app[WORLD], Done(dict(request.match_info), body, told, before))


def _name(request: web.Request) -> tuple[str, str]:
    resource = request.match_info.route.resource
    path = resource.canonical.removeprefix("/_simulator/api/") if resource is not None else ""
    return request.method, path


def _object(raw: bytes) -> dict[str, Any]:
    found = strict.loads(raw) if raw else {}
    return found if isinstance(found, dict) else {}


def _person(world: World, at: dict[str, str]) -> Json | None:
    person = world.people.get(at["user_id"])
    return noted.known(person) if person is not None else None


def _group(world: World, at: dict[str, str]) -> Json | None:
    group = world.groups.get(at["chat_id"])
    return noted.gathered(group) if group is not None else None


def _menu(world: World, at: dict[str, str]) -> Json | None:
    return menus.shown(world, at["user_id"])


def _clock(world: World, _: dict[str, str]) -> Json:
    return {"at": world.clock.now(), "offset": world.clock.offset}


def _faults(world: World, _: dict[str, str]) -> Json:
    return world.faults.describe()


_USER = "users/{user_id}"
_GROUP = "groups/{chat_id}"
_CALLS: dict[tuple[str, str], _Call] = {
    ("POST", "users"): _Call(noted.joined),
    ("PUT", _USER): _Call(noted.consented, _person),
    ("POST", f"{_USER}/friend"): _Call(noted.becomes("friend"), _person),
    ("POST", f"{_USER}/block"): _Call(noted.becomes("block"), _person),
    ("POST", f"{_USER}/unblock"): _Call(noted.becomes("unblock"), _person),
    ("POST", f"{_USER}/messages"): _Call(noted.said),
    ("POST", f"{_USER}/photos"): _Call(noted.said),
    ("POST", f"{_USER}/postbacks"): _Call(noted.pressed, _menu),
    ("POST", f"{_USER}/unsend"): _Call(noted.unsent),
    ("POST", f"{_USER}/edit"): _Call(noted.edited),
    ("POST", f"{_USER}/liff"): _Call(noted.by_liff),
    ("POST", f"{_USER}/menu/tap"): _Call(noted.menu_tapped),
    ("POST", f"{_USER}/menu/switch"): _Call(noted.switched, _menu),
    **{
        ("POST", f"{_USER}/{kind}"): _Call(noted.happened(kind))
        for kind in ("beacon", "videoPlayComplete", "membership", "accountLink")
    },
    ("POST", "account-links"): _Call(noted.linked),
    ("POST", "events"): _Call(noted.event),
    ("POST", "release"): _Call(noted.released),
    ("POST", "groups"): _Call(noted.made),
    ("PUT", _GROUP): _Call(noted.changed, _group),
    ("POST", f"{_GROUP}/invite"): _Call(noted.bot_moves("invite"), _group),
    ("POST", f"{_GROUP}/remove"): _Call(noted.bot_moves("remove"), _group),
    ("POST", f"{_GROUP}/join"): _Call(noted.members("join"), _group),
    ("POST", f"{_GROUP}/leave"): _Call(noted.members("leave"), _group),
    ("PUT", "webhook"): _Call(noted.webhook),
    ("PUT", "clock"): _Call(noted.clock, _clock),
    ("PUT", "faults"): _Call(noted.faults, _faults),
}
