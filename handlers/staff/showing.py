"""[ดูรูป]: an officer looks at the pictures and hears the voices of a case or of a message."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.inbox.turn import Turn
from bot.media.pages import label, shown_page
from bot.media.showing import can_be_shown
from bot.messages.bubbles import Act, Button
from models.albums import in_order
from models.cases import Case
from models.files import File
from models.kept import Kept
from models.staff import Staff, note
from models.words import FileState

LOOKED = "file.view"
OF_CASE, OF_MESSAGE = "staff.photos", "staff.left_photos"


def case_button(turn: Turn, case: Case) -> tuple[Button, ...]:
    """Shown when there is something that LINE can show, and an address to show it under."""
    return _button(turn, Act(OF_CASE, case.id), of_case(turn.session, case))


def left_button(turn: Turn, rows: Sequence[Kept]) -> tuple[Button, ...]:
    act = Act(OF_MESSAGE, str(rows[0].id))
    return _button(turn, act, of_messages(turn.session, rows))


def show(turn: Turn, staff: Staff, files: Sequence[File], more: Act) -> None:
    """Each picture that is shown is written down, before anybody can open it."""
    shown = shown_page(turn, files, more)
    for file in shown:
        note(turn.session, turn.now, staff.id, LOOKED, file.id, file.file_class.value)


def of_case(session: Session, case: Case) -> list[File]:
    chosen = sa.select(File).where(File.case_id == case.id, File.state == FileState.STORED)
    return in_order(session.scalars(chosen))


def of_messages(session: Session, rows: Sequence[Kept]) -> list[File]:
    found = [session.get(File, row.file_id) for row in rows if row.file_id]
    return in_order(file for file in found if file and file.state is FileState.STORED)


def _button(turn: Turn, act: Act, files: Sequence[File]) -> tuple[Button, ...]:
    fit = can_be_shown(files)
    if turn.context.showing is None or not fit:
        return ()
    return (Button(label(turn, fit), act),)
