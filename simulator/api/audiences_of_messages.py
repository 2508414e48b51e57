"""Audiences of who saw a message, or opened an address in it (REF §Create message click audience,
§Create message impression audience): as they are when the audience is made."""

from __future__ import annotations

from aiohttp import web

from simulator.api.audience_checks import audience_error, description_of, refuse_too_many
from simulator.api.checks import required_text
from simulator.basics.strict import Json
from simulator.gateway.answers import fault, line_json
from simulator.gateway.bodies import read_object
from simulator.many.audiences import CLICK, IMPRESSION, Audience
from simulator.many.reach import Sent
from simulator.validate.count import utf16
from simulator.validate.urls import URL_MAX
from simulator.world import WORLD, World

_LATEST_S = 60 * 86_400


def routes() -> list[web.RouteDef]:
    path = "/v2/bot/audienceGroup"
    return [web.post(f"{path}/click", of_clicks), web.post(f"{path}/imp", of_impressions)]


async def of_clicks(request: web.Request) -> web.Response:
    """Of one address, or of any in the message."""
    world, body = request.app[WORLD], await read_object(request)
    made = _made(world, body, CLICK, _click_url(body))
    made.people = sorted(_sent(world, body).clicks(made.click_url))
    return line_json(made.made(), 202)


async def of_impressions(request: web.Request) -> web.Response:
    world, body = request.app[WORLD], await read_object(request)
    made = _made(world, body, IMPRESSION, None)
    made.people = sorted(_sent(world, body).seen)
    return line_json(made.made(), 202)


def _made(world: World, body: Json, kind: str, click_url: str | None) -> Audience:
    name, now = description_of(body), world.clock.now()
    request_id = required_text(body, "requestId")
    if now - _sent(world, body).at > _LATEST_S:
        raise audience_error("too old messages", "TOO_OLD_MESSAGES")
    twins = ((one.kind, one.request_id, one.click_url) for one in world.audiences.all(now))
    if (kind, request_id, click_url) in twins:
        code = "AUDIENCE_GROUP_REQUESTID_DUPLICATE"
        raise audience_error("audience group requestId duplicate", code)
    refuse_too_many(world)
    made = world.audiences.add(name, now)
    made.kind, made.request_id, made.click_url = kind, request_id, click_url
    return made


def _sent(world: World, body: Json) -> Sent:
    """A broadcast, or a narrowcast that is sent: of others LINE has no such numbers."""
    found = world.reach.request(required_text(body, "requestId"))
    if found is None:
        raise audience_error("request not found", "REQUEST_NOT_FOUND")
    return found


def _click_url(body: Json) -> str | None:
    if body.get("clickUrl") in (None, ""):
        return None
    url = required_text(body, "clickUrl")
    if utf16(url) > URL_MAX:
        raise fault(f"Length must be between 0 and {URL_MAX}", "clickUrl")
    return url
