"""`GET /p/<ticket>`: the bytes of one picture or voice, for whoever an address was made for.

The address cannot be guessed and ends; the one for whom it was made is asked about again, so that
an officer whose rights end, or a sender who takes a picture back, closes it at once. Whatever is
wrong, the answer is the same 404.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from threading import BoundedSemaphore

from flask import Blueprint, Response, abort, request, send_file
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from base.clock import Clock
from base.files import Files
from base.tickets import opened
from handlers.staff.looking import may_look
from models.announcements import announcement
from models.database import Database
from models.files import File
from models.showing import NEWS, PURPOSE, View, name_and_type
from models.staff import note, staff_of
from models.words import AnnouncementState, Class

OPENED = "file.open"
AT_ONCE = 4  # of the 16 threads of a process (gunicorn.conf.py)
COME_AGAIN = 3  # seconds
LONGEST = timedelta(days=1)
NEWS_LONGEST = timedelta(days=90 + 366)  # one may be written, and looked at, a year before it goes
Look = Callable[[Session, str], tuple[str, str, bool] | None]
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


def blueprint(
    database: Database, clock: Clock, files: Files, secret: str, at_once: int = AT_ONCE
) -> Blueprint:
    page = Blueprint("pictures", __name__)
    hands = BoundedSemaphore(at_once)

    @page.get("/p/<ticket>")
    def picture(ticket: str) -> Response:
        now = clock.now()
        held = opened(secret, PURPOSE, ticket, now, LONGEST)
        news = None if held else opened(secret, NEWS, ticket, now, NEWS_LONGEST)
        if held is None and news is None:
            abort(404)
        if not hands.acquire(blocking=False):
            return Response(status=503, headers={"Retry-After": str(COME_AGAIN)})
        with ExitStack() as until_read:
            until_read.callback(hands.release)
            look = _found if held else _announced
            sent = _sent(database, clock, files, look, *(held or news or ("", 0.0)))
            sent.direct_passthrough = False  # passed on by the server, its end would not be told
            sent.call_on_close(until_read.pop_all().close)
        return sent

    return page


def _sent(
    database: Database, clock: Clock, files: Files, look: Look, what: str, left: float
) -> Response:
    """The answer; `left` is for how many seconds the address still opens."""
    try:
        with database.read() as session:
            found = look(session, what)
        if found is None or not files.exists(found[0]):
            abort(404)
        name, content_type, restricted = found
        if restricted and request.method == "GET":
            with database.write() as session:
                _note(session, what, clock)
    except SQLAlchemyError:
        abort(503)
    sent = send_file(files.path(name).resolve(), mimetype=content_type, conditional=True)
    sent.headers.update(HEADERS)
    keep = "no-store" if restricted else f"private, max-age={min(int(left), 3600)}"
    sent.headers["Cache-Control"] = keep
    return sent


def _note(session: Session, what: str, clock: Clock) -> None:
    """Each opening of what is จำกัด by an officer, and in which size, before it is given out."""
    file_id, view, account_id = what.split("-", 2)
    staff = staff_of(session, account_id)
    if staff is not None:
        note(session, clock.now(), staff.id, OPENED, file_id, f"{Class.RESTRICTED.value} {view}")


def _found(session: Session, what: str) -> tuple[str, str, bool] | None:
    """Name, content type, and whether it is จำกัด."""
    file_id, _, rest = what.partition("-")
    view, _, account_id = rest.partition("-")
    file = session.get(File, file_id)
    if file is None or view not in set(View) or not may_look(session, account_id, file):
        return None
    shown = name_and_type(file, View(view))
    return (*shown, file.file_class is Class.RESTRICTED) if shown else None


def _announced(session: Session, what: str) -> tuple[str, str, bool] | None:
    """The picture of an announcement, until it is taken back."""
    file_id, _, rest = what.partition("-")
    view, _, subject = rest.partition("-")
    one, file = announcement(session, subject), session.get(File, file_id)
    if one is None or file is None or one.file_id != file.id or view not in set(View):
        return None
    if one.state in (AnnouncementState.CANCELLED, AnnouncementState.REFUSED):
        return None
    shown = name_and_type(file, View(view))
    return (*shown, False) if shown else None
