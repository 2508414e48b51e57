"""Channel access tokens (REF §Channel access token). These calls need no token of their own."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import parse_qsl

from aiohttp import web

from simulator.basics.strict import Json
from simulator.gateway.answers import LineError, OAuthError, line_json
from simulator.gateway.call import CALL
from simulator.tokens import assertions
from simulator.tokens.access import SHORT_S, STATELESS_S, NotValid
from simulator.tokens.assertions import BadAssertion
from simulator.world import WORLD, World

_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_MISSED = "some parameters missed or invalid"
Form = dict[str, str]
T = TypeVar("T")


def routes() -> list[web.RouteDef]:
    return [
        web.post("/v2/oauth/accessToken", issue_short),
        web.post("/v2/oauth/verify", verify),
        web.post("/v2/oauth/revoke", revoke),
        web.post("/oauth2/v2.1/token", issue_named),
        web.get("/oauth2/v2.1/verify", verify_sealed),
        web.get("/oauth2/v2.1/tokens/kid", key_ids),
        web.post("/oauth2/v2.1/revoke", revoke_named),
        web.post("/oauth2/v3/token", issue_stateless),
    ]


async def issue_short(request: web.Request) -> web.Response:
    world, form = request.app[WORLD], _granted(request)
    if form.get("client_id") != world.config.channel_id:
        raise OAuthError("invalid_client", "invalid client_id")
    if not _secret_fits(world, form):
        raise OAuthError("invalid_client", "invalid client_secret")
    return _issued(world.tokens.issue_short(world.clock.now()), SHORT_S)


async def verify(request: web.Request) -> web.Response:
    world, token = request.app[WORLD], _needed(_form(request), "access_token")
    left = _valid(lambda: world.tokens.seconds_of_plain(token, world.clock.now()))
    return line_json({"client_id": world.config.channel_id, "expires_in": left, "scope": "P CM"})


async def revoke(request: web.Request) -> web.Response:
    world, token = request.app[WORLD], _needed(_form(request), "access_token")
    try:
        world.tokens.revoke_plain(token)
    except NotValid as fault:
        raise OAuthError("invalid_request") from fault
    return web.Response()


async def issue_named(request: web.Request) -> web.Response:
    world, form = request.app[WORLD], _granted(request)
    claims = _claims(world, form)
    seconds = _asserted(lambda: assertions.token_life(claims))
    issued = world.tokens.issue_named(world.clock.now(), seconds)
    if issued is None:
        raise LineError(400, "The maximum number of access tokens has already been issued")
    return _issued(issued[0], seconds, key_id=issued[1])


async def verify_sealed(request: web.Request) -> web.Response:
    world, token = request.app[WORLD], _needed(dict(request.query), "access_token")
    left = _valid(lambda: world.tokens.seconds_of_sealed(token, world.clock.now()))
    scope = "profile chat_message.write"
    return line_json({"client_id": world.config.channel_id, "expires_in": left, "scope": scope})


async def key_ids(request: web.Request) -> web.Response:
    world = request.app[WORLD]
    _claims(world, dict(request.query))
    return line_json({"kids": world.tokens.key_ids(world.clock.now())})


async def revoke_named(request: web.Request) -> web.Response:
    world, form = request.app[WORLD], _form(request)
    token = _needed(form, "access_token")
    if form.get("client_id") != world.config.channel_id or not _secret_fits(world, form):
        raise OAuthError("invalid_client", "Invalid 'client_credentials'.")
    _valid(lambda: world.tokens.revoke_named(token))
    return web.Response()


async def issue_stateless(request: web.Request) -> web.Response:
    """By channel ID and secret, or by JWT assertion."""
    world, form = request.app[WORLD], _granted(request)
    if "client_assertion" in form:
        _claims(world, form)
    elif form.get("client_id") != world.config.channel_id or not _secret_fits(world, form):
        raise OAuthError("invalid_request", "Invalid 'client_credentials'.")
    return _issued(world.tokens.issue_stateless(world.clock.now()), STATELESS_S)


def _claims(world: World, form: Form) -> Json:
    """What the assertion of this call claims, if it is good."""
    if form.get("client_assertion_type") != _ASSERTION:
        raise OAuthError("invalid_request", _MISSED)
    assertion = _needed(form, "client_assertion")
    jwk = world.tokens.keys.get(_asserted(lambda: assertions.kid_of(assertion)))
    if jwk is None:
        raise LineError(404, "Cannot find channel key that satisfies the conditions")
    claims = _asserted(lambda: assertions.claims(assertion, jwk))
    now = world.clock.now()
    _asserted(lambda: assertions.check_claims(claims, world.config.channel_id, now))
    return claims


def _form(request: web.Request) -> Form:
    """No body in another form is read (REF: application/x-www-form-urlencoded)."""
    try:
        pairs = parse_qsl(request[CALL].body.decode(), keep_blank_values=True, max_num_fields=50)
    except ValueError as fault:
        raise OAuthError("invalid_request", _MISSED) from fault
    return dict(pairs)


def _granted(request: web.Request) -> Form:
    form = _form(request)
    if form.get("grant_type") != "client_credentials":
        raise OAuthError("invalid_request", _MISSED)
    return form


def _needed(form: Form, key: str) -> str:
    if not form.get(key):
        raise OAuthError("invalid_request", _MISSED)
    return form[key]


def _secret_fits(world: World, form: Form) -> bool:
    given = form.get("client_secret", "").encode("utf-8", "surrogateescape")
    return hmac.compare_digest(given, world.config.channel_secret.encode())


def _asserted(check: Callable[[], T]) -> T:
    try:
        return check()
    except BadAssertion as fault:
        raise OAuthError("invalid_client", str(fault)) from fault


def _valid(check: Callable[[], T]) -> T:
    try:
        return check()
    except NotValid as fault:
        raise OAuthError("invalid_request", str(fault)) from fault


def _issued(token: str, seconds: int, **more: str) -> web.Response:
    return line_json({"access_token": token, "expires_in": seconds, "token_type": "Bearer", **more})
