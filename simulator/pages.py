"""The phones in the browser: files of ``simulator/phone/``, served as they are."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

PHONE = Path(__file__).parent / "phone"


def routes() -> list[web.AbstractRouteDef]:
    return [
        web.get("/", to_index),
        web.get("/_simulator", to_index),
        web.get("/_simulator/", index),
        web.static("/_simulator/phone", PHONE),
    ]


async def to_index(_: web.Request) -> web.Response:
    raise web.HTTPFound("/_simulator/")


async def index(_: web.Request) -> web.FileResponse:
    return web.FileResponse(PHONE / "index.html", headers={"Cache-Control": "no-cache"})
