"""What happens to a person without words: a beacon, a film watched, a membership, an account link,
and what a LIFF app says in the person's name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from simulator.acts import liff
from simulator.acts.deeds import check_may_write
from simulator.acts.telling import post
from simulator.basics.strict import Json
from simulator.control.common import answer, chat_named, person_of, read_object, refuse
from simulator.control.properties import Check, one_of, parts, some_text, whole
from simulator.control.says import heard_as
from simulator.world import WORLD

_SHAPES: dict[str, tuple[str, Check]] = {
    "videoPlayComplete": ("videoPlayComplete", parts({"trackingId": some_text})),
    "beacon": (
        "beacon",
        parts({"hwid": some_text, "type": one_of("enter", "banner", "stay")}, {"dm": some_text}),
    ),
    "membership": (
        "membership",
        parts({"type": one_of("joined", "left", "renewed"), "membershipId": whole}),
    ),
    "accountLink": ("link", parts({"result": one_of("ok", "failed"), "nonce": some_text})),
}
_IN_THE_CHAT = ("videoPlayComplete", "beacon")  # who blocks the account has none


def routes() -> list[web.RouteDef]:
    plain = [web.post(f"users/{{user_id}}/{kind}", _happening(kind)) for kind in _SHAPES]
    return [*plain, web.post("users/{user_id}/liff", say_by_liff)]


async def say_by_liff(request: web.Request) -> web.Response:
    """``messages`` as ``liff.sendMessages()`` takes them: one to five."""
    world, person, body = request.app[WORLD], person_of(request), await read_object(request)
    said = liff.say(world, person, body.get("messages"), chat_named(world, body))
    told: list[Json] = [{"messageId": one} | heard_as(event) for one, event in said]
    return answer({"messages": told}, 201)


def _happening(kind: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    key, check = _SHAPES[kind]

    async def handler(request: web.Request) -> web.Response:
        world, person, body = request.app[WORLD], person_of(request), await read_object(request)
        if not check(body):
            refuse(f"the body is the {key} of LINE's {kind} event")
        if kind in _IN_THE_CHAT:
            check_may_write(person, None)
        silent = kind == "membership" and not person.consents  # REF §Membership event
        event = None if silent else post(world, person, kind, {key: body})
        return answer(heard_as(event), 201)

    return handler
