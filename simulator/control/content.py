"""The bytes that a person sent, for the pages."""

from __future__ import annotations

import asyncio

from aiohttp import web

from simulator import media
from simulator.content import Content
from simulator.control.common import refuse
from simulator.world import WORLD


def routes() -> list[web.RouteDef]:
    return [web.get("content/{message_id}", get), web.get("content/{message_id}/preview", preview)]


async def get(request: web.Request) -> web.StreamResponse:
    content = _find(request)
    headers = {"Content-Type": content.content_type, "X-Content-Type-Options": "nosniff"}
    if not content.content_type.startswith(("image/", "video/", "audio/")):
        headers["Content-Disposition"] = "attachment"
    return web.FileResponse(content.path, headers=headers)


async def preview(request: web.Request) -> web.Response:
    content = _find(request)
    body = await asyncio.to_thread(lambda: media.preview_of(content.preview_source()))
    return web.Response(body=body, content_type="image/jpeg")


def _find(request: web.Request) -> Content:
    content = request.app[WORLD].content.get(request.match_info["message_id"])
    return content if content is not None and not content.gone else refuse("nothing here", 404)
