"""Aggregation units of this month (REF §Get the number of unit name types …, §Get a list of …)."""

from __future__ import annotations

from aiohttp import web

from simulator.api.checks import next_page, page_size, page_start
from simulator.basics.strict import Json
from simulator.gateway.answers import line_json
from simulator.world import WORLD

_MOST = 100


def routes() -> list[web.RouteDef]:
    path = "/v2/bot/message/aggregation"
    return [web.get(f"{path}/info", info), web.get(f"{path}/list", names)]


async def info(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    count = len(world.units.names(world.clock.now()))
    return line_json({"numOfCustomAggregationUnits": count})


async def names(request: web.Request) -> web.Response:
    world, limit = request.app[WORLD], page_size(request, _MOST, _MOST)
    start = page_start(request, "units")
    found = world.units.names(world.clock.now())
    page: Json = {"customAggregationUnits": found[start : start + limit]}
    if start + limit < len(found):
        page["next"] = next_page(request, "units", start + limit)
    return line_json(page)
