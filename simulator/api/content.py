"""Content of what people sent (REF §Get content and the two after it; host api-data.line.me)."""

from __future__ import annotations

import asyncio

from aiohttp import web

from simulator.basics import ids
from simulator.gateway.answers import LineError, line_json
from simulator.people import media
from simulator.people.content import Content
from simulator.world import WORLD

_TRANSCODED = ("video", "audio")


def routes() -> list[web.RouteDef]:
    path = "/v2/bot/message/{message_id}/content"
    return [
        web.get(path, get),
        web.get(path + "/transcoding", transcoding),
        web.get(path + "/preview", preview),
    ]


async def get(request: web.Request) -> web.StreamResponse:
    content = _find(request)
    if content.kind in _TRANSCODED and content.still_pending("content"):
        return web.Response(status=202)
    if content.failed:
        raise LineError(404, "not found")
    return web.FileResponse(content.path, headers={"Content-Type": content.content_type})


async def transcoding(request: web.Request) -> web.Response:
    content = _find(request)
    if content.kind not in _TRANSCODED:
        raise LineError(400, "Transcoding status doesn't support this type of content")
    if content.still_pending("status"):
        return line_json({"status": "processing"})
    return line_json({"status": "failed" if content.failed else "succeeded"})


async def preview(request: web.Request) -> web.StreamResponse:
    content = _find(request)
    if content.kind not in ("image", "video"):
        raise LineError(400, "The content can not be previewed")
    if content.kind == "video" and content.still_pending("preview"):
        return web.Response(status=202)
    if content.failed:
        raise LineError(404, "not found")
    try:
        body = await asyncio.to_thread(lambda: media.preview_of(content.preview_source()))
    except FileNotFoundError as fault:
        raise LineError(404, "not found") from fault
    return web.Response(body=body, content_type="image/jpeg")


def _find(request: web.Request) -> Content:
    content = request.app[WORLD].content.get(request.match_info["message_id"])
    if content is None:
        raise LineError(404, "not found")
    if content.gone:
        raise LineError(410, "The content is gone")
    if not content.is_there() or _is_over(request):
        raise LineError(404, "not found")
    return content


def _is_over(request: web.Request) -> bool:
    """REF §Get content: deleted after a period that LINE does not tell (a switch, in days)."""
    world = request.app[WORLD]
    days = world.faults.value("content_days")
    if not isinstance(days, int | float):
        return False
    sent_at = ids.moment_of(request.match_info["message_id"])
    return world.clock.now() - sent_at > days * 86_400
