"""People and what they do that is not speaking."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from simulator.acts import deeds
from simulator.basics import ids
from simulator.control.common import (
    answer,
    flag,
    number,
    optional_text,
    person_of,
    read_object,
    refuse,
    text,
)
from simulator.people.person import Person
from simulator.world import WORLD, World


def routes() -> list[web.RouteDef]:
    return [
        web.get("users", everybody),
        web.post("users", join),
        web.get("users/{user_id}", one),
        web.put("users/{user_id}", change),
        web.post("users/{user_id}/friend", _doing(deeds.befriend)),
        web.post("users/{user_id}/block", _doing(deeds.block)),
        web.post("users/{user_id}/unblock", _doing(deeds.unblock)),
        web.get("users/{user_id}/messages", chat),
    ]


async def everybody(request: web.Request) -> web.Response:
    return answer(request.app[WORLD].people.describe())


async def one(request: web.Request) -> web.Response:
    return answer(person_of(request).describe())


async def change(request: web.Request) -> web.Response:
    """Whether the person agreed that official accounts learn who it is in a group."""
    world, person, body = request.app[WORLD], person_of(request), await read_object(request)
    person.consents = flag(body, "consents", person.consents)
    world.tell_person(person)
    return answer(person.describe())


async def join(request: web.Request) -> web.Response:
    world, body = request.app[WORLD], await read_object(request)
    name, user_id = text(body, "displayName"), optional_text(body, "userId")
    if user_id is not None and not ids.USER_ID.fullmatch(user_id):
        refuse("userId is U and 32 lower-case hexadecimal digits")
    if user_id is not None and world.people.get(user_id) is not None:
        refuse("somebody has this userId")
    friend, consents = flag(body, "friend", True), flag(body, "consents", True)
    if flag(body, "silent", False):
        blocked = flag(body, "blocked", False)
        person = deeds.recall(world, name, friend=friend, blocked=blocked, user_id=user_id)
    else:
        person = deeds.join(world, name, friend=friend, user_id=user_id)
    if not consents:
        person.consents = False
        world.tell_person(person)
    return answer(person.describe(), 201)


async def chat(request: web.Request) -> web.Response:
    person = person_of(request)
    items = request.app[WORLD].chat(person.user_id).after(number(request, "after"))
    return answer([item.describe() for item in items])


def _doing(
    act: Callable[[World, Person], None],
) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handler(request: web.Request) -> web.Response:
        person = person_of(request)
        act(request.app[WORLD], person)
        return answer(person.describe(), 201)

    return handler
