"""A message that comes with its file: a multipart body with the parts ``message`` and ``file``."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import aiohttp
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from simulator.acts import deeds
from simulator.basics.strict import Json
from simulator.control import shapes
from simulator.control.common import parse_object, refuse
from simulator.gateway.bodies import BODY_MAX
from simulator.people import media
from simulator.people.content import Content
from simulator.world import WORLD, World

_WANTED = "a multipart body has the parts message (an image, video, audio or file) and file"
_TYPE = re.compile(r"[\w.+-]{1,100}/[\w.+-]{1,100}", re.ASCII)
_UNNAMED = "application/octet-stream"
_UNREADABLE = (ValueError, LookupError, RuntimeError, AssertionError, HttpProcessingError)


async def read(request: web.Request, message_id: str) -> tuple[Json, Content]:
    """``message`` may come before or after ``file``; a body that is cut or odd is refused.

    The multipart reader tells what it cannot read with exceptions of many kinds.
    """
    try:
        said, content = await _walk(request, message_id)
    except _UNREADABLE as fault:
        refuse(f"the multipart body cannot be read: {fault}")
    if said is None or content is None or said["type"] not in deeds.MEDIA:
        refuse(_WANTED)
    return _described(said, content), content


async def _walk(request: web.Request, message_id: str) -> tuple[Json | None, Content | None]:
    said: Json | None = None
    content: Content | None = None
    async for part in await request.multipart():
        if not isinstance(part, aiohttp.BodyPartReader):
            refuse(_WANTED)
        if part.name == "message" and said is None:
            said = shapes.said(parse_object(await _short(part)))
        elif part.name == "file" and content is None:
            content = await _receive(request.app[WORLD], part, message_id)
        else:
            refuse(_WANTED)
    return said, content


async def _short(part: aiohttp.BodyPartReader) -> bytes:
    found = bytearray()
    while piece := await part.read_chunk():
        found += piece
        if len(found) > BODY_MAX:
            refuse(f"message is longer than {BODY_MAX} bytes", 413)
    return bytes(found)


async def _receive(world: World, part: aiohttp.BodyPartReader, message_id: str) -> Content:
    kind = part.headers.get("Content-Type", "").split(";")[0].strip().lower()
    kind = kind if _TYPE.fullmatch(kind) else _UNNAMED
    content = await world.content.receive(message_id, "file", kind, _pieces(part))
    content.file_name = part.filename
    return content


def _described(said: Json, content: Content) -> Json:
    """What the message says of its kind wins over what the file says of itself."""
    kind = str(said["type"])
    content.kind = kind
    if not content.content_type.startswith(f"{kind}/") and kind != "file":
        content.content_type = media.TYPES[kind]
    if kind == "file" and not said.get("fileName") and content.file_name:
        return {**said, "fileName": content.file_name}
    return said


async def _pieces(part: aiohttp.BodyPartReader) -> AsyncIterator[bytes]:
    while piece := await part.read_chunk(media.PIECE):
        yield bytes(piece)
