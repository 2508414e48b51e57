"""Webhook settings (REF §Webhook settings)."""

from __future__ import annotations

from aiohttp import web

from simulator.api.checks import required_text
from simulator.clock import iso
from simulator.delivery.posting import UNRESOLVED, Delivery
from simulator.delivery.webhooks import pack
from simulator.gateway.answers import LineError, fault, line_json
from simulator.gateway.bodies import read_object
from simulator.validate.urls import is_https, is_loopback
from simulator.world import WORLD

_PATH = "/v2/bot/channel/webhook"
_INVALID = "Invalid webhook endpoint URL"
_LENGTH = 500
_DETAILS = {
    "could_not_connect": ("COULD_NOT_CONNECT", "TCP connection failed"),
    "request_timeout": ("REQUEST_TIMEOUT", "Request timeout"),
    "unclassified": ("UNCLASSIFIED", "Unclassified error"),
}


def routes() -> list[web.RouteDef]:
    return [
        web.get(_PATH + "/endpoint", get_endpoint),
        web.put(_PATH + "/endpoint", put_endpoint),
        web.post(_PATH + "/test", test),
    ]


async def get_endpoint(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    if world.webhook_url is None:
        raise LineError(404, "Webhook endpoint not found")
    return line_json({"endpoint": world.webhook_url, "active": world.webhook_on})


async def put_endpoint(request: web.Request) -> web.Response:
    """Counts at once. Whether webhooks are used at all is the console's to say: the first address
    switches them on, another one leaves it as it is."""
    world, body = request.app[WORLD], await read_object(request)
    url = _url(required_text(body, "endpoint"))
    on = world.webhook_on or world.webhook_url is None
    world.set_webhook(url)
    world.webhook_on = on
    return line_json({})


async def test(request: web.Request) -> web.Response:
    """An empty delivery; LINE's error statistics do not count it."""
    world, body = request.app[WORLD], await read_object(request, may_be_empty=True)
    given = body.get("endpoint")
    url = _url(given) if isinstance(given, str) and given else world.webhook_url
    if url is None:
        raise LineError(404, "Webhook endpoint not found")
    delivery = await world.poster.post(pack(world.destination, []), url)
    if delivery.phrase == UNRESOLVED:
        raise LineError(400, _INVALID)
    return line_json(_verdict(delivery) | {"timestamp": iso(world.clock.now())})


def _verdict(delivery: Delivery) -> dict[str, object]:
    """The reasons are those of REF §Test webhook endpoint, whatever the bot wrote as phrase."""
    if delivery.status is not None:
        shown = "OK" if delivery.ok else "ERROR_STATUS_CODE"
        detail = str(delivery.status)
    else:
        shown, detail = _DETAILS[delivery.reason]
    return {
        "success": delivery.ok,
        "statusCode": delivery.status or 0,
        "reason": shown,
        "detail": detail,
    }


def _url(text: str) -> str:
    """https, or http on this machine, which LINE does not take and a simulator must."""
    if len(text) > _LENGTH:
        raise fault(f"Length must be between 0 and {_LENGTH}", "endpoint")
    if not is_https(text) and not (text.startswith("http://") and is_loopback(text)):
        raise LineError(400, _INVALID)
    return text
