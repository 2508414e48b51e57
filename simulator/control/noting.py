"""Calls of the control API that a recording has to repeat."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Any

from aiohttp import web

from simulator import strict
from simulator.chats import Item, Json
from simulator.world import WORLD, World

_Notes = Callable[[World, dict[str, str], dict[str, Any], dict[str, Any]], None]


async def note(request: web.Request, response: web.StreamResponse) -> None:
    """What was done is written into the diary; what was only asked for is not."""
    resource = request.match_info.route.resource
    path = resource.canonical.removeprefix("/_simulator/api/") if resource is not None else ""
    write = _CALLS.get((request.method, path))
    if write is None or not isinstance(response, web.Response) or response.status >= 300:
        return
    multipart = request.content_type == "multipart/form-data"
    body = {} if multipart else _object(await request.read())
    answer = response.body if isinstance(response.body, bytes) else b""
    write(request.app[WORLD], dict(request.match_info), body, _object(answer))


def _object(raw: bytes) -> dict[str, Any]:
    found = strict.loads(raw) if raw else {}
    return found if isinstance(found, dict) else {}


def _joined(world: World, _: dict[str, str], body: dict[str, Any], told: dict[str, Any]) -> None:
    if told["friend"] and not body.get("silent"):
        world.diary.note(told["userId"], told["userId"], "friend")


def _becomes(verb: str) -> _Notes:
    def write(world: World, at: dict[str, str], _: dict[str, Any], __: dict[str, Any]) -> None:
        world.diary.note(at["user_id"], at["user_id"], verb)

    return write


def _said(world: World, at: dict[str, str], body: dict[str, Any], told: dict[str, Any]) -> None:
    """The bubble tells where it was said, also of what came as a form."""
    for message_id in told.get("messageIds") or [told["messageId"]]:
        for chat_id in chain((str(body.get("chatId")), at["user_id"]), world.chats):
            item = world.chats[chat_id].find(message_id) if chat_id in world.chats else None
            if item is not None:
                world.diary.note(chat_id, at["user_id"], *_speech(world, item))
                break


def _speech(world: World, item: Item) -> tuple[str, object]:
    message = item.message
    content = world.content.get(item.id)
    if message["type"] == "text" and "mention" not in message:
        return "say", message["text"]
    if message["type"] == "image":
        return "photo", content.size if content is not None else None
    size: Json = {"size": content.size} if content is not None else {}
    return "send", {key: one for key, one in message.items() if key != "quoteToken"} | size


def _pressed(world: World, at: dict[str, str], body: dict[str, Any], _: dict[str, Any]) -> None:
    value = {key: one for key, one in body.items() if key != "chatId"}
    world.diary.note(body.get("chatId") or at["user_id"], at["user_id"], "postback", value)


def _unsent(world: World, at: dict[str, str], body: dict[str, Any], _: dict[str, Any]) -> None:
    world.diary.note(body.get("chatId") or at["user_id"], at["user_id"], "unsend")


def _menu(world: World, at: dict[str, str], body: dict[str, Any], _: dict[str, Any]) -> None:
    world.diary.note(at["user_id"], at["user_id"], "menu", int(body["area"]) + 1)


def _bot_moves(verb: str) -> _Notes:
    def write(world: World, at: dict[str, str], _: dict[str, Any], __: dict[str, Any]) -> None:
        world.diary.note(at["chat_id"], None, verb)

    return write


def _made(world: World, _: dict[str, str], body: dict[str, Any], told: dict[str, Any]) -> None:
    if body.get("bot") and not body.get("silent"):
        world.diary.note(told["chatId"], None, "invite")


def _members(verb: str) -> _Notes:
    def write(world: World, at: dict[str, str], body: dict[str, Any], _: dict[str, Any]) -> None:
        world.diary.note(at["chat_id"], None, verb, list(body["userIds"]))

    return write


def _clock(world: World, _: dict[str, str], body: dict[str, Any], __: dict[str, Any]) -> None:
    if "advance" in body:
        world.diary.note(None, None, "wait", body["advance"])
    else:
        world.diary.note(None, None, "clock", body["at"])


def _faults(world: World, _: dict[str, str], body: dict[str, Any], __: dict[str, Any]) -> None:
    world.diary.note(None, None, "faults", body)


_CALLS: dict[tuple[str, str], _Notes] = {
    ("POST", "users"): _joined,
    ("POST", "users/{user_id}/friend"): _becomes("friend"),
    ("POST", "users/{user_id}/block"): _becomes("block"),
    ("POST", "users/{user_id}/unblock"): _becomes("unblock"),
    ("POST", "users/{user_id}/messages"): _said,
    ("POST", "users/{user_id}/photos"): _said,
    ("POST", "users/{user_id}/postbacks"): _pressed,
    ("POST", "users/{user_id}/unsend"): _unsent,
    ("POST", "users/{user_id}/menu/tap"): _menu,
    ("POST", "groups"): _made,
    ("POST", "groups/{chat_id}/invite"): _bot_moves("invite"),
    ("POST", "groups/{chat_id}/remove"): _bot_moves("remove"),
    ("POST", "groups/{chat_id}/join"): _members("join"),
    ("POST", "groups/{chat_id}/leave"): _members("leave"),
    ("PUT", "clock"): _clock,
    ("PUT", "faults"): _faults,
}
