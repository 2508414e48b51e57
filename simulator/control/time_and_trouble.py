"""The clock and the switches."""

from __future__ import annotations

from datetime import UTC, datetime

from aiohttp import web

from simulator.clock import Clock
from simulator.control.common import answer, read_object, refuse
from simulator.trouble.faults import BadSwitch, Faults
from simulator.world import WORLD


def routes() -> list[web.RouteDef]:
    return [
        web.get("clock", get_clock),
        web.put("clock", put_clock),
        web.get("faults", get_faults),
        web.get("faults/defaults", usual_faults),
        web.put("faults", put_faults),
    ]


async def get_clock(request: web.Request) -> web.Response:
    return answer(request.app[WORLD].clock.describe())


async def put_clock(request: web.Request) -> web.Response:
    world, body = request.app[WORLD], await read_object(request)
    try:
        _move(world.clock, body.get("advance"), body.get("at"))
    except (ValueError, OverflowError, OSError) as fault:
        refuse(f"the clock cannot go there: {fault}")
    world.stream.tell("clock", **world.clock.describe())
    return answer(world.clock.describe())


async def get_faults(request: web.Request) -> web.Response:
    return answer(request.app[WORLD].faults.describe())


async def usual_faults(_: web.Request) -> web.Response:
    return answer(Faults().describe())


async def put_faults(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    try:
        world.change_faults(await read_object(request))
    except BadSwitch as fault:
        refuse(str(fault))
    return answer(world.faults.describe())


def _move(clock: Clock, advance: object, at: object) -> None:
    """A moment without a zone is UTC."""
    if isinstance(advance, int | float) and not isinstance(advance, bool) and at is None:
        clock.advance(advance)
    elif isinstance(at, str) and advance is None:
        moment = datetime.fromisoformat(at)
        clock.move_to(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    else:
        raise ValueError('one of {"advance": seconds} and {"at": ISO}')
