"""Narrowcast (REF §Send narrowcast message, §Get narrowcast message status)."""

from __future__ import annotations

import re

from aiohttp import web

from simulator.api import checks
from simulator.basics.strict import Json
from simulator.gateway.answers import (
    QUOTA_REACHED,
    LineError,
    bad_parameter,
    bad_property,
    line_json,
    not_found,
)
from simulator.gateway.bodies import read_object
from simulator.gateway.call import CALL
from simulator.many.narrowcasts import Narrowcast
from simulator.sending import arrival, recipients
from simulator.sending.narrowcasting import NARROWCASTING, reach_of
from simulator.world import WORLD, World

_FEWEST_FOR_ATTRIBUTES = 100
_REQUEST_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PARTIAL = "The option forbidPartialDelivery must be used with upToRemainingQuota."


def routes() -> list[web.RouteDef]:
    return [
        web.post("/v2/bot/message/narrowcast", narrowcast),
        web.get("/v2/bot/message/progress/narrowcast", progress),
    ]


async def narrowcast(request: web.Request) -> web.Response:
    world, body = request.app[WORLD], await read_object(request)
    attempt = checks.attempt(request)
    one = Narrowcast(
        request[CALL].request_id,
        world.clock.now(),
        checks.messages(request, body, to_many=True),
        _object(body, "recipient"),
        _demographic(body),
        _limit(body),
    )
    _check_recipients(world, one)
    arrival.refuse_repeated(world, attempt)
    rest = arrival.left(world)
    if rest is not None and rest <= 0:
        raise LineError(429, QUOTA_REACHED)
    arrival.note_accepted(world, attempt, {})
    world.narrowcasts.add(one)
    return line_json({}, 202)


async def progress(request: web.Request) -> web.Response:
    request_id = request.query.get("requestId", "")
    if not _REQUEST_ID.fullmatch(request_id):
        raise bad_parameter("requestId")
    await request.app[NARROWCASTING].settle()
    world = request.app[WORLD]
    found = world.narrowcasts.get(request_id, world.clock.now())
    if found is None:
        raise not_found()
    return line_json(found.describe())


def _check_recipients(world: World, one: Narrowcast) -> None:
    """REF §Restrictions on sending messages using attributes and audiences."""
    if one.recipient is not None:
        recipients.recipient(world, one.recipient)
    if one.demographic is not None:
        recipients.demographic(world, one.demographic)
        if len(reach_of(world)) < _FEWEST_FOR_ATTRIBUTES:
            raise LineError(403, "Your account does not have enough friends")


def _demographic(body: Json) -> Json | None:
    found = _object(body, "filter")
    inner = found.get("demographic") if found is not None else None
    if inner is not None and not isinstance(inner, dict):
        raise bad_property("filter.demographic")
    return inner


def _limit(body: Json) -> Json:
    found = _object(body, "limit") or {}
    most = found.get("max")
    if most is not None and (not isinstance(most, int) or isinstance(most, bool) or most < 1):
        raise bad_property("limit.max")
    for key in ("upToRemainingQuota", "forbidPartialDelivery"):
        if not isinstance(found.get(key, False), bool | None):
            raise bad_property(f"limit.{key}")
    if found.get("forbidPartialDelivery") and not found.get("upToRemainingQuota"):
        raise LineError(400, _PARTIAL)
    return found


def _object(body: Json, key: str) -> Json | None:
    found = body.get(key)
    if found is not None and not isinstance(found, dict):
        raise bad_property(key)
    return found
