"""The verdict of sending without sending (REF §Validate message objects of …)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from simulator.api import checks
from simulator.gateway.answers import line_json
from simulator.gateway.bodies import read_object

_KINDS = ("reply", "push", "multicast", "narrowcast", "broadcast")


def routes() -> list[web.RouteDef]:
    """Five endpoints, each with a rate limit of its own."""
    return [web.post(f"/v2/bot/message/validate/{kind}", _verdict(kind)) for kind in _KINDS]


def _verdict(kind: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    """What hangs on the chat, as mentions and quotes do, cannot be seen here."""
    to_many = kind not in ("reply", "push")

    async def validate(request: web.Request) -> web.Response:
        checks.refuse_retry_key(request)
        checks.messages(request, await read_object(request), to_many=to_many)
        return line_json({})

    return validate
