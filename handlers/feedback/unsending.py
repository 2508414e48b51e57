"""An unsent message leaves its case: the words and pictures go, number and state stay."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import row_number
from handlers.feedback import words
from models.cases import Case, CaseAction
from models.erasing import erase_file
from models.files import File
from models.inbox import Unsent
from models.words import ActionKind, IdentityMode


def take_out(session: Session, subject: str, field: str) -> None:
    """`subject` is the case, `field` what the message was told for: story, where, for_whom,
    action-12.

    The message stands among the unsent ones already.
    """
    case = session.get(Case, subject)
    if case is None:
        return
    left = words.told(session, words.in_case(case.id, field)).text
    if field == "story":
        case.story = left
    elif field == "where":
        case.place = left
    elif field == "for_whom":
        case.on_behalf_of = case.sealed_behalf = case.behalf_name = None
    elif action := _action(session, case, field):
        action.text = left
    moment = session.scalar(sa.select(sa.func.max(Unsent.at)))
    if moment is not None:
        _take_out_files(session, case, moment)
        _note(session, case, moment)
    session.flush()


def _action(session: Session, case: Case, field: str) -> CaseAction | None:
    number = row_number(field.removeprefix("action-"))
    action = session.get(CaseAction, number) if number is not None else None
    return action if action is not None and action.case_id == case.id else None


def _take_out_files(session: Session, case: Case, now: datetime) -> None:
    taken = sa.select(Unsent.message_id)
    for file in session.scalars(
        sa.select(File).where(File.case_id == case.id, File.message_id.in_(taken))
    ):
        erase_file(session, file, now)


def _note(session: Session, case: Case, now: datetime) -> None:
    hidden = case.identity_mode is IdentityMode.ANONYMOUS
    session.add(
        CaseAction(
            case_id=case.id,
            kind=ActionKind.UNSENT,
            on_day=now.date(),
            at=None if hidden else now,
        )
    )
