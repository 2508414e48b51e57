"""Memberships and coupons of an account that has neither (REF §Membership, §Coupon).

LINE sells memberships in Japan alone; what it answers an account without any is all there is here.
"""

from __future__ import annotations

from aiohttp import web

from simulator.answers import LineError, bad_request, line_json
from simulator.api.menu_checks import user_id

_MEMBERSHIP = "/v2/bot/membership"
_COUPON = "/v2/bot/coupon"
_STATUSES = ("DRAFT", "RUNNING", "CLOSED")
_NO_COUPON = {"message": "coupon not found", "property": ""}


def routes() -> list[web.RouteDef]:
    return [
        web.get(f"{_MEMBERSHIP}/list", plans),
        web.get(f"{_MEMBERSHIP}/subscription/{{user_id}}", subscription),
        web.get(f"{_MEMBERSHIP}/{{membership_id}}/users/ids", members),
        web.get(_COUPON, coupons),
        web.post(_COUPON, refuse),
        web.get(f"{_COUPON}/{{coupon_id}}", no_coupon),
        web.put(f"{_COUPON}/{{coupon_id}}/close", no_coupon),
    ]


async def plans(_: web.Request) -> web.Response:
    raise LineError(404, "Membership plan not found")


async def subscription(request: web.Request) -> web.Response:
    user_id(request)
    raise LineError(404, "Not found")


async def members(_: web.Request) -> web.Response:
    raise LineError(404, "Membership ID is not found")


async def coupons(request: web.Request) -> web.Response:
    limit, statuses = request.query.get("limit", "20"), request.query.get("status", "DRAFT")
    if not limit.isdecimal() or int(limit) > 100:
        raise bad_request([{"message": "Must be less than or equal to 100", "property": "limit"}])
    if not set(statuses.split(",")) <= set(_STATUSES):
        values = ",".join(_STATUSES)
        fault = f"Must be one of the following values: [{values}]"
        raise bad_request([{"message": fault, "property": "status"}])
    return line_json({"items": []})


async def no_coupon(_: web.Request) -> web.Response:
    error = bad_request([dict(_NO_COUPON)])
    error.status = 404
    raise error


async def refuse(_: web.Request) -> web.Response:
    """Coupons are made in LINE's own manager; this simulator makes none."""
    raise LineError(403, "Access to this API is not available for your account")
