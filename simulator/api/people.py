"""Profiles (REF §Users)."""

from __future__ import annotations

from aiohttp import web

from simulator.basics import ids
from simulator.gateway.answers import bad_parameter, line_json, not_found
from simulator.world import WORLD


def routes() -> list[web.RouteDef]:
    return [web.get("/v2/bot/profile/{user_id}", profile)]


async def profile(request: web.Request) -> web.Response:
    user_id = request.match_info["user_id"]
    if not ids.USER_ID.fullmatch(user_id):
        raise bad_parameter("userId")
    person = request.app[WORLD].people.get(user_id)
    if person is None or not person.shows_profile():
        raise not_found()
    return line_json({"userId": user_id, "displayName": person.display_name, "language": "th"})
