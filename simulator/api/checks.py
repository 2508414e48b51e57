"""Bad parts of a sending request's body and headers."""

from __future__ import annotations

import re

from aiohttp import web

from simulator.basics.strict import Json
from simulator.gateway.answers import LineError, bad_parameter, bad_property, fault
from simulator.gateway.call import CALL
from simulator.sending import arrival
from simulator.sending.arrival import Attempt
from simulator.tokens import continuation
from simulator.validate import Destination, Rules, Verdict, check, destined
from simulator.world import WORLD, World

_UNIT = re.compile(r"[A-Za-z0-9_]{1,30}")
_RECIPIENTS = 500


def messages(request: web.Request, body: Json, *, to_many: bool = False) -> list[Json]:
    """The messages, if LINE takes all of them."""
    accept(request, check(body.get("messages"), rules(request, to_many=to_many)))
    if not isinstance(body.get("notificationDisabled", False), bool):
        raise bad_property("notificationDisabled")
    found = body["messages"]
    assert isinstance(found, list)
    _check_coupons(request.app[WORLD], found)
    return found


def rules(request: web.Request, *, to_many: bool = False) -> Rules:
    return Rules(not request.app[WORLD].faults.flag("refuse_loopback_http"), to_many)


def accept(request: web.Request, verdict: Verdict) -> None:
    """Raises LineError 400 for what LINE refuses; the journal gets the warnings."""
    if verdict.refusal is not None:
        raise LineError(400, verdict.refusal.message, details=verdict.refusal.details)
    request[CALL].warnings = verdict.warnings


def _check_coupons(world: World, messages: list[Json]) -> None:
    """A coupon was made and goes on; the words for another are our own."""
    for place, message in enumerate(messages):
        if message["type"] != "coupon":
            continue
        coupon = world.coupons.get(str(message["couponId"]))
        if coupon is None:
            raise fault("coupon not found", f"messages[{place}].couponId")
        if coupon.status(world.clock.now()) == "CLOSED":
            raise fault("The coupon has already been closed.", f"messages[{place}].couponId")


def fit(world: World, messages: list[Json], chat_id: str) -> None:
    """Raises LineError 400 where they cannot be said in this chat."""
    group = world.groups.with_bot(chat_id)
    members = None if group is None else frozenset(group.members)
    tokens = world.quote_tokens
    refusal = destined(messages, Destination(members, lambda one: tokens.fits(one, chat_id)))
    if refusal is not None:
        raise LineError(400, refusal.message, details=refusal.details)


def required_text(body: Json, key: str) -> str:
    value = body.get(key)
    if value is None or value == "":
        raise fault("May not be empty", key)
    if not isinstance(value, str):
        raise bad_property(key)
    return value


def recipients(body: Json) -> list[str]:
    """``to`` of a multicast: 1 to 500 user IDs."""
    to = body.get("to")
    if to is None:
        raise fault("May not be empty", "to")
    if not isinstance(to, list) or not all(isinstance(one, str) for one in to):
        raise bad_property("to")
    if not 1 <= len(to) <= _RECIPIENTS:
        raise fault(f"Size must be between 1 and {_RECIPIENTS}", "to")
    return to


def aggregation_unit(body: Json) -> str | None:
    """REF §Send push message, customAggregationUnits: one name at most."""
    units = body.get("customAggregationUnits")
    if units is None:
        return None
    if not isinstance(units, list) or len(units) > 1:
        raise fault("Size must be between 0 and 1", "customAggregationUnits")
    for unit in units:
        if not isinstance(unit, str) or not _UNIT.fullmatch(unit):
            raise bad_property("customAggregationUnits")
    return str(units[0]) if units else None


def page_size(request: web.Request, usual: int, most: int) -> int:
    """``limit`` of a list; raises LineError 400."""
    text = request.query.get("limit", str(usual))
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text[:9]) <= most:
        raise bad_parameter("limit")
    return int(text)


def page_start(request: web.Request, subject: str) -> int:
    """Where the page that ``start`` asks for begins; raises LineError 400."""
    world, token = request.app[WORLD], request.query.get("start")
    if token is None:
        return 0
    place = continuation.read(token, world.start, subject, world.clock.now())
    if place is None:
        raise LineError(400, "Invalid start param")
    return place


def next_page(request: web.Request, subject: str, start: int) -> str:
    world = request.app[WORLD]
    return continuation.token(world.start, subject, start, world.clock.now())


def attempt(request: web.Request) -> Attempt:
    """The call as one try of sending, with its retry key if it has one."""
    takes_any = request.app[WORLD].faults.count("odd_retry_key") == 200
    key = arrival.retry_key_of(request.headers.get("X-Line-Retry-Key"), takes_any=takes_any)
    return Attempt(request[CALL].request_id, key)


def refuse_retry_key(request: web.Request) -> None:
    """RETRY: an endpoint without retry keys says 400 (in words unknown)."""
    if "X-Line-Retry-Key" in request.headers:
        raise LineError(400, "The retry key is not supported by this endpoint")
