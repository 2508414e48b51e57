"""The dialog in which a person agrees to link accounts (docs "User account linking")."""

from __future__ import annotations

from aiohttp import web

from simulator.acts import linking
from simulator.control.common import answer, optional_text, read_object, refuse, text
from simulator.control.says import heard_as
from simulator.people.person import CannotDo
from simulator.world import WORLD


def routes() -> list[web.RouteDef]:
    return [web.get("account-links/{token}", look), web.post("account-links", link)]


async def look(request: web.Request) -> web.Response:
    """Whom the dialog asks; 404 for a token that does not work."""
    try:
        person = linking.owner(request.app[WORLD], request.match_info["token"])
    except CannotDo as fault:
        refuse(str(fault), 404)
    return answer({"userId": person.user_id, "displayName": person.display_name})


async def link(request: web.Request) -> web.Response:
    """``userId`` is who looks at the dialog; without it, whom the token is for."""
    world, body = request.app[WORLD], await read_object(request)
    token, nonce = text(body, "linkToken"), text(body, "nonce")
    visitor_id = optional_text(body, "userId") or linking.owner(world, token).user_id
    visitor = world.people.get(visitor_id)
    if visitor is None:
        refuse("nobody has this user ID", 404)
    result, event = linking.link(world, token, nonce, visitor)
    return answer({"result": result, **heard_as(event)}, 201)
