"""Audiences: created and filled with user IDs, as JSON or as a file (REF §Create audience for
uploading user IDs, §Add user IDs …). Shared ones are refused: 403."""

from __future__ import annotations

import asyncio

from aiohttp import web

from simulator.api.audience_checks import audience_error, description_of, refuse_too_many, uploaded
from simulator.api.audience_files import form
from simulator.basics import ids
from simulator.basics.strict import Json
from simulator.gateway.answers import line_json, not_available
from simulator.gateway.bodies import read_object
from simulator.validate.count import utf16
from simulator.world import WORLD

_JOB_MAX = 300
_MOST = {"audiences": 10_000, "file": 1_500_000}


def routes() -> list[web.RouteDef]:
    path = "/v2/bot/audienceGroup"
    return [
        web.post(f"{path}/upload", create),
        web.put(f"{path}/upload", add),
        web.post(f"{path}/upload/byFile", create_by_file),
        web.put(f"{path}/upload/byFile", add_by_file),
        web.get(f"{path}/shared/list", refuse),
        web.get(f"{path}/shared/{{audience_id}}", refuse),
    ]


async def create(request: web.Request) -> web.Response:
    """Without IDs it is empty, and stays in progress."""
    body = await read_object(request)
    people = _people(body, "audiences") if body.get("audiences") else []
    return _create(request, body, people)


async def add(request: web.Request) -> web.Response:
    body = await read_object(request)
    return _add(request, body, _people(body, "audiences"))


async def create_by_file(request: web.Request) -> web.Response:
    return _create(request, *await asyncio.to_thread(_read, request))


async def add_by_file(request: web.Request) -> web.Response:
    return _add(request, *await asyncio.to_thread(_read, request))


async def refuse(_: web.Request) -> web.Response:
    raise not_available()


def _create(request: web.Request, body: Json, people: list[str]) -> web.Response:
    world = request.app[WORLD]
    name, job = description_of(body), _job(body)
    if body.get("isIfaAudience") in (True, "true"):
        raise not_available()
    refuse_too_many(world)
    made = world.audiences.add(name, world.clock.now())
    if people:
        made.add(people, job, world.clock.now())
    return line_json(made.made(), 202)


def _add(request: web.Request, body: Json, people: list[str]) -> web.Response:
    world, job = request.app[WORLD], _job(body)
    uploaded(world, body).add(people, job, world.clock.now())
    return line_json({}, 202)


def _job(body: Json) -> str | None:
    text = body.get("uploadDescription")
    if text is not None and utf16(str(text)) > _JOB_MAX:
        code = "AUDIENCE_GROUP_UPLOAD_DESCRIPTION_SIZE_OVER"
        raise audience_error("size over uploadDescription", code)
    return None if text is None else str(text)


def _read(request: web.Request) -> tuple[Json, list[str]]:
    body = form(request)
    return body, _people(body, "file")


def _people(body: Json, place: str) -> list[str]:
    """User IDs, one at least; a file has one a line."""
    found = body.get(place)
    if not isinstance(found, list) or not found:
        code = "UPLOAD_AUDIENCE_GROUP_NO_VALID_AUDIENCE_IDS"
        raise audience_error("there are no audience ids", code, place)
    if len(found) > _MOST[place]:
        code = "UPLOAD_AUDIENCE_GROUP_TOO_MANY_AUDIENCE_IDS"
        raise audience_error("too many audience ids", code, place)
    people = [one.get("id") if isinstance(one, dict) else one for one in found]
    if not all(isinstance(one, str) and ids.USER_ID.fullmatch(one) for one in people):
        code = "UPLOAD_AUDIENCE_GROUP_INVALID_AUDIENCE_ID_FORMAT"
        raise audience_error(code if place == "file" else "Invalid audience id format", code, place)
    return [str(one) for one in people]
