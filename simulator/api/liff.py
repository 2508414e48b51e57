"""LIFF apps (LIFF server API). LINE keeps them on a LINE Login channel, with a token of that one;
here the channel is one, and so is the token."""

from __future__ import annotations

from aiohttp import web

from simulator.account.liff_apps import MOST, LiffApp
from simulator.api.checks import accept, rules
from simulator.gateway.answers import LineError, line_json, not_found
from simulator.gateway.bodies import read_object
from simulator.validate.liff import check
from simulator.world import WORLD

_PATH = "/liff/v1/apps"


def routes() -> list[web.RouteDef]:
    return [
        web.post(_PATH, add),
        web.get(_PATH, get_all),
        web.put(f"{_PATH}/{{liff_id}}", update),
        web.delete(f"{_PATH}/{{liff_id}}", delete),
    ]


async def add(request: web.Request) -> web.Response:
    world, body = request.app[WORLD], await read_object(request)
    accept(request, check(body, rules(request), partial=False))
    if len(world.liff_apps) >= MOST:
        raise LineError(400, f"The maximum number of LIFF apps is {MOST}")
    return line_json({"liffId": world.liff_apps.add(world.config.channel_id, body).id})


async def get_all(request: web.Request) -> web.Response:
    """404 where there is none."""
    found = request.app[WORLD].liff_apps.describe()
    if not found:
        raise not_found()
    return line_json({"apps": found})


async def update(request: web.Request) -> web.Response:
    app, body = _named(request), await read_object(request)
    accept(request, check(body, rules(request), partial=True))
    app.change(body)
    return web.Response()


async def delete(request: web.Request) -> web.Response:
    request.app[WORLD].liff_apps.remove(_named(request).id)
    return web.Response()


def _named(request: web.Request) -> LiffApp:
    found = request.app[WORLD].liff_apps.get(request.match_info["liff_id"])
    if found is None:
        raise not_found()
    return found
