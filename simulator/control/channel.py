"""The channel itself: the bot, its webhook, a fresh start."""

from __future__ import annotations

from aiohttp import web

from simulator.control.common import answer, flag, optional_text, read_object
from simulator.world import WORLD


def routes() -> list[web.RouteDef]:
    return [
        web.get("bot", bot),
        web.put("webhook", set_webhook),
        web.post("reset", reset),
        web.post("release", release),
        web.get("idle", idle),
    ]


async def bot(request: web.Request) -> web.Response:
    return answer(request.app[WORLD].describe_bot())


async def set_webhook(request: web.Request) -> web.Response:
    world, body = request.app[WORLD], await read_object(request)
    if "url" in body:
        world.set_webhook(optional_text(body, "url"))
    world.webhook_on = flag(body, "on", world.webhook_on) and world.webhook_url is not None
    return answer(world.describe_bot())


async def reset(request: web.Request) -> web.Response:
    request.app[WORLD].reset()
    return answer({})


async def release(request: web.Request) -> web.Response:
    return answer({"released": request.app[WORLD].postman.release()})


async def idle(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    waiting = world.postman.waiting + world.image_sets.waiting
    return answer({"idle": waiting == 0, "waiting": waiting})
