"""`GET /d/<ticket>`: the file of an announcement or of advice, to keep, for all it was said to.

It is always saved and never shown: no page of ours is made of what somebody else wrote. The
address cannot be guessed and ends, and opens no more once that is taken back; whatever
is wrong, the answer is the same 404.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from threading import BoundedSemaphore

from flask import Blueprint, Response, abort, send_file
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from base.clock import Clock
from base.files import Files
from base.tickets import opened
from console.pictures import COME_AGAIN, HEADERS, NEWS_LONGEST
from models import documents
from models.advice import marked
from models.announcements import Announcement, announcement
from models.database import Database
from models.files import File
from models.words import AnnouncementState

AT_ONCE = 4  # of the 16 threads of a process (gunicorn.conf.py)
TAKEN_BACK = (AnnouncementState.CANCELLED, AnnouncementState.REFUSED)


@dataclass(frozen=True, slots=True)
class Found:
    path: str
    name: str
    content_type: str


def blueprint(
    database: Database, clock: Clock, files: Files, secret: str, at_once: int = AT_ONCE
) -> Blueprint:
    page = Blueprint("documents", __name__)
    hands = BoundedSemaphore(at_once)

    @page.get("/d/<ticket>")
    def document(ticket: str) -> Response:
        held = opened(secret, documents.PURPOSE, ticket, clock.now(), NEWS_LONGEST)
        found = _looked(database, held[0]) if held else None
        if held is None or found is None or not files.exists(found.path):
            abort(404)
        if not hands.acquire(blocking=False):
            return Response(status=503, headers={"Retry-After": str(COME_AGAIN)})
        with ExitStack() as until_read:
            until_read.callback(hands.release)
            sent = _sent(files, found, held[1])
            sent.call_on_close(until_read.pop_all().close)
        return sent

    return page


def _sent(files: Files, found: Found, left: float) -> Response:
    """`left` is for how many seconds the address still opens."""
    sent = send_file(
        files.path(found.path).resolve(),
        mimetype=found.content_type,
        as_attachment=True,
        download_name=found.name,
        conditional=True,
    )
    sent.direct_passthrough = False  # passed on by the server, its end would not be told
    sent.headers.update(HEADERS)
    sent.headers["Cache-Control"] = f"private, max-age={min(int(left), 3600)}"
    return sent


def _looked(database: Database, what: str) -> Found | None:
    try:
        with database.read() as session:
            return _found(session, what)
    except SQLAlchemyError:
        abort(503)


def _found(session: Session, what: str) -> Found | None:
    """`file-announcement`, `file-aN` of advice, or `file-0-kind` of what is still written
    (bot/media/showing.py)."""
    file_id, _, rest = what.partition("-")
    subject, _, end = rest.partition("-")
    file = session.get(File, file_id)
    if file is None:
        return None
    if subject == "0":
        return _given(file, f"file.{end}")
    advice = marked(session, subject)
    if advice is not None:
        theirs = advice.document_id == file.id and advice.document_name
        return _given(file, advice.document_name or "") if theirs else None
    one = announcement(session, subject)
    name = _name_of(one, file) if one is not None else None
    return _given(file, name) if name else None


def _name_of(one: Announcement, file: File) -> str | None:
    theirs = one.document_id == file.id and one.state not in TAKEN_BACK
    return one.document_name if theirs else None


def _given(file: File, name: str) -> Found | None:
    content_type = documents.given_as(file, documents.ending(name))
    return Found(file.path or "", name, content_type) if content_type else None
