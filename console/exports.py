"""`GET /x/<ticket>`: the responses of a survey as a workbook, for the officer who asked for them.

While a worker still makes it, a page says so and asks again by itself. The officer is asked about
again at each opening, and each is written down; whatever is wrong, the answer is the same 404.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import sqlalchemy as sa
from flask import Blueprint, Response, abort, request, send_file
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from base.clock import Clock
from base.files import Files
from base.i18n import DEFAULT_LANGUAGE, say
from base.tickets import opened
from console.pictures import COME_AGAIN, HEADERS
from handlers.exporting.access import may_take, may_take_reports
from models.database import Database
from models.exports import LASTS, MAKE, PURPOSE, REPORTS, ResponseExport
from models.files import File
from models.staff import Staff, note, staff_of
from models.surveys import Survey
from models.tasks import ScheduledTask
from models.words import FileState, TaskState

TAKEN = "responses.take"


@dataclass(frozen=True, slots=True)
class Found:
    """`path` is '' until the file is made; `failed`: nobody makes it any more. `subject` is what
    the audit log calls it: the survey's id, or that these are reports."""

    subject: str
    name: str
    path: str
    content_type: str
    failed: bool


def blueprint(database: Database, clock: Clock, files: Files, secret: str) -> Blueprint:
    page = Blueprint("exports", __name__)

    @page.get("/x/<ticket>")
    def taken(ticket: str) -> Response:
        held = opened(secret, PURPOSE, ticket, clock.now(), LASTS)
        found = _looked(database, clock, held[0]) if held else None
        if found is None:
            abort(404)
        if found.failed or not found.path:
            return _not_yet("exporting.page_failed" if found.failed else "exporting.page_wait")
        if not files.exists(found.path):
            abort(404)
        return _sent(files, found)

    return page


def _looked(database: Database, clock: Clock, what: str) -> Found | None:
    """What the ticket is for, and the opening of it written down before it is given out."""
    try:
        with database.read() as session:
            staff, export = _theirs(session, clock, what)
            found = _found(session, export) if export is not None else None
        if found and found.path and staff is not None and request.method == "GET":
            with database.write() as session:
                note(session, clock.now(), staff.id, TAKEN, found.subject)
    except SQLAlchemyError:
        abort(503)
    return found


def _theirs(
    session: Session, clock: Clock, what: str
) -> tuple[Staff | None, ResponseExport | None]:
    export_id, _, account_id = what.partition("-")
    export, staff = session.get(ResponseExport, export_id), staff_of(session, account_id)
    if export is None or staff is None or export.account_id != account_id:
        return None, None
    if export.ended or export.until <= clock.now() or not _may(staff, export):
        return None, None
    return staff, export


def _may(staff: Staff, export: ResponseExport) -> bool:
    """Still, and of the same districts as when it was asked for."""
    if export.survey_id is not None:
        return may_take(staff, names=export.names)
    same = sorted(staff.district_codes()) == export.districts.split()
    return same and may_take_reports(staff, names=export.names)


def _found(session: Session, export: ResponseExport) -> Found | None:
    file = session.get(File, export.file_id) if export.file_id else None
    if file is not None and (file.state is not FileState.STORED or not file.path):
        return None
    of = export.survey_id
    key = session.get_one(Survey, of).key if of is not None else REPORTS
    day = export.asked_at.date().isoformat()
    name = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in key)
    path, kind = (file.path or "", file.content_type or "") if file else ("", "")
    return Found(
        of or REPORTS, f"{name}-{day}.xlsx", path, kind, file is None and _is_dead(session, export)
    )


def _is_dead(session: Session, export: ResponseExport) -> bool:
    chosen = sa.select(ScheduledTask.state).where(
        ScheduledTask.kind == MAKE, ScheduledTask.subject == export.id
    )
    return session.scalar(chosen) is TaskState.DEAD


def _not_yet(key: str) -> Response:
    """A page of one sentence. `Refresh` is what browsers take without a script."""
    words = "<br>".join(escape(say(key, DEFAULT_LANGUAGE)).split("\n"))
    body = f'<!doctype html><meta name="viewport" content="width=device-width"><p>{words}</p>'
    sent = Response(body, mimetype="text/html")
    sent.headers.update(HEADERS)
    sent.headers["Content-Security-Policy"] = "default-src 'none'"  # a sandbox does not refresh
    sent.headers["Cache-Control"] = "no-store"
    if key == "exporting.page_wait":
        sent.headers["Refresh"] = str(COME_AGAIN)
    return sent


def _sent(files: Files, found: Found) -> Response:
    path = files.path(found.path).resolve()
    sent = send_file(
        path, mimetype=found.content_type, as_attachment=True, download_name=found.name
    )
    sent.headers.update(HEADERS)
    sent.headers["Cache-Control"] = "no-store"
    return sent
