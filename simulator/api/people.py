"""Profiles (REF §Users)."""

from __future__ import annotations

from aiohttp import web

from simulator import ids
from simulator.answers import LineError, line_json
from simulator.world import WORLD


def routes() -> list[web.RouteDef]:
    return [web.get("/v2/bot/profile/{user_id}", profile)]


async def profile(request: web.Request) -> web.Response:
    user_id = request.match_info["user_id"]
    if not ids.USER_ID.fullmatch(user_id):
        raise LineError(400, "The value for the 'userId' parameter is invalid")
    person = request.app[WORLD].people.get(user_id)
    if person is None or not person.shows_profile():
        raise LineError(404, "Not found")
    return line_json({"userId": user_id, "displayName": person.display_name, "language": "th"})
