"""What people say, tap and take back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
from aiohttp import web

from simulator import acts, media
from simulator.chats import Json
from simulator.content import Content
from simulator.control import shapes
from simulator.control.common import (
    answer,
    flag,
    optional_text,
    parse_object,
    person_of,
    read_object,
    refuse,
    text,
)
from simulator.world import WORLD, World


def routes() -> list[web.RouteDef]:
    return [
        web.post("users/{user_id}/messages", say),
        web.post("users/{user_id}/postbacks", tap),
        web.post("users/{user_id}/unsend", unsend),
    ]


async def say(request: web.Request) -> web.Response:
    world, person = request.app[WORLD], person_of(request)
    if person.blocked:
        refuse("who blocks the bot cannot write to it; unblock first")
    message_id = world.next_message_id()
    said, content = await _read(request, world, message_id)
    event = acts.say(world, person, said, content, message_id)
    return answer({"messageId": message_id, "webhookEventId": event["webhookEventId"]}, 201)


async def tap(request: web.Request) -> web.Response:
    world, person, body = request.app[WORLD], person_of(request), await read_object(request)
    postback: Json = {"data": text(body, "data")}
    if body.get("params") is not None:
        postback["params"] = shapes.postback_params(body["params"])
    event = acts.tap(world, person, postback, optional_text(body, "displayText"))
    if (spoken := optional_text(body, "text")) is not None:
        acts.say(world, person, {"type": "text", "text": spoken}, None, world.next_message_id())
    return answer({"webhookEventId": event["webhookEventId"]}, 201)


async def unsend(request: web.Request) -> web.Response:
    world, person, body = request.app[WORLD], person_of(request), await read_object(request)
    item = world.chat(person.user_id).find(text(body, "messageId"))
    if item is None or item.by != "user":
        refuse("the person sent no such message", 404)
    if item.unsent:
        refuse("the message was taken back before")
    event = acts.unsend(world, person, item, first=flag(body, "first", False))
    return answer({"webhookEventId": event["webhookEventId"]}, 201)


async def _read(request: web.Request, world: World, message_id: str) -> tuple[Json, Content | None]:
    if request.content_type == "multipart/form-data":
        return await _read_parts(request, world, message_id)
    said = shapes.said(await read_object(request))
    if said["type"] not in acts.MEDIA:
        return said, None
    return said, await asyncio.to_thread(acts.generate, world, said, message_id)


async def _read_parts(
    request: web.Request, world: World, message_id: str
) -> tuple[Json, Content | None]:
    """``message`` may come before or after ``file``."""
    said: Json | None = None
    content: Content | None = None
    async for part in await request.multipart():
        if not isinstance(part, aiohttp.BodyPartReader):
            refuse("parts are message and file")
        if part.name == "message":
            said = shapes.said(parse_object(await part.read()))
        elif part.name == "file":
            content = await _receive(world, part, message_id)
    if said is None or content is None or said["type"] not in acts.MEDIA:
        refuse("a multipart body has the parts message (an image, video, audio or file) and file")
    return _described(said, content), content


async def _receive(world: World, part: aiohttp.BodyPartReader, message_id: str) -> Content:
    kind = part.headers.get("Content-Type", "application/octet-stream").split(";")[0].strip()
    content = await world.content.receive(message_id, "file", kind, _pieces(part))
    content.file_name = part.filename
    return content


def _described(said: Json, content: Content) -> Json:
    """What the message says of its kind wins over what the file says of itself."""
    kind = str(said["type"])
    content.kind = kind
    if not content.content_type.startswith(f"{kind}/") and kind != "file":
        content.content_type = media.TYPES[kind]
    if kind == "file" and "fileName" not in said and content.file_name:
        return {**said, "fileName": content.file_name}
    return said


async def _pieces(part: aiohttp.BodyPartReader) -> AsyncIterator[bytes]:
    while piece := await part.read_chunk(media.PIECE):
        yield bytes(piece)
