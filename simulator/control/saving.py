"""The whole state, out and in."""

from __future__ import annotations

import asyncio

from aiohttp import web

from simulator.clock import iso
from simulator.control.common import answer, refuse
from simulator.saving import state
from simulator.saving.state import BadState
from simulator.world import WORLD

STATE_MAX = 512 * 1024 * 1024


def routes() -> list[web.RouteDef]:
    return [web.get("state", save), web.put("state", load)]


async def save(request: web.Request) -> web.Response:
    """``?without=content,requests,webhooks`` leaves the bulky parts out."""
    world = request.app[WORLD]
    without = [name for name in request.query.get("without", "").split(",") if name]
    if stray := set(without) - set(state.BULKY):
        refuse(f"{sorted(stray)[0]} cannot be left out; only {', '.join(state.BULKY)}")
    document = state.take(world.stores(), iso(world.clock.now()), without)
    written = await asyncio.to_thread(lambda: "".join(state.pieces(document)))
    return web.json_response(text=written, headers={"Content-Disposition": _FILE})


async def load(request: web.Request) -> web.Response:
    raw = await _whole(request)
    try:
        request.app[WORLD].restore(await asyncio.to_thread(state.parse, raw))
    except BadState as fault:
        refuse(str(fault))
    return answer(request.app[WORLD].describe_bot())


async def _whole(request: web.Request) -> bytes:
    """More than LINE's two megabytes, to which other bodies are held."""
    pieces = bytearray()
    async for piece in request.content.iter_any():
        pieces += piece
        if len(pieces) > STATE_MAX:
            refuse(f"a state has at most {STATE_MAX} bytes", 413)
    return bytes(pieces)


_FILE = 'attachment; filename="line-simulator.json"'
