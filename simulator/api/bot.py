"""Bot info (REF §Get bot info)."""

from __future__ import annotations

from aiohttp import web

from simulator.gateway.answers import line_json
from simulator.world import WORLD


def routes() -> list[web.RouteDef]:
    return [web.get("/v2/bot/info", info)]


async def info(request: web.Request) -> web.Response:
    """REF §Get bot info: with the chat off everything is read by itself."""
    config, chat = request.app[WORLD].config, request.app[WORLD].faults.flag("chat_on")
    return line_json(
        {
            "userId": config.bot_user_id,
            "basicId": config.basic_id,
            "displayName": config.bot_name,
            "chatMode": "chat" if chat else "bot",
            "markAsReadMode": "manual" if chat else "auto",
        }
    )
