"""What was asked, what was sent, what happens; and events of one's own making."""

from __future__ import annotations

import asyncio

from aiohttp import web

from simulator import events
from simulator.chats import Json
from simulator.control.common import answer, optional_text, read_object, refuse, text
from simulator.webhooks import Parcel
from simulator.world import WORLD, World

_HEARTBEAT_S = 15


def routes() -> list[web.RouteDef]:
    return [
        web.get("requests", requests),
        web.get("webhooks", webhooks),
        web.get("events", listen),
        web.post("events", make_event),
    ]


async def requests(request: web.Request) -> web.Response:
    return answer(request.app[WORLD].requests.describe())


async def webhooks(request: web.Request) -> web.Response:
    return answer(request.app[WORLD].webhooks.describe())


async def listen(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
    )
    await response.prepare(request)
    with request.app[WORLD].stream.listening() as queue:
        await response.write(b": listening\n\n")
        while True:
            line = await _next(queue)
            if line is None:
                return response
            await response.write(line)


async def make_event(request: web.Request) -> web.Response:
    """What every event has is added; a reply token only where a person is named."""
    world, body = request.app[WORLD], await read_object(request)
    given = body.get("event")
    if not isinstance(given, dict):
        refuse("event is an object")
    event = _completed(world, given, optional_text(body, "userId"))
    world.postman.send(Parcel(optional_text(body, "userId") or "", event))
    return answer({"webhookEventId": event["webhookEventId"]}, 201)


def _completed(world: World, given: Json, user_id: str | None) -> Json:
    token = world.reply_tokens.issue(user_id, world.clock.now()) if user_id else None
    source = events.user_source(user_id) if user_id else None
    base = events.event(text(given, "type"), source, world.clock.now_ms(), reply_token=token)
    return base | given


async def _next(queue: asyncio.Queue[str | None]) -> bytes | None:
    try:
        line = await asyncio.wait_for(queue.get(), _HEARTBEAT_S)
    except TimeoutError:
        return b": still here\n\n"
    return None if line is None else f"data: {line}\n\n".encode()
