"""Account link (REF §Account link)."""

from __future__ import annotations

from aiohttp import web

from simulator.api.menu_checks import user_id
from simulator.gateway.answers import line_json, not_found
from simulator.world import WORLD


def routes() -> list[web.RouteDef]:
    return [web.post("/v2/bot/user/{user_id}/linkToken", issue)]


async def issue(request: web.Request) -> web.Response:
    world, wanted = request.app[WORLD], user_id(request)
    if world.people.get(wanted) is None:
        raise not_found()
    return line_json({"linkToken": world.link_tokens.issue(wanted, world.clock.now())})
