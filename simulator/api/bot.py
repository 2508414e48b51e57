"""Bot info (REF §Get bot info)."""

from __future__ import annotations

from aiohttp import web

from simulator.answers import line_json
from simulator.world import WORLD


def routes() -> list[web.RouteDef]:
    return [web.get("/v2/bot/info", info)]


async def info(request: web.Request) -> web.Response:
    config = request.app[WORLD].config
    return line_json(
        {
            "userId": config.bot_user_id,
            "basicId": config.basic_id,
            "displayName": config.bot_name,
            "chatMode": "bot",
            "markAsReadMode": "manual",
        }
    )
