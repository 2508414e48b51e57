"""Reply and push: one chat at a time (REF §Message)."""

from __future__ import annotations

from aiohttp import web

from simulator.api import checks
from simulator.basics import ids
from simulator.basics.strict import Json
from simulator.gateway.answers import UNDELIVERABLE, USED_UP, LineError, bad_property, line_json
from simulator.gateway.bodies import read_object
from simulator.gateway.call import CALL
from simulator.sending import addressees, arrival
from simulator.sending.addressees import Addressee
from simulator.sending.arrival import Sent
from simulator.world import WORLD, World


def routes() -> list[web.RouteDef]:
    return [
        web.post("/v2/bot/message/reply", reply),
        web.post("/v2/bot/message/push", push),
    ]


async def reply(request: web.Request) -> web.Response:
    checks.refuse_retry_key(request)
    world, body = request.app[WORLD], await read_object(request)
    token = checks.required_text(body, "replyToken")
    now, seconds = world.clock.now(), world.faults.number("reply_token_seconds")
    found = world.reply_tokens.find(token, now, seconds)
    try:
        messages = checks.messages(request, body)
        if found is not None:
            checks.fit(world, messages, found.chat_id)
    except LineError:
        if found is not None and world.faults.flag("rejected_reply_consumes_token"):
            found.used = True
        raise
    if found is None:
        raise LineError(400, USED_UP)
    to = addressees.of_reply(world, found.chat_id)
    if to is None:
        raise LineError(400, UNDELIVERABLE)
    found.used = True
    sent = arrival.sent_messages(world, to.chat_id, messages)
    if to.people:
        arrival.appear(world, to.chat_id, messages, sent)
        request_id = request[CALL].request_id
        told = Sent("reply", request_id, messages, [to.chat_id], to.people)
        arrival.note_sent(world, told)
    return line_json({"sentMessages": sent})


async def push(request: web.Request) -> web.Response:
    world, body = request.app[WORLD], await read_object(request)
    attempt = checks.attempt(request)
    messages = checks.messages(request, body)
    to = _addressee(world, body)
    checks.fit(world, messages, to.chat_id)
    unit = checks.aggregation_unit(body)
    arrival.refuse_repeated(world, attempt)
    arrival.charge(world, to.people)
    sent = arrival.sent_messages(world, to.chat_id, messages)
    if to.people:
        arrival.appear(world, to.chat_id, messages, sent)
        told = Sent("push", attempt.request_id, messages, [to.chat_id], to.people, unit)
        arrival.note_sent(world, told)
    arrival.note_accepted(world, attempt, {"sentMessages": sent})
    return line_json({"sentMessages": sent})


def _addressee(world: World, body: Json) -> Addressee:
    to = checks.required_text(body, "to")
    if not _well_formed(to):
        raise bad_property("to")
    found = addressees.of_push(world, to)
    if found is None:
        raise LineError(400, UNDELIVERABLE)
    return found


def _well_formed(to: str) -> bool:
    return any(shape.fullmatch(to) for shape in (ids.USER_ID, ids.GROUP_ID, ids.ROOM_ID))
