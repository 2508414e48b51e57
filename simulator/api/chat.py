"""Loading animation and read marks (REF §Display a loading animation, §Mark messages as read)."""

from __future__ import annotations

from aiohttp import web

from simulator.api.checks import required_text
from simulator.basics import ids
from simulator.basics.strict import Json
from simulator.gateway.answers import LineError, bad_property, bad_request, fault, line_json
from simulator.gateway.bodies import read_object
from simulator.world import WORLD, place

_NOT_A_USER = (
    "Only user id is acceptable, please confirm if there are any group/room ids or illegal ids."
)
_NOT_OURS = (
    "Invalid markAsReadToken. Tokens must be used by the bot that received them via Webhook."
)


def routes() -> list[web.RouteDef]:
    return [
        web.post("/v2/bot/chat/loading/start", start_loading),
        web.post("/v2/bot/chat/markAsRead", mark_as_read),
    ]


async def start_loading(request: web.Request) -> web.Response:
    """202 for anybody; only a friend who does not block sees it."""
    world, body = request.app[WORLD], await read_object(request)
    chat_id = required_text(body, "chatId")
    if not ids.USER_ID.fullmatch(chat_id):
        raise fault(_NOT_A_USER, "chatId")
    seconds, person = _seconds(body), world.people.get(chat_id)
    if person is not None and person.receives_multicast():
        world.stream.tell("loading", userId=chat_id, seconds=seconds)
    return line_json({}, 202)


async def mark_as_read(request: web.Request) -> web.Response:
    world, body = request.app[WORLD], await read_object(request)
    found = world.read_tokens.find(required_text(body, "markAsReadToken"))
    if found is None:
        raise LineError(400, _NOT_OURS)
    world.chat(found[0]).read_until(found[1])
    world.stream.tell("read", **place(found[0]), messageId=found[1])
    return line_json({})


def _seconds(body: Json) -> int:
    seconds = body.get("loadingSeconds", 20)
    if not isinstance(seconds, int) or isinstance(seconds, bool):
        raise bad_property("loadingSeconds")
    faults = []
    if not 5 <= seconds <= 60:
        faults.append("Must be between 5 and 60")
    if seconds % 5:
        faults.append("must be a multiple of five")
    if faults:
        raise bad_request([{"message": one, "property": "loadingSeconds"} for one in faults])
    return seconds
