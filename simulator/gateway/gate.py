"""What every LINE API call passes: size, trouble, token, request id, journal."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from aiohttp import web

from simulator.basics.strict import Json
from simulator.delivery.posting import pause
from simulator.gateway import answers
from simulator.gateway.answers import LineError
from simulator.gateway.bodies import BODY_MAX, FILE_MAX
from simulator.gateway.call import CALL, Call
from simulator.journal.explained import request_row
from simulator.limits import rates
from simulator.trouble.faults import Fate, Faults
from simulator.trouble.switches import WORDS_401
from simulator.world import WORLD, World

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_HIDDEN = frozenset({"authorization"})
_SECRETS = re.compile(
    rb'((?:client_secret|client_assertion|access_token)(?:=|":"))[^&"]+', re.IGNORECASE
)
LINES = ("/v1/", "/v2/", "/v3/", "/oauth2/", "/liff/", "/bot/")
OPEN = ("/oauth2/", "/v2/oauth/")
FILES = "/v2/bot/audienceGroup/upload/byFile"


@web.middleware
async def line_gate(request: web.Request, handler: Handler) -> web.StreamResponse:
    """What is no path of LINE's (a browser's favicon) meets no trouble and is not written down."""
    if not request.path.startswith(LINES):
        return await handler(request)
    world, request = request.app[WORLD], _with_room(request)
    at, fate = world.clock.now(), world.faults.draw()
    call = request[CALL] = Call(fault=fate.name)
    await pause(world.faults.number("latency_ms"))
    response = await _answer(request, handler, fate)
    dropped = response is None or fate.drop_after
    _write(world, at, request, None if dropped else response)
    if response is None or dropped:
        return _cut(request)
    answers.add_headers(response, call.request_id)
    return response


def _with_room(request: web.Request) -> web.Request:
    """A file of user IDs may be larger than other bodies."""
    if request.path == FILES:
        return request.clone(client_max_size=FILE_MAX)
    return request


async def _answer(request: web.Request, handler: Handler, fate: Fate) -> web.StreamResponse | None:
    """None: closed before anything was done."""
    faults = request.app[WORLD].faults
    try:
        await _read(request)
        if fate.drop_before:
            return None
        _authorise(request)
        _trouble(fate, faults)
        _limit(request)
        return await handler(request)
    except LineError as refusal:
        return refusal.response(empty_details=faults.flag("empty_details"))
    except web.HTTPException as refusal:
        return _plain(refusal)


async def _read(request: web.Request) -> None:
    """Read once here: the journal needs it, and a body above 2 MB ends the call."""
    try:
        request[CALL].body = await request.read()
    except web.HTTPRequestEntityTooLarge as fault:
        body = request.app[WORLD].faults.value("body_413")
        most = FILE_MAX if request.path == FILES else BODY_MAX
        text = f"Request exceeds the max size of {most} bytes"
        raise answers.as_switched(413, text, body) from fault


def _authorise(request: web.Request) -> None:
    """Who asks for a token has none yet."""
    if request.path.startswith(OPEN):
        return
    world = request.app[WORLD]
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer" or not world.tokens.allows(token, world.clock.now()):
        raise LineError(401, WORDS_401[world.faults.text("words_401")])


def _trouble(fate: Fate, faults: Faults) -> None:
    if fate.rate_429:
        raise LineError(429, answers.RATE_LIMITED)
    if fate.rate_500:
        raise answers.as_switched(500, "Internal Server Error", faults.value("body_500"))


def _limit(request: web.Request) -> None:
    """What is no endpoint of LINE's has no limit; a retry is a request like any other (RETRY)."""
    world, resource = request.app[WORLD], request.match_info.route.resource
    if resource is None or not world.faults.flag("rate_limits"):
        return
    name = rates.endpoint(request.method, resource.canonical)
    if not world.buckets.take(name, world.clock.now(), world.faults.number("rate_capacity")):
        request[CALL].fault = "rate_limits"
        raise LineError(429, answers.RATE_LIMITED)


def _plain(refusal: web.HTTPException) -> web.Response:
    messages = {404: "Not found", 405: "Method not allowed"}
    message = messages.get(refusal.status, refusal.reason)
    headers = {"Allow": refusal.headers["Allow"]} if "Allow" in refusal.headers else None
    return answers.line_json({"message": message}, refusal.status, headers)


def _cut(request: web.Request) -> web.Response:
    """The connection ends; what is returned here is never written."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _write(
    world: World, at: float, request: web.Request, response: web.StreamResponse | None
) -> None:
    """Tokens and secrets are left out."""
    hidden = _hide if request.path.startswith(OPEN) else bytes
    facts: Json = {
        "method": request.method,
        "path": hidden(request.path_qs.encode()).decode(),
        "headers": {k.lower(): v for k, v in request.headers.items() if k.lower() not in _HIDDEN},
        "status": response.status if response is not None else None,
        **request[CALL].facts(),
    }
    entry = world.requests.write(
        at, facts, body=hidden(request[CALL].body), answer=hidden(_text(response))
    )
    if world.stream.listened:
        world.stream.tell("request", **request_row(entry))


def _text(response: web.StreamResponse | None) -> bytes:
    body = response.body if isinstance(response, web.Response) else None
    return body if isinstance(body, bytes) else b""


def _hide(raw: bytes) -> bytes:
    return _SECRETS.sub(rb"\1...", raw)
