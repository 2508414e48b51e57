"""The pages in the browser: one head for all, and files of ``simulator/phone/`` as they are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from string import Template

from aiohttp import web

PHONE = Path(__file__).parent / "phone"
_OWN = "img-src 'self'"
_ANYWHERE = "img-src 'self' http: https:; media-src 'self' blob: http: https:"
_CHAT = ("page", "phone", "messages", "flex", "sheet", "richmenu", "group")


def routes() -> list[web.AbstractRouteDef]:
    """Phones show pictures from wherever a bot has them; the other pages only their own."""
    return [
        web.get("/", to_index),
        web.get("/_simulator", to_index),
        web.get("/_simulator/", _page("main.js", *_CHAT, media=_ANYWHERE)),
        web.get("/_simulator/panel", _page("panel/main.js", "page", "panel")),
        web.get("/_simulator/faults", _page("lab/main.js", "page", "sheet", "lab")),
        web.get("/dialog/bot/accountLink", _page("link/main.js", "link")),
        web.static("/_simulator/phone", PHONE),
    ]


async def to_index(_: web.Request) -> web.Response:
    raise web.HTTPFound("/_simulator/")


def _page(
    script: str, *styles: str, media: str = _OWN
) -> Callable[[web.Request], Awaitable[web.Response]]:
    head = Template((PHONE / "page.html").read_text(encoding="utf-8"))
    links = "".join(map(_style, ("base", *styles)))
    text = head.substitute(media=media, script=script, styles=links)

    async def show(_: web.Request) -> web.Response:
        headers = {"Cache-Control": "no-cache"}
        return web.Response(text=text, content_type="text/html", headers=headers)

    return show


def _style(name: str) -> str:
    return f'  <link rel="stylesheet" href="/_simulator/phone/css/{name}.css">\n'
