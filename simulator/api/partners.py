"""What LINE opens to partners by contract alone (partner docs): refused, as for everybody else."""

from __future__ import annotations

from aiohttp import web

from simulator.gateway.answers import not_available


def routes() -> list[web.RouteDef]:
    return [
        web.post("/v2/bot/message/markAsRead", refuse),
        web.post("/bot/pnp/push", refuse),
        web.get("/v2/bot/message/delivery/pnp", refuse),
    ]


async def refuse(_: web.Request) -> web.Response:
    raise not_available()
