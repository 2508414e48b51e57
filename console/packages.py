"""`GET /z/<ticket>`: somebody's own pictures and recordings in one zip file, to keep.

It is made while it is sent, from what is theirs at that moment; nothing of it is stored. The
address cannot be guessed and ends; whatever is wrong, the answer is the same 404.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from threading import BoundedSemaphore
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort
from sqlalchemy.exc import SQLAlchemyError

from base.clock import Clock
from base.files import Files
from base.tickets import opened
from base.zipping import Entry, zipped
from console.pictures import COME_AGAIN, HEADERS, LONGEST
from handlers.feedback.owning import own_cases
from handlers.mydata import files as mine
from models.database import Database
from models.showing import PACKAGE

AT_ONCE = 2  # of the 16 threads of a process: one may take minutes on a weak line
NAME = "wethi.zip"


def blueprint(
    database: Database,
    clock: Clock,
    files: Files,
    secret: str,
    zone: ZoneInfo,
    at_once: int = AT_ONCE,
) -> Blueprint:
    page = Blueprint("packages", __name__)
    hands = BoundedSemaphore(at_once)

    @page.get("/z/<ticket>")
    def package(ticket: str) -> Response:
        held = opened(secret, PACKAGE, ticket, clock.now(), LONGEST)
        packed = _packed(database, held[0], secret, zone) if held else []
        if not packed:
            abort(404)
        if not hands.acquire(blocking=False):
            return Response(status=503, headers={"Retry-After": str(COME_AGAIN)})
        sent = Response(_pieces(files, packed), mimetype="application/zip")
        sent.call_on_close(hands.release)
        sent.headers.update(HEADERS)
        sent.headers["Cache-Control"] = "no-store"
        sent.headers["Content-Disposition"] = f'attachment; filename="{NAME}"'
        return sent

    return page


def _packed(database: Database, name: str, secret: str, zone: ZoneInfo) -> list[mine.Packed]:
    try:
        with database.read() as session:
            return mine.opened(session, name, own_cases, secret, zone)
    except SQLAlchemyError:
        abort(503)


def _pieces(files: Files, packed: list[mine.Packed]) -> Iterator[bytes]:
    return zipped(Entry(one.name, one.sent_at, partial(files.open, one.stored)) for one in packed)
