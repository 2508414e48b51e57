"""Several photos at once: an image set."""

from __future__ import annotations

import asyncio

from aiohttp import web

from simulator.acts import deeds
from simulator.basics import ids
from simulator.basics.strict import Json
from simulator.control.common import answer, chat_named, person_of, read_object, refuse
from simulator.control.says import heard_as
from simulator.people.content import Content
from simulator.people.groups import Group
from simulator.people.person import Person
from simulator.world import WORLD, World

_MOST = 50


def routes() -> list[web.RouteDef]:
    return [web.post("users/{user_id}/photos", send)]


async def send(request: web.Request) -> web.Response:
    """``sizes`` of each in bytes, or ``count`` of them; all are there before the first is said."""
    world, person, body = request.app[WORLD], person_of(request), await read_object(request)
    group = chat_named(world, body)
    deeds.check_may_write(person, group)
    photos = await asyncio.to_thread(_make, world, _sizes(body))
    try:
        if world.people.get(person.user_id) is not person:
            refuse("nobody has this user ID any more", 404)
        deeds.check_may_write(person, group)
    except Exception:
        for message_id in photos:
            world.content.discard(message_id)
        raise
    set_id = ids.new_image_set_id()
    events = _say(world, person, group, photos, set_id)
    told = {"imageSetId": set_id, "messageIds": list(photos), "webhookEventIds": events}
    return answer(told, 201)


def _say(
    world: World, person: Person, group: Group | None, photos: dict[str, Content], set_id: str
) -> list[object]:
    """The id of each webhook event, null where the bot hears nothing."""
    events = []
    for place, (message_id, content) in enumerate(photos.items(), 1):
        image_set = {"id": set_id, "index": place, "total": len(photos)}
        said: Json = {"type": "image", "imageSet": image_set}
        event = deeds.say(world, person, said, content, message_id, group)
        events.append(heard_as(event)["webhookEventId"])
    return events


def _make(world: World, sizes: list[object]) -> dict[str, Content]:
    made = {}
    for size in sizes:
        message_id = world.next_message_id()
        made[message_id] = deeds.generate(world, {"type": "image", "size": size}, message_id)
    return made


def _sizes(body: Json) -> list[object]:
    sizes, count = body.get("sizes"), body.get("count")
    if isinstance(count, int) and not isinstance(count, bool) and sizes is None:
        sizes = [20_000] * min(max(count, 0), _MOST + 1)
    if not isinstance(sizes, list) or not 2 <= len(sizes) <= _MOST:
        refuse(f"count is 2 to {_MOST}, or sizes a list of so many numbers of bytes")
    return sizes
