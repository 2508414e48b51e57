"""The bytes that a person sent, for the pages."""

from __future__ import annotations

import asyncio

from aiohttp import web

from simulator.control.common import refuse
from simulator.people import media
from simulator.people.content import Content
from simulator.world import WORLD

_SHOWN = frozenset(
    {
        *("image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/bmp"),
        *("video/mp4", "video/webm", "video/quicktime", "video/ogg", "video/3gpp"),
        *("audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/m4a", "audio/aac", "audio/ogg"),
        *("audio/webm", "audio/wav", "audio/x-wav", "audio/wave", "audio/flac", "audio/amr"),
    }
)
_POLICY = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"


def routes() -> list[web.RouteDef]:
    return [web.get("content/{message_id}", get), web.get("content/{message_id}/preview", preview)]


async def get(request: web.Request) -> web.StreamResponse:
    """What a browser might run (SVG, HTML) is only handed out as a file, and sandboxed anyway."""
    content = _find(request)
    headers = {
        "Content-Type": content.content_type,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": _POLICY,
    }
    if content.content_type not in _SHOWN:
        headers["Content-Disposition"] = "attachment"
    return web.FileResponse(content.path, headers=headers)


async def preview(request: web.Request) -> web.Response:
    content = _find(request)
    try:
        body = await asyncio.to_thread(lambda: media.preview_of(content.preview_source()))
    except FileNotFoundError:
        refuse("nothing here", 404)
    return web.Response(body=body, content_type="image/jpeg")


def _find(request: web.Request) -> Content:
    content = request.app[WORLD].content.get(request.match_info["message_id"])
    if content is None or not content.is_there():
        refuse("nothing here", 404)
    return content
