"""What LINE believes to know of a person: gender, age, system, region."""

from __future__ import annotations

from aiohttp import web

from simulator.control.common import answer, person_of, read_object, refuse
from simulator.people.attributes import fault_of


def routes() -> list[web.RouteDef]:
    path = "users/{user_id}/attributes"
    return [web.get(path, get), web.put(path, put)]


async def get(request: web.Request) -> web.Response:
    return answer(person_of(request).attributes)


async def put(request: web.Request) -> web.Response:
    """All of them: what is not named is not known any more."""
    person, attributes = person_of(request), await read_object(request)
    if fault := fault_of(attributes):
        refuse(fault)
    person.attributes = attributes
    return answer(person.attributes)
