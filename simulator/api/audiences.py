"""Audiences: read, rename, delete (REF §Managing Audience)."""

from __future__ import annotations

from aiohttp import web

from simulator.api.audience_checks import audience_error, description_of, named
from simulator.gateway.answers import LineError, line_json
from simulator.gateway.bodies import read_object
from simulator.many.audiences import Audience
from simulator.world import WORLD

_USUAL, _MOST = 20, 40
_ROUTES = ("OA_MANAGER", "MESSAGING_API", "POINT_AD", "AD_MANAGER")
_STATUSES = ("IN_PROGRESS", "READY", "FAILED", "EXPIRED", "INACTIVE", "ACTIVATING")


def routes() -> list[web.RouteDef]:
    path = "/v2/bot/audienceGroup"
    return [
        web.get(f"{path}/list", listed),
        web.get(f"{path}/{{audience_id}}", get),
        web.put(f"{path}/{{audience_id}}/updateDescription", rename),
        web.delete(f"{path}/{{audience_id}}", delete),
    ]


async def get(request: web.Request) -> web.Response:
    found, (now, wait) = _find(request), _times(request)
    jobs = found.describe_jobs(now, wait)
    return line_json({"audienceGroup": found.describe(now, wait), "jobs": jobs})


async def listed(request: web.Request) -> web.Response:
    world, (now, wait) = request.app[WORLD], _times(request)
    page, size = _number(request, "page", 0, 10**6), _number(request, "size", _USUAL, _MOST)
    _check(request)
    found = [one for one in world.audiences.all(now) if _wanted(request, one, now, wait)]
    here = found[(page - 1) * size : page * size]
    return line_json(
        {
            "audienceGroups": [one.describe(now, wait) for one in here],
            "hasNextPage": page * size < len(found),
            "totalCount": len(found),
            "readWriteAudienceGroupTotalCount": len(found),
            "page": page,
            "size": size,
        }
    )


async def rename(request: web.Request) -> web.Response:
    found = _find(request)
    found.description = description_of(await read_object(request))
    return line_json({})


async def delete(request: web.Request) -> web.Response:
    """REF §Delete audience: 202."""
    request.app[WORLD].audiences.remove(_find(request).id)
    return line_json({}, 202)


def _check(request: web.Request) -> None:
    """The words are our own."""
    if request.query.get("status", _STATUSES[0]) not in _STATUSES:
        raise LineError(400, "status: must be one of the statuses of an audience")
    if not set(request.query.getall("createRoute", [])) <= set(_ROUTES):
        raise LineError(400, "createRoute: must be one of the ways to create an audience")


def _wanted(request: web.Request, one: Audience, now: float, wait: float) -> bool:
    query = request.query
    fits = query.get("description", "").casefold() in one.description.casefold()
    here = "MESSAGING_API" in query.getall("createRoute", ["MESSAGING_API"])
    return fits and here and query.get("status") in (None, one.status(now, wait))


def _find(request: web.Request) -> Audience:
    return named(request.app[WORLD], request.match_info["audience_id"])


def _number(request: web.Request, key: str, usual: int, most: int) -> int:
    """``usual`` 0: it must be named."""
    text = request.query.get(key, str(usual))
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    if number < 1:
        raise audience_error(f"{key}: must be greater than or equal to 1", "TOO_LOW")
    if number > most:
        raise audience_error(f"{key}: must be less than or equal to {most}", "TOO_HIGH")
    return number


def _times(request: web.Request) -> tuple[float, float]:
    world = request.app[WORLD]
    return world.clock.now(), world.faults.number("audience_s")
