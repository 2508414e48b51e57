"""Memberships of an account that has none (REF §Membership): LINE sells them in Japan alone."""

from __future__ import annotations

from aiohttp import web

from simulator.api.menu_checks import user_id
from simulator.gateway.answers import LineError, not_found

_PATH = "/v2/bot/membership"


def routes() -> list[web.RouteDef]:
    return [
        web.get(f"{_PATH}/list", plans),
        web.get(f"{_PATH}/subscription/{{user_id}}", subscription),
        web.get(f"{_PATH}/{{membership_id}}/users/ids", members),
    ]


async def plans(_: web.Request) -> web.Response:
    raise LineError(404, "Membership plan not found")


async def subscription(request: web.Request) -> web.Response:
    user_id(request)
    raise not_found()


async def members(_: web.Request) -> web.Response:
    raise LineError(404, "Membership ID is not found")
