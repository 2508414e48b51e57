"""Groups and rooms: who is in them, and whether the bot is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from simulator.acts import members
from simulator.basics.strict import Json
from simulator.control.common import (
    answer,
    flag,
    group_of,
    number,
    optional_text,
    read_object,
    refuse,
    text,
    texts,
)
from simulator.control.says import heard_as
from simulator.people.groups import SHAPES, Group
from simulator.people.person import Person
from simulator.world import WORLD, World


def routes() -> list[web.RouteDef]:
    return [
        web.get("groups", everything),
        web.post("groups", create),
        web.get("groups/{chat_id}", one),
        web.put("groups/{chat_id}", change),
        web.get("groups/{chat_id}/messages", chat),
        web.post("groups/{chat_id}/invite", invite),
        web.post("groups/{chat_id}/remove", remove),
        web.post("groups/{chat_id}/join", _moving(members.come)),
        web.post("groups/{chat_id}/leave", _moving(members.go)),
    ]


async def everything(request: web.Request) -> web.Response:
    return answer(request.app[WORLD].groups.describe())


async def one(request: web.Request) -> web.Response:
    return answer(group_of(request).describe())


async def create(request: web.Request) -> web.Response:
    """With ``"bot": true`` the account is invited at once; ``"silent"``: it was in it long since,
    whatever the switches say."""
    world, body = request.app[WORLD], await read_object(request)
    kind = optional_text(body, "kind") or "group"
    if kind not in SHAPES:
        refuse("kind is group or room")
    name = text(body, "name") if kind == "group" else ""
    with_bot, silent = flag(body, "bot", False), flag(body, "silent", False)
    other = flag(body, "otherAccount", False)
    people = _people(world, texts(body, "members"))
    group = members.create(world, kind, name, people, _new_id(world, kind, body))
    group.other_account = other
    if silent:
        group.bot = group.announced = with_bot
        world.tell_group(group)
    refused = members.invite(world, group) if with_bot else None
    return answer(_invited(group, refused), 201)


async def change(request: web.Request) -> web.Response:
    world, group, body = request.app[WORLD], group_of(request), await read_object(request)
    name = optional_text(body, "name")
    if name is not None and group.kind == "room":
        refuse("a room has no name")
    group.other_account = flag(body, "otherAccount", group.other_account)
    group.name = group.name if name is None else name
    world.tell_group(group)
    return answer(group.describe())


async def chat(request: web.Request) -> web.Response:
    items = request.app[WORLD].chat(group_of(request).chat_id).after(number(request, "after"))
    return answer([item.describe() for item in items])


async def invite(request: web.Request) -> web.Response:
    group = group_of(request)
    return answer(_invited(group, members.invite(request.app[WORLD], group)), 201)


async def remove(request: web.Request) -> web.Response:
    """REF §Leave event: members remove the account from groups; a room it leaves by itself."""
    group = group_of(request)
    if group.kind == "room":
        refuse("members cannot remove the account from a room")
    if not group.bot:
        refuse("the bot is not in this chat")
    members.leave(request.app[WORLD], group)
    return answer(group.describe(), 201)


def _moving(
    act: Callable[[World, Group, list[Person]], Json | None],
) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handler(request: web.Request) -> web.Response:
        world, group, body = request.app[WORLD], group_of(request), await read_object(request)
        event = act(world, group, _people(world, texts(body, "userIds")))
        return answer(group.describe() | heard_as(event), 201)

    return handler


def _people(world: World, user_ids: list[str]) -> list[Person]:
    """Who is named twice comes once."""
    found = [world.people.get(user_id) for user_id in dict.fromkeys(user_ids)]
    people = [person for person in found if person is not None]
    if not people or len(people) < len(found):
        refuse("members are user IDs of people who are there")
    return people


def _new_id(world: World, kind: str, body: Json) -> str | None:
    chat_id = optional_text(body, "chatId")
    if chat_id is None:
        return None
    if not SHAPES[kind].fullmatch(chat_id):
        refuse("chatId is C for a group, R for a room, and 32 lower-case hexadecimal digits")
    if world.groups.get(chat_id) is not None:
        refuse("a chat has this chatId")
    return chat_id


def _invited(group: Group, refused: str | None) -> Json:
    """``refused`` says why the account did not come, or null."""
    return group.describe() | {"refused": refused}
