"""[ดูรูป]: an officer looks at the pictures and hears the voices of a case, a report, a message."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.i18n import say
from bot.inbox.turn import Turn
from bot.media.counting import counted, unopened
from bot.media.pages import label, shown_page
from bot.media.showing import can_be_shown
from bot.messages.bubbles import Act, Button
from models.albums import in_order
from models.cases import Case
from models.files import File
from models.forums import ForumReport
from models.kept import Kept
from models.staff import note
from models.words import Class, FileState

LOOKED = "file.view"
OF_CASE, OF_MESSAGE = "staff.photos", "staff.left_photos"
OF_REPORT = "staff.report_photos"


def case_button(turn: Turn, case: Case) -> tuple[Button, ...]:
    """Shown when there is something that LINE can show, and an address to show it under."""
    return _button(turn, Act(OF_CASE, case.id), of_case(turn.session, case))


def report_button(turn: Turn, report: ForumReport) -> tuple[Button, ...]:
    return _button(turn, Act(OF_REPORT, report.id), of_report(turn.session, report))


def left_button(turn: Turn, rows: Sequence[Kept]) -> tuple[Button, ...]:
    act = Act(OF_MESSAGE, str(rows[0].id))
    return _button(turn, act, of_messages(turn.session, rows))


def show(turn: Turn, staff_id: str | None, files: Sequence[File], more: Act) -> None:
    """Each picture that is shown is written down, before anybody can open it."""
    shown = shown_page(turn, files, more)
    for file in shown:
        note(turn.session, turn.now, staff_id, LOOKED, file.id, file.file_class.value)


def of_case(session: Session, case: Case) -> list[File]:
    chosen = sa.select(File).where(File.case_id == case.id, File.state == FileState.STORED)
    return in_order(session.scalars(chosen))


def of_report(session: Session, report: ForumReport) -> list[File]:
    """Without sign-in sheets: they are จำกัด, and nobody is named on them who may see them here."""
    chosen = sa.select(File).where(File.report_id == report.id, File.state == FileState.STORED)
    open_ones = chosen.where(File.file_class != Class.RESTRICTED)
    return list(session.scalars(open_ones.order_by(File.sent_at, File.id)))


def attached(session: Session, of: sa.ColumnElement[bool], language: str) -> list[str]:
    """«แนบมา 5 รูป 1 เสียง», and of what it is that nothing can be opened in the chat."""
    chosen = sa.select(File).where(of, File.state != FileState.ERASED)
    files = session.scalars(chosen.order_by(File.sent_at, File.id)).all()
    if not files:
        return []
    sheets = [one for one in files if one.report_id and one.file_class is Class.RESTRICTED]
    lines = [say("staff.files", language, what=counted(files, language))]
    if sheets:
        lines.append(say("staff.sheets", language, what=counted(sheets, language)))
    rest = [one for one in files if one not in sheets]
    return lines if can_be_shown(rest) else [*lines, *unopened(rest, language)]


def of_messages(session: Session, rows: Sequence[Kept]) -> list[File]:
    found = [session.get(File, row.file_id) for row in rows if row.file_id]
    return in_order(file for file in found if file and file.state is FileState.STORED)


def _button(turn: Turn, act: Act, files: Sequence[File]) -> tuple[Button, ...]:
    fit = can_be_shown(files)
    if turn.context.showing is None or not fit:
        return ()
    return (Button(label(turn, fit), act),)
