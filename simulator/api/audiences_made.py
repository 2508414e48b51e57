"""Audiences: created and filled with user IDs, as JSON or as a file (REF §Create audience for
uploading user IDs, §Add user IDs …). Audiences of clicks and impressions are refused: 403."""

from __future__ import annotations

from email.parser import BytesParser
from email.policy import HTTP

from aiohttp import web

from simulator import ids
from simulator.answers import LineError, line_json
from simulator.audiences import MOST, Audience
from simulator.bodies import read_object
from simulator.chats import Json
from simulator.validate.count import utf16
from simulator.world import WORLD, World

_NAME_MAX, _JOB_MAX = 120, 300
_BY_JSON, _BY_FILE = 10_000, 1_500_000
_CLOSED = "Access to this API is not available for your account"


def routes() -> list[web.RouteDef]:
    path = "/v2/bot/audienceGroup"
    return [
        web.post(f"{path}/upload", create),
        web.put(f"{path}/upload", add),
        web.post(f"{path}/upload/byFile", create_by_file),
        web.put(f"{path}/upload/byFile", add_by_file),
        *(web.post(f"{path}/{kind}", refuse) for kind in ("click", "imp")),
        web.get(f"{path}/shared/list", refuse),
        web.get(f"{path}/shared/{{audience_id}}", refuse),
    ]


async def create(request: web.Request) -> web.Response:
    return _create(request, await read_object(request), "audiences")


async def add(request: web.Request) -> web.Response:
    return _add(request, await read_object(request), "audiences")


async def create_by_file(request: web.Request) -> web.Response:
    return _create(request, await _form(request), "file")


async def add_by_file(request: web.Request) -> web.Response:
    return _add(request, await _form(request), "file")


async def refuse(_: web.Request) -> web.Response:
    raise LineError(403, _CLOSED)


def audience_error(message: str, code: str, place: str | None = None) -> LineError:
    """REF §Details of the error related to audience management: the code stands in the details."""
    detail: Json = {"message": code, **({"property": place} if place else {})}
    return LineError(400, message, details=[detail])


def description_of(body: Json) -> str:
    name = body.get("description")
    if not isinstance(name, str) or not name.strip():
        raise audience_error("audienceGroupName is empty", "AUDIENCE_GROUP_NAME_EMPTY")
    if utf16(name) > _NAME_MAX:
        raise audience_error("size over audienceGroupName", "AUDIENCE_GROUP_NAME_SIZE_OVER")
    if not name.isprintable():
        raise audience_error("wrong audienceGroupName", "AUDIENCE_GROUP_NAME_WRONG")
    return name


def _create(request: web.Request, body: Json, place: str) -> web.Response:
    world = request.app[WORLD]
    name, job, people = description_of(body), _job(body), _people(body, place)
    if len(world.audiences) >= MOST:
        raise audience_error("audience group count max over", "AUDIENCE_GROUP_COUNT_MAX_OVER")
    ifa = body.get("isIfaAudience") in (True, "true")
    if ifa:
        raise LineError(403, _CLOSED)
    made = world.audiences.add(name, world.clock.now(), ifa=ifa)
    if people:
        made.add(people, job, world.clock.now())
    return line_json(made.made(), 202)


def _add(request: web.Request, body: Json, place: str) -> web.Response:
    world = request.app[WORLD]
    found, job, people = _named(world, body), _job(body), _people(body, place)
    now = world.clock.now()
    if found.status(now, 0) == "EXPIRED":
        code = "AUDIENCE_GROUP_CAN_NOT_UPLOAD_STATUS_EXPIRED"
        raise audience_error("audience group is expired", code)
    found.add(people, job, now)
    return line_json({}, 202)


def _named(world: World, body: Json) -> Audience:
    text = str(body.get("audienceGroupId"))
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else -1
    found = world.audiences.get(number, world.clock.now())
    if found is None:
        raise audience_error("audience group not found", "AUDIENCE_GROUP_NOT_FOUND")
    return found


def _job(body: Json) -> str | None:
    text = body.get("uploadDescription")
    if text is not None and utf16(str(text)) > _JOB_MAX:
        code = "AUDIENCE_GROUP_UPLOAD_DESCRIPTION_SIZE_OVER"
        raise audience_error("size over uploadDescription", code)
    return None if text is None else str(text)


def _people(body: Json, place: str) -> list[str]:
    """User IDs; a file has one a line and at least one."""
    found = body.get(place, [] if place == "audiences" else None)
    if not isinstance(found, list):
        code = "UPLOAD_AUDIENCE_GROUP_NO_VALID_AUDIENCE_IDS"
        raise audience_error("there are no audience ids", code, place)
    if len(found) > (_BY_JSON if place == "audiences" else _BY_FILE):
        code = "UPLOAD_AUDIENCE_GROUP_TOO_MANY_AUDIENCE_IDS"
        raise audience_error("too many audience ids", code, place)
    people = [one.get("id") if isinstance(one, dict) else one for one in found]
    if not all(isinstance(one, str) and ids.USER_ID.fullmatch(one) for one in people):
        code = "UPLOAD_AUDIENCE_GROUP_INVALID_AUDIENCE_ID_FORMAT"
        raise audience_error("Invalid audience id format", code, place)
    return [str(one) for one in people]


async def _form(request: web.Request) -> Json:
    """The parts of the form; of the file, its lines. Another kind of file is 415."""
    if request.content_type != "multipart/form-data":
        raise LineError(415, f"The content type, {request.content_type}, is not supported")
    head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
    form = BytesParser(policy=HTTP).parsebytes(head + await request.read())
    found: Json = {}
    for part in form.iter_parts():
        name = part.get_param("name", header="content-disposition")
        data = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(data, bytes):
            found[name] = data.decode("utf-8", "replace")
            if name == "file":
                found[name] = _lines(part.get_content_type(), str(found[name]))
    return found


def _lines(content_type: str, text: str) -> list[str] | None:
    if content_type != "text/plain":
        raise LineError(415, f"The content type, {content_type}, is not supported")
    return text.split() or None
