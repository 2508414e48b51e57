"""A person's chat as a conversation that ``python -m simulator play`` can play."""

from __future__ import annotations

from aiohttp import web

from simulator.control.common import answer, number, person_of
from simulator.play.record import Recording, Room
from simulator.world import WORLD


def routes() -> list[web.RouteDef]:
    return [web.get("recording", place), web.get("users/{user_id}/recording", record)]


async def place(request: web.Request) -> web.Response:
    """Where a recording that begins now begins."""
    return answer({"n": request.app[WORLD].diary.written})


async def record(request: web.Request) -> web.Response:
    """``?after=N``: from there on, else from the first that is remembered."""
    world, person = request.app[WORLD], person_of(request)
    names = {one.user_id: one.display_name for one in world.people}
    friends = {one.user_id for one in world.people if one.friend}
    groups = {
        one.chat_id: Room(one.name or one.chat_id, list(one.members), one.bot)
        for one in world.groups
    }
    notes = world.diary.after(number(request, "after"))
    text = Recording(names, groups, friends).write(notes, person.user_id)
    headers = {"Content-Disposition": 'attachment; filename="conversation.yaml"'}
    return web.Response(text=text, content_type="application/yaml", headers=headers)
