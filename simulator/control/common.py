"""Reading requests and answering them."""

from __future__ import annotations

from typing import NoReturn

from aiohttp import web

from simulator.basics import strict
from simulator.basics.strict import Json
from simulator.people.groups import Group
from simulator.people.person import Person
from simulator.world import WORLD, World

Handled = web.StreamResponse


def refuse(message: str, status: int = 400) -> NoReturn:
    raise Refused(message, status)


class Refused(Exception):
    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


async def read_object(request: web.Request) -> Json:
    """The body as a JSON object; no body is an empty one."""
    raw = await request.read()
    return parse_object(raw) if raw else {}


def parse_object(raw: bytes | str) -> Json:
    try:
        found = strict.loads(raw)
    except ValueError as fault:
        refuse(f"the body is not JSON: {fault}")
    if not isinstance(found, dict):
        refuse("the body is not a JSON object")
    return found


def person_of(request: web.Request) -> Person:
    person = request.app[WORLD].people.get(request.match_info["user_id"])
    return person if person is not None else refuse("nobody has this user ID", 404)


def group_of(request: web.Request) -> Group:
    return group_named(request.app[WORLD], request.match_info["chat_id"])


def group_named(world: World, chat_id: str) -> Group:
    group = world.groups.get(chat_id)
    return group if group is not None else refuse("no group or room has this ID", 404)


def chat_named(world: World, body: Json) -> Group | None:
    """Where a person acts: ``chatId`` of a group or room, or the chat with the account alone."""
    chat_id = optional_text(body, "chatId")
    return group_named(world, chat_id) if chat_id is not None else None


def texts(body: Json, key: str) -> list[str]:
    value = body.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        refuse(f"{key} is a list of texts")
    return value


def text(body: Json, key: str) -> str:
    value = body.get(key)
    return value if isinstance(value, str) and value else refuse(f"{key} is a text, and needed")


def optional_text(body: Json, key: str) -> str | None:
    return text(body, key) if body.get(key) is not None else None


def number(request: web.Request, key: str) -> int:
    """A whole number of the query, 0 where it is not named."""
    value = request.query.get(key, "0")
    return int(value) if value.isdecimal() and len(value) < 19 else refuse(f"{key} is a number")


def flag(body: Json, key: str, default: bool) -> bool:
    value = body.get(key, default)
    return value if isinstance(value, bool) else refuse(f"{key} is true or false")


def answer(body: object, status: int = 200) -> web.Response:
    return web.json_response(text=strict.dumps(body, escaped=True), status=status)
