"""[ดูรูป]: who filed a case looks at its pictures again and hears its recordings."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.inbox.turn import Turn
from bot.media.pages import label, shown_page
from bot.media.showing import can_be_shown
from bot.messages.bubbles import Act, Bubble, Button
from models.cases import Case
from models.files import File
from models.words import FileState

OF_OWN = "case.photos"


def show(turn: Turn, case: Case, extra: str) -> None:
    """A page of them, for whoever is known to have filed it."""
    shown_page(turn, _files(turn.session, case), Act(OF_OWN, case.id, extra), own=True)


def with_button(turn: Turn, case: Case, said: list[Bubble]) -> list[Bubble]:
    """The last bubble leads to the pictures too, where there are some that LINE can open."""
    fit = can_be_shown(_files(turn.session, case))
    if turn.context.showing is None or not fit:
        return said
    look = Button(label(turn, fit), Act(OF_OWN, case.id))
    *before, last = said
    return [*before, replace(last, buttons=(*last.buttons, look))]


def _files(session: Session, case: Case) -> list[File]:
    chosen = sa.select(File).where(File.case_id == case.id, File.state != FileState.ERASED)
    return list(session.scalars(chosen.order_by(File.sent_at, File.id)))
