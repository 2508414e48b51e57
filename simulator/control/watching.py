"""What was asked, what was sent, what happens; and events of one's own making."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

from aiohttp import web

from simulator.acts.telling import failed_link
from simulator.basics import strict
from simulator.basics.strict import Json
from simulator.clock import stopwatch
from simulator.control.common import (
    answer,
    chat_named,
    number,
    optional_text,
    read_object,
    refuse,
    text,
)
from simulator.delivery import events
from simulator.delivery.webhooks import Parcel
from simulator.journal.entries import Entry, Journal
from simulator.journal.explained import request_row, statistics, webhook_row
from simulator.people.groups import Group
from simulator.world import WORLD, World


def routes() -> list[web.RouteDef]:
    return [
        web.get("requests", requests),
        web.get("webhooks", webhooks),
        web.get("webhooks/errors", errors),
        web.get("events", listen),
        web.post("events", make_event),
    ]


async def requests(request: web.Request) -> web.Response:
    return await _newest(request, request.app[WORLD].requests, request_row)


async def webhooks(request: web.Request) -> web.Response:
    return await _newest(request, request.app[WORLD].webhooks, webhook_row)


async def errors(request: web.Request) -> web.Response:
    return answer(statistics(request.app[WORLD].webhooks.after(0)))


async def listen(request: web.Request) -> web.StreamResponse:
    """Begins with how things stand, so that nobody need ask and hear news meanwhile; the clock is
    the heartbeat."""
    world = request.app[WORLD]
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
    )
    await response.prepare(request)
    with world.stream.listening() as queue, suppress(ConnectionError):
        opening = _row(_standing(world))
        await response.write(b": listening\n\n" + opening)
        async for line in _lines(queue, world):
            await response.write(_row(line))
    return response


def _standing(world: World) -> str:
    return strict.dumps(
        {
            "type": "start",
            "start": world.start,
            "clock": world.clock.describe(),
            "faults": world.faults.describe(),
            "users": world.people.describe(),
            "groups": world.groups.describe(),
        },
        escaped=True,
    )


async def make_event(request: web.Request) -> web.Response:
    """What every event has is added: a source where a person or a chat is named, and then a reply
    token, if LINE's events of this kind have one."""
    world, body = request.app[WORLD], await read_object(request)
    given = body.get("event")
    if not isinstance(given, dict):
        refuse("event is an object")
    user_id, group = optional_text(body, "userId"), chat_named(world, body)
    chat_id = group.chat_id if group is not None else user_id
    event = _completed(world, given, chat_id, _source(group, user_id))
    world.postman.send(Parcel(chat_id or "", event))
    return answer({"webhookEventId": event["webhookEventId"]}, 201)


def _source(group: Group | None, user_id: str | None) -> Json | None:
    if group is not None:
        return group.source(user_id)
    return events.user_source(user_id) if user_id is not None else None


def _completed(world: World, given: Json, chat_id: str | None, source: Json | None) -> Json:
    kind = text(given, "type")
    token = None
    if failed_link(given):
        source = None
    elif chat_id is not None and kind not in events.UNANSWERABLE:
        token = world.reply_tokens.issue(chat_id, world.clock.now())
    standby = world.faults.flag("standby")
    now = world.clock.now_ms()
    base = events.event(kind, source, now, reply_token=token, standby=standby)
    return base | given


async def _newest(
    request: web.Request, journal: Journal, row: Callable[[Entry], Json]
) -> web.Response:
    """Megabytes are written in a thread, an entry at a time: the bot's calls do not wait for it."""
    entries = journal.after(number(request, "after"))
    return web.json_response(text=await asyncio.to_thread(_written, entries, row))


def _written(entries: list[Entry], row: Callable[[Entry], Json]) -> str:
    return f"[{','.join(strict.dumps(row(entry), escaped=True) for entry in entries)}]"


async def _lines(queue: asyncio.Queue[str | None], world: World) -> AsyncIterator[str]:
    """The clock comes on time, however much else there is to tell."""
    beat = stopwatch() + world.config.heartbeat_s
    while True:
        try:
            line = await asyncio.wait_for(queue.get(), max(beat - stopwatch(), 0))
        except TimeoutError:
            beat = stopwatch() + world.config.heartbeat_s
            line = strict.dumps({"type": "clock", **world.clock.describe()})
        if line is None:
            return
        yield line


def _row(line: str) -> bytes:
    return f"data: {line}\n\n".encode()
