"""`GET /p/<ticket>`: the bytes of one picture or voice, for whoever an address was made for.

The address cannot be guessed and ends; the one for whom it was made is asked about again, so that
an officer whose rights end, or a sender who takes a picture back, closes it at once. Whatever is
wrong, the answer is the same 404.
"""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, abort, send_file
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from base.clock import Clock
from base.files import Files
from base.tickets import opened
from handlers.staff.looking import may_look
from models.database import Database
from models.files import File
from models.showing import PURPOSE, View, name_and_type
from models.words import Class

LONGEST = timedelta(days=1)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


def blueprint(database: Database, clock: Clock, files: Files, secret: str) -> Blueprint:
    page = Blueprint("pictures", __name__)

    @page.get("/p/<ticket>")
    def picture(ticket: str) -> Response:
        held = opened(secret, PURPOSE, ticket, clock.now(), LONGEST)
        if held is None:
            abort(404)
        what, left = held
        try:
            with database.read() as session:
                found = _found(session, what)
        except SQLAlchemyError:
            abort(503)
        if found is None or not files.exists(found[0]):
            abort(404)
        name, content_type, restricted = found
        sent = send_file(files.path(name).resolve(), mimetype=content_type, conditional=True)
        sent.headers.update(HEADERS)
        keep = "no-store" if restricted else f"private, max-age={min(int(left), 3600)}"
        sent.headers["Cache-Control"] = keep
        return sent

    return page


def _found(session: Session, what: str) -> tuple[str, str, bool] | None:
    """Name, content type, and whether it is จำกัด."""
    file_id, _, rest = what.partition("-")
    view, _, account_id = rest.partition("-")
    file = session.get(File, file_id)
    if file is None or view not in set(View) or not may_look(session, account_id, file):
        return None
    shown = name_and_type(file, View(view))
    return (*shown, file.file_class is Class.RESTRICTED) if shown else None
