"""Assertion signing keys, as LINE's console has them (docs "Issue channel access token v2.1")."""

from __future__ import annotations

import asyncio

from aiohttp import web

from simulator.basics.strict import Json
from simulator.control.common import answer, optional_text, read_object, refuse
from simulator.tokens import assertions
from simulator.tokens.assertions import BadKey
from simulator.world import WORLD


def routes() -> list[web.RouteDef]:
    return [
        web.get("keys", get_all),
        web.post("keys", register),
        web.delete("keys/{kid}", delete),
        web.put("token", reissue),
    ]


async def get_all(request: web.Request) -> web.Response:
    return answer([{"kid": kid, "jwk": jwk} for kid, jwk in request.app[WORLD].tokens.keys.items()])


async def register(request: web.Request) -> web.Response:
    """``jwk`` is a public key; without one a pair is made, and the private half is handed out."""
    world, body = request.app[WORLD], await read_object(request)
    if "jwk" not in body:
        public, private = await asyncio.to_thread(assertions.new_pair)
        kid = world.tokens.register(public)
        return answer({"kid": kid, "jwk": public, "privateJwk": {**private, "kid": kid}}, 201)
    jwk = body["jwk"]
    if not isinstance(jwk, dict):
        refuse("jwk is an object")
    _check(jwk)
    return answer({"kid": world.tokens.register(jwk), "jwk": jwk}, 201)


async def delete(request: web.Request) -> web.Response:
    if request.app[WORLD].tokens.keys.pop(request.match_info["kid"], None) is None:
        refuse("no key has this kid", 404)
    return answer({})


async def reissue(request: web.Request) -> web.Response:
    """The console's button for the long-lived token; ``token`` chooses the new one."""
    world, body = request.app[WORLD], await read_object(request)
    return answer({"token": world.tokens.reissue(optional_text(body, "token"))})


def _check(jwk: Json) -> None:
    try:
        assertions.check_key(jwk)
    except BadKey as fault:
        refuse(str(fault))
