"""Friends' user IDs (REF §Get a list of users who added your LINE Official Account as a friend)."""

from __future__ import annotations

from aiohttp import web

from simulator.api.checks import next_page, page_size, page_start
from simulator.basics.strict import Json
from simulator.gateway.answers import line_json, not_available
from simulator.world import WORLD

_USUAL, _MOST = 300, 1_000


def routes() -> list[web.RouteDef]:
    return [web.get("/v2/bot/followers/ids", followers)]


async def followers(request: web.Request) -> web.Response:
    """Verified and premium accounts only (a switch). A page may hold fewer than its limit, as
    those who are no friends, block, or did not consent are left out of it."""
    world, limit = request.app[WORLD], page_size(request, _USUAL, _MOST)
    if not world.faults.flag("verified"):
        raise not_available()
    start = page_start(request, "followers")
    everybody = list(world.people)
    here = everybody[start : start + limit]
    known = [one for one in here if one.receives_multicast() and one.consents]
    page: Json = {"userIds": [one.user_id for one in known]}
    if start + limit < len(everybody):
        page["next"] = next_page(request, "followers", start + limit)
    return line_json(page)
