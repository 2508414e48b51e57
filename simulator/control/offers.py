"""What a phone shows of the account's coupons and opens of its LIFF apps."""

from __future__ import annotations

from aiohttp import web

from simulator.control.common import answer, refuse
from simulator.world import WORLD


def routes() -> list[web.RouteDef]:
    return [web.get("coupons/{coupon_id}", coupon), web.get("liff/{liff_id}", app)]


async def coupon(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    found = world.coupons.get(request.match_info["coupon_id"])
    if found is None:
        refuse("no coupon has this ID", 404)
    return answer(found.describe(world.clock.now()))


async def app(request: web.Request) -> web.Response:
    found = request.app[WORLD].liff_apps.get(request.match_info["liff_id"])
    if found is None:
        refuse("no LIFF app has this ID", 404)
    return answer(found.describe())
