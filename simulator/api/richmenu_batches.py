"""Menus of all who have a certain one (REF §Replace or unlink the linked rich menus in batches)."""

from __future__ import annotations

import re
import uuid

from aiohttp import web

from simulator.acts import menus
from simulator.api import menu_checks
from simulator.basics.strict import Json
from simulator.gateway.answers import bad_parameter, bad_property, fault, line_json, not_found
from simulator.gateway.bodies import read_object
from simulator.gateway.call import CALL
from simulator.richmenus.jobs import Work
from simulator.richmenus.menus import RichMenu
from simulator.world import WORLD, World

_OPERATIONS = 1_000
_KINDS = ("link", "unlink", "unlinkAll")
_KEY = re.compile(r"[0-9a-zA-Z\-_]{1,100}")


def routes() -> list[web.RouteDef]:
    path = "/v2/bot/richmenu"
    return [
        web.post(f"{path}/batch", control),
        web.post(f"{path}/validate/batch", validate),
        web.get(f"{path}/progress/batch", progress),
    ]


async def control(request: web.Request) -> web.Response:
    """202, as LINE's OpenAPI has it; the page itself says 200 once."""
    world, body = request.app[WORLD], await read_object(request)
    operations, key = _checked(world, body)
    menus.settle(world)
    earlier = world.menu_jobs.of_key(key, world.clock.now()) if key is not None else None
    work = earlier.work if earlier is not None else _work(world, operations)
    menus.begin(world, request[CALL].request_id, dict(work), told=True, key=key)
    return line_json({}, 202)


async def validate(request: web.Request) -> web.Response:
    _checked(request.app[WORLD], await read_object(request))
    return line_json({})


async def progress(request: web.Request) -> web.Response:
    world, request_id = request.app[WORLD], request.query.get("requestId", "")
    if not _is_uuid(request_id):
        raise bad_parameter("requestId")
    menus.settle(world)
    job = world.menu_jobs.find(request_id, world.clock.now())
    if job is None:
        raise not_found()
    return line_json(job.describe())


def _work(world: World, operations: list[Json]) -> Work:
    """Operations do not see each other's results: each person is looked up once."""
    if operations[0]["type"] == "unlinkAll":
        return dict.fromkeys(world.rich_menus.links())
    wanted = {str(one["from"]): one.get("to") for one in operations}
    return {
        user_id: None if (to := wanted[menu_id]) is None else str(to)
        for user_id, menu_id in world.rich_menus.links().items()
        if menu_id in wanted
    }


def _checked(world: World, body: Json) -> tuple[list[Json], str | None]:
    operations = _operations(body)
    kinds = [_kind(one, place) for place, one in enumerate(operations)]
    if "unlinkAll" in kinds and len(kinds) > 1:
        raise fault("'unlinkAll' type can't be combined with other type", "operations[].type")
    for place, (kind, one) in enumerate(zip(kinds, operations, strict=True)):
        _check(world, kind, one, f"operations[{place}]")
    _refuse_twins(operations)
    return operations, _resume_key(body)


def _operations(body: Json) -> list[Json]:
    found = body.get("operations")
    if found is None:
        raise fault("May not be empty", "operations")
    if not isinstance(found, list):
        raise bad_property("operations")
    if not 1 <= len(found) <= _OPERATIONS:
        raise fault(f"Size must be between 1 and {_OPERATIONS}", "operations")
    return found


def _kind(operation: object, place: int) -> str:
    if not isinstance(operation, dict):
        raise bad_property(f"operations[{place}]")
    kind = operation.get("type")
    if kind not in _KINDS:
        values = ", ".join(_KINDS)
        text = f"Must be one of the following values: [{values}]"
        raise fault(text, f"operations[{place}].type")
    return str(kind)


def _check(world: World, kind: str, operation: Json, path: str) -> None:
    if kind == "unlinkAll":
        return
    _known(world, operation, "from", path)
    if kind == "unlink":
        operation.pop("to", None)
        return
    target = _known(world, operation, "to", path)
    if not target.image:
        text = f"'to' richmenu ({target.id}) must have image but it doesn't"
        raise fault(text, f"{path}.to")


def _known(world: World, operation: Json, key: str, path: str) -> RichMenu:
    place = f"{path}.{key}"
    menu_id = menu_checks.menu_id(operation, key, place)
    menu = world.rich_menus.get(menu_id)
    if menu is None:
        raise fault(f"Richmenu ({menu_id}) is not found", place, status=404)
    return menu


def _refuse_twins(operations: list[Json]) -> None:
    seen: set[object] = set()
    for one in operations:
        if one.get("from") in seen:
            text = f"from richmenu ({one['from']}) is duplicated"
            raise fault(text, "operations[].from")
        seen.add(one.get("from"))


def _resume_key(body: Json) -> str | None:
    key = body.get("resumeRequestKey")
    if key is None:
        return None
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise fault("invalid resumeRequestKey", "resumeRequestKey")
    return key


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
