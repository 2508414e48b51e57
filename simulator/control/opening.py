"""A person opens an address in what the bot sent: LINE counts it, and tells the bot nothing."""

from __future__ import annotations

from aiohttp import web

from simulator.control.common import answer, person_of, read_object, refuse, text
from simulator.world import WORLD


def routes() -> list[web.RouteDef]:
    return [web.post("users/{user_id}/opened", opened)]


async def opened(request: web.Request) -> web.Response:
    """``counted``: it stands in a broadcast, a narrowcast or a message with an aggregation unit of
    the last 14 days that this person got; ``bubble`` counts from 1."""
    world, person, body = request.app[WORLD], person_of(request), await read_object(request)
    url, bubble = text(body, "url"), body.get("bubble")
    if bubble is not None and (not isinstance(bubble, int) or isinstance(bubble, bool)):
        refuse("bubble is counted from 1")
    counted = world.reach.open(person.user_id, url, world.clock.now(), bubble)
    return answer({"counted": counted}, 201)
