"""Coupons (REF §Coupon): create, list, look at, discontinue."""

from __future__ import annotations

from aiohttp import web

from simulator.account.coupons import MOST, STATUSES, Coupon
from simulator.api.checks import accept, next_page, page_start, rules
from simulator.basics.strict import Json
from simulator.gateway.answers import bad_parameter, fault, line_json
from simulator.gateway.bodies import read_object
from simulator.validate.coupon import check, tidied
from simulator.world import WORLD

_PATH = "/v2/bot/coupon"
_USUAL, _PAGE = 20, 100


def routes() -> list[web.RouteDef]:
    return [
        web.post(_PATH, create),
        web.get(_PATH, listed),
        web.get(f"{_PATH}/{{coupon_id}}", get),
        web.put(f"{_PATH}/{{coupon_id}}/close", close),
    ]


async def create(request: web.Request) -> web.Response:
    world, body = request.app[WORLD], await read_object(request)
    now = world.clock.now()
    accept(request, check(body, now, rules(request)))
    if len(world.coupons.newest(("RUNNING",), now)) >= MOST:
        raise fault("You have too many coupons created.", "")
    return line_json({"couponId": world.coupons.add(tidied(body), now).id})


async def listed(request: web.Request) -> web.Response:
    """The newest first, as in the reference's example."""
    world, limit, statuses = request.app[WORLD], _limit(request), _statuses(request)
    start = page_start(request, "coupons")
    found = world.coupons.newest(statuses, world.clock.now())
    page: Json = {"items": [one.short() for one in found[start : start + limit]]}
    if start + limit < len(found):
        page["next"] = next_page(request, "coupons", start + limit)
    return line_json(page)


async def get(request: web.Request) -> web.Response:
    return line_json(_named(request).describe(request.app[WORLD].clock.now()))


async def close(request: web.Request) -> web.Response:
    """For good; one that is over by itself counts as discontinued, too."""
    coupon = _named(request)
    if coupon.status(request.app[WORLD].clock.now()) == "CLOSED":
        raise fault("The coupon has already been closed.", "", 410)
    coupon.closed = True
    return line_json({})


def _named(request: web.Request) -> Coupon:
    found = request.app[WORLD].coupons.get(request.match_info["coupon_id"])
    if found is None:
        raise fault("coupon not found", "", 404)
    return found


def _limit(request: web.Request) -> int:
    text = request.query.get("limit", str(_USUAL))
    if not text.isascii() or not text.isdecimal():
        raise bad_parameter("limit")
    limit = int(text[:9])
    if limit < 1:
        raise fault("Must be greater than or equal to 1", "limit")
    if limit > _PAGE:
        raise fault(f"Must be less than or equal to {_PAGE}", "limit")
    return limit


def _statuses(request: web.Request) -> tuple[str, ...]:
    """All of them, where none is named; several stand in one parameter or in several."""
    named = ",".join(request.query.getall("status", []))
    statuses = tuple(named.split(",")) if named else STATUSES
    if not set(statuses) <= set(STATUSES):
        raise fault(f"Must be one of the following values: [{','.join(STATUSES)}]", "status")
    return statuses
