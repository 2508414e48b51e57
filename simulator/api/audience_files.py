"""Audiences that come as a form with a text file of user IDs (REF §… by file)."""

from __future__ import annotations

from email.parser import BytesParser
from email.policy import HTTP

from aiohttp import web

from simulator.basics.strict import Json
from simulator.gateway.answers import LineError
from simulator.gateway.call import CALL


def form(request: web.Request) -> Json:
    """The parts of the form; of the file, its lines, or None for an empty one. Another kind of
    file is 415. Takes seconds for a million lines: for a thread."""
    if request.content_type != "multipart/form-data":
        raise _unsupported(request.content_type)
    head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
    parts = BytesParser(policy=HTTP).parsebytes(head + request[CALL].body)
    found: Json = {}
    for part in parts.iter_parts():
        name = part.get_param("name", header="content-disposition")
        data = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(data, bytes):
            words = data.decode("utf-8", "replace")
            found[name] = _lines(part.get_content_type(), words) if name == "file" else words
    return found


def _lines(content_type: str, words: str) -> list[str] | None:
    if content_type != "text/plain":
        raise _unsupported(content_type)
    return words.split() or None


def _unsupported(content_type: str) -> LineError:
    return LineError(415, f"The content type, {content_type}, is not supported")
