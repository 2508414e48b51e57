"""A person's chat as a conversation that ``python -m simulator play`` can play."""

from __future__ import annotations

from aiohttp import web

from simulator.control.common import answer, number, person_of
from simulator.people.groups import Group
from simulator.people.person import Person
from simulator.play.opening import Channel, Known, Room
from simulator.play.record import Recording
from simulator.trouble.faults import Faults
from simulator.world import WORLD, World


def routes() -> list[web.RouteDef]:
    return [web.get("recording", place), web.get("users/{user_id}/recording", record)]


async def place(request: web.Request) -> web.Response:
    """Where a recording that begins now begins."""
    return answer({"n": request.app[WORLD].diary.written})


async def record(request: web.Request) -> web.Response:
    """``?after=N``: from there on, else from the first that is remembered."""
    world, person = request.app[WORLD], person_of(request)
    people = {one.user_id: _known(one) for one in world.people}
    groups = {one.chat_id: _room(one) for one in world.groups}
    notes = world.diary.after(number(request, "after"))
    text = Recording(people, groups, _channel(world)).write(notes, person.user_id)
    headers = {"Content-Disposition": 'attachment; filename="conversation.yaml"'}
    return web.Response(text=text, content_type="application/yaml", headers=headers)


def _known(one: Person) -> Known:
    return Known(one.display_name, one.friend, one.blocked, one.consents)


def _room(one: Group) -> Room:
    return Room(one.name, list(one.members), one.bot, one.kind, one.other_account)


def _channel(world: World) -> Channel:
    shared = world.config.clock_path is not None
    return Channel(world.faults.describe(), Faults().describe(), world.clock.offset, shared)
