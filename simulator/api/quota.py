"""Quota and consumption (REF §Get the target limit, §Get number of messages sent this month)."""

from __future__ import annotations

from aiohttp import web

from simulator.gateway.answers import line_json
from simulator.world import WORLD


def routes() -> list[web.RouteDef]:
    return [
        web.get("/v2/bot/message/quota", quota),
        web.get("/v2/bot/message/quota/consumption", consumption),
    ]


async def quota(request: web.Request) -> web.Response:
    limit = request.app[WORLD].faults.quota
    return line_json({"type": "none"} if limit is None else {"type": "limited", "value": limit})


async def consumption(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    return line_json({"totalUsage": world.usage.this_month(world.clock.now())})
