"""The pages in the browser: files of ``simulator/phone/``, served as they are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

PHONE = Path(__file__).parent / "phone"


def routes() -> list[web.AbstractRouteDef]:
    return [
        web.get("/", to_index),
        web.get("/_simulator", to_index),
        web.get("/_simulator/", _page("index.html")),
        web.get("/_simulator/panel", _page("panel.html")),
        web.get("/_simulator/faults", _page("faults.html")),
        web.get("/dialog/bot/accountLink", _page("link.html")),
        web.static("/_simulator/phone", PHONE),
    ]


async def to_index(_: web.Request) -> web.Response:
    raise web.HTTPFound("/_simulator/")


def _page(name: str) -> Callable[[web.Request], Awaitable[web.FileResponse]]:
    async def show(_: web.Request) -> web.FileResponse:
        return web.FileResponse(PHONE / name, headers={"Cache-Control": "no-cache"})

    return show
