"""What people say, tap and take back."""

from __future__ import annotations

import asyncio

from aiohttp import web

from simulator import acts
from simulator.chats import Json
from simulator.content import Content
from simulator.control import parts, shapes
from simulator.control.common import (
    answer,
    flag,
    optional_text,
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
    try:
        said, content = await _read(request, world, message_id)
        if world.people.get(person.user_id) is not person:
            refuse("nobody has this user ID any more", 404)
        event = acts.say(world, person, said, content, message_id)
    except BaseException:  # also a phone that hangs up
        world.content.discard(message_id)
        raise
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
        return await parts.read(request, message_id)
    said = shapes.said(await read_object(request))
    if said["type"] not in acts.MEDIA:
        return said, None
    return said, await asyncio.to_thread(acts.generate, world, said, message_id)
