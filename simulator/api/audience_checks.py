"""Audiences as they are named and described in calls, and how what is wrong with them is told."""

from __future__ import annotations

import unicodedata

from simulator.basics.strict import Json
from simulator.gateway.answers import LineError
from simulator.many.audiences import AT_ONCE, MOST, UPLOAD, Audience
from simulator.validate.count import utf16
from simulator.world import World

_NAME_MAX = 120


def audience_error(message: str, code: str, place: str | None = None) -> LineError:
    """REF §Details of the error related to audience management: the code stands in the details."""
    detail: Json = {"message": code, **({"property": place} if place else {})}
    return LineError(400, message, details=[detail])


def description_of(body: Json) -> str:
    name = body.get("description")
    if not isinstance(name, str) or not name.strip():
        raise audience_error("audienceGroupName is empty", "AUDIENCE_GROUP_NAME_EMPTY")
    if utf16(name) > _NAME_MAX:
        raise audience_error("size over audienceGroupName", "AUDIENCE_GROUP_NAME_SIZE_OVER")
    if any(unicodedata.category(one) == "Cc" for one in name):
        raise audience_error("wrong audienceGroupName", "AUDIENCE_GROUP_NAME_WRONG")
    return name


def named(world: World, text: str) -> Audience:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else -1
    found = world.audiences.get(number, world.clock.now())
    if found is None:
        raise audience_error("audience group not found", "AUDIENCE_GROUP_NOT_FOUND")
    return found


def uploaded(world: World, body: Json) -> Audience:
    """One that IDs can be added to: those of messages fill themselves."""
    found = named(world, str(body.get("audienceGroupId")))
    if found.kind != UPLOAD:
        raise audience_error("audience group not found", "AUDIENCE_GROUP_NOT_FOUND")
    now, wait = world.clock.now(), world.faults.number("audience_s")
    if found.status(now, 0) == "EXPIRED":
        code = "AUDIENCE_GROUP_CAN_NOT_UPLOAD_STATUS_EXPIRED"
        raise audience_error("audience group is expired", code)
    if found.working(now, wait) >= AT_ONCE:
        text = f"The maximum number of concurrent operations of an audience is {AT_ONCE}"
        raise LineError(429, text)
    return found


def refuse_too_many(world: World) -> None:
    if len(world.audiences.all(world.clock.now())) >= MOST:
        raise audience_error("audience group count max over", "AUDIENCE_GROUP_COUNT_MAX_OVER")
