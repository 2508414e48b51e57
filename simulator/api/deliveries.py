"""Messages sent on a day (REF §Get number of sent reply messages, push, multicast, broadcast)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date

from aiohttp import web

from simulator.basics import days
from simulator.gateway.answers import bad_parameter, line_json
from simulator.world import WORLD

Handler = Callable[[web.Request], Awaitable[web.Response]]
_KINDS = ("reply", "push", "multicast", "broadcast")
_BEGAN = date(2018, 3, 31)


def routes() -> list[web.RouteDef]:
    return [web.get(f"/v2/bot/message/delivery/{kind}", _counts(kind)) for kind in _KINDS]


def _counts(kind: str) -> Handler:
    async def count(request: web.Request) -> web.Response:
        world = request.app[WORLD]
        day = days.read(request.query.get("date"))
        if day is None:
            raise bad_parameter("date")
        if day < _BEGAN:
            return line_json({"status": "out_of_service"})
        if not days.is_counted(day, world.clock.now()):
            return line_json({"status": "unready"})
        sent = world.tally.of(kind, request.query["date"])
        return line_json({"status": "ready", "success": sent})

    return count
