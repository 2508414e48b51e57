"""Reading the body of a LINE API call."""

from __future__ import annotations

import json

from aiohttp import web

from simulator.basics import strict
from simulator.basics.strict import Json
from simulator.gateway.answers import LineError

BODY_MAX = 2 * 1024 * 1024
FILE_MAX = 64 * 1024 * 1024  # 1,500,000 user IDs, one a line


async def read_object(request: web.Request, *, may_be_empty: bool = False) -> Json:
    """The JSON object of the body; 415 for another type, 400 for what is not JSON.

    ``may_be_empty``: no body at all, whatever type it says it has, is an empty object.
    """
    if may_be_empty and not await request.read():
        return {}
    if request.content_type != "application/json":
        raise LineError(415, f"The content type, {request.content_type}, is not supported")
    try:
        found = strict.loads(await request.read())
    except json.JSONDecodeError as fault:
        raise _unreadable(fault.lineno, fault.colno) from fault
    except ValueError as fault:
        raise _unreadable(1, 1) from fault
    if not isinstance(found, dict):
        raise _unreadable(1, 1)
    return found


def _unreadable(line: int, column: int) -> LineError:
    where = f"(line: {line}, column: {column})"
    return LineError(400, f"The request body could not be parsed as JSON {where}")
