"""What people say, tap and take back."""

from __future__ import annotations

import asyncio

from aiohttp import web

from simulator.acts import deeds, members, mentions
from simulator.acts.telling import chat_of
from simulator.basics.strict import Json
from simulator.control import parts, shapes
from simulator.control.common import (
    answer,
    chat_named,
    flag,
    optional_text,
    person_of,
    read_object,
    refuse,
    text,
    texts,
)
from simulator.people.chats import Item
from simulator.people.content import Content
from simulator.people.groups import Group
from simulator.people.person import Person
from simulator.world import WORLD, World

_EDITED = ("text", "emojis", "mention", "mentions")


def routes() -> list[web.RouteDef]:
    return [
        web.post("users/{user_id}/messages", say),
        web.post("users/{user_id}/postbacks", tap),
        web.post("users/{user_id}/unsend", unsend),
        web.post("users/{user_id}/edit", edit),
    ]


async def say(request: web.Request) -> web.Response:
    world, person = request.app[WORLD], person_of(request)
    message_id = world.next_message_id()
    try:
        said, content = await _read(request, world, message_id)
        if world.people.get(person.user_id) is not person:
            refuse("nobody has this user ID any more", 404)
        group = chat_named(world, said)
        said = with_mentions(world, group, said)
        event = deeds.say(world, person, said, content, message_id, group)
    except BaseException:  # also a phone that hangs up
        world.content.discard(message_id)
        raise
    return answer({"messageId": message_id, **heard_as(event)}, 201)


async def tap(request: web.Request) -> web.Response:
    world, person, body = request.app[WORLD], person_of(request), await read_object(request)
    postback: Json = {"data": text(body, "data")}
    if body.get("params") is not None:
        postback["params"] = shapes.postback_params(body["params"])
    group, said = chat_named(world, body), optional_text(body, "displayText")
    event = deeds.tap(world, person, postback, said, group)
    if (spoken := optional_text(body, "text")) is not None:
        words: Json = {"type": "text", "text": spoken}
        deeds.say(world, person, words, None, world.next_message_id(), group)
    return answer(heard_as(event), 201)


async def unsend(request: web.Request) -> web.Response:
    world, person, body = request.app[WORLD], person_of(request), await read_object(request)
    group = chat_named(world, body)
    item = own_item(world, person, group, text(body, "messageId"))
    if item.unsent:
        refuse("the message was taken back before")
    event = deeds.unsend(world, person, item, first=flag(body, "first", False), group=group)
    return answer(heard_as(event), 201)


async def edit(request: web.Request) -> web.Response:
    """``text`` and maybe ``mentions``, as when it was said."""
    world, person, body = request.app[WORLD], person_of(request), await read_object(request)
    group = chat_named(world, body)
    if group is None:
        refuse("only messages in a group can be edited")
    item = own_item(world, person, group, text(body, "messageId"))
    words = {key: body[key] for key in _EDITED if body.get(key) is not None}
    said = with_mentions(world, group, shapes.said({"type": "text"} | words))
    said.pop("mentions", None)
    return answer(heard_as(members.edit(world, person, group, item, said)), 201)


def own_item(world: World, person: Person, group: Group | None, message_id: str) -> Item:
    item = world.chat(chat_of(person, group)).find(message_id)
    if item is None or item.by != "user" or item.user_id not in (None, person.user_id):
        refuse("the person sent no such message", 404)
    return item


def with_mentions(world: World, group: Group | None, said: Json) -> Json:
    """``mentions`` names who is mentioned; ``mention`` in LINE's shape is taken as it is."""
    wanted = texts(said, "mentions")
    if not wanted:
        return said
    if group is None or said["type"] != "text":
        refuse("only a text in a group or room can mention somebody")
    mention = mentions.find(world, group, str(said["text"]), wanted)
    return said | {"mention": mention}


def heard_as(event: Json | None) -> Json:
    """null where the bot hears nothing: it is not in the chat."""
    return {"webhookEventId": event["webhookEventId"] if event is not None else None}


async def _read(request: web.Request, world: World, message_id: str) -> tuple[Json, Content | None]:
    if request.content_type == "multipart/form-data":
        return await parts.read(request, message_id)
    said = shapes.said(await read_object(request))
    if said["type"] not in deeds.MEDIA:
        return said, None
    return said, await asyncio.to_thread(deeds.generate, world, said, message_id)
