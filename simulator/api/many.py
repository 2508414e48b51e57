"""Multicast and broadcast: many people at once (REF §Send multicast message, §Send broadcast
message). The answer tells nothing of who was reached."""

from __future__ import annotations

from dataclasses import replace

from aiohttp import web

from simulator.api import checks
from simulator.basics import ids
from simulator.basics.strict import Json
from simulator.gateway.answers import UNDELIVERABLE, LineError, bad_property, line_json
from simulator.gateway.bodies import read_object
from simulator.people.person import Person
from simulator.sending import arrival
from simulator.sending.arrival import Attempt, Sent
from simulator.world import WORLD, World


def routes() -> list[web.RouteDef]:
    return [
        web.post("/v2/bot/message/multicast", multicast),
        web.post("/v2/bot/message/broadcast", broadcast),
    ]


async def multicast(request: web.Request) -> web.Response:
    """What nobody can receive is left out silently (REF contradicts itself; a switch)."""
    world, body = request.app[WORLD], await read_object(request)
    attempt = checks.attempt(request)
    messages = checks.messages(request, body, to_many=True)
    people = _addressees(world, body)
    unit = checks.aggregation_unit(body)
    return await _send(
        world, attempt, people, Sent("multicast", attempt.request_id, messages, [], 0, unit)
    )


async def broadcast(request: web.Request) -> web.Response:
    world, body = request.app[WORLD], await read_object(request)
    attempt = checks.attempt(request)
    messages = checks.messages(request, body, to_many=True)
    sent = Sent("broadcast", attempt.request_id, messages, [], 0)
    return await _send(world, attempt, list(world.people), sent)


async def _send(world: World, attempt: Attempt, people: list[Person], sent: Sent) -> web.Response:
    """The month is looked at for all of them before the first phone shows anything."""
    arrival.refuse_repeated(world, attempt)
    reached = [person for person in people if person.receives_multicast()]
    arrival.charge(world, len(reached))
    arrival.note_accepted(world, attempt, {})
    chats = [person.user_id for person in reached]
    arrival.note_sent(world, replace(sent, chats=chats, people=len(chats)))
    await arrival.appear_to_many(world, reached, sent.messages)
    return line_json({})


def _addressees(world: World, body: Json) -> list[Person]:
    """Who is named twice is one person (nothing is documented; nobody is told a thing twice)."""
    found: dict[str, Person] = {}
    for place, user_id in enumerate(checks.recipients(body)):
        if not ids.USER_ID.fullmatch(user_id):
            raise bad_property(f"to[{place}]", quoted=False)
        person = world.people.get(user_id)
        if person is None and world.faults.count("multicast_unknown_id") == 400:
            raise LineError(400, UNDELIVERABLE)
        found |= {user_id: person} if person is not None else {}
    return list(found.values())
