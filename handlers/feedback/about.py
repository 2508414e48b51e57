"""[มีคำถาม] under an announcement: a case of its own, tied to what was announced."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.inbox.turn import Turn
from handlers.feedback import words
from handlers.feedback.filing import Filing, file_case
from models.announcements import Announcement, Question
from models.cases import Case
from models.kept import Kept
from models.mailbox import Conversation
from models.words import IdentityMode


def ask_about(
    tell: Callable[[Session, Case, str, datetime], None],
    turn: Turn,
    conversation: Conversation,
    one: Announcement,
    village_code: str | None,
) -> Case:
    """What the form's question «words» heard. Staff who may see the case are told."""
    telling = words.told(turn.session, words.in_form(conversation.id, "words"))
    return _filed(tell, turn, telling, one, village_code)


def ask_with(
    tell: Callable[[Session, Case, str, datetime], None],
    turn: Turn,
    said: list[Kept],
    one: Announcement,
    village_code: str | None,
) -> Case:
    """The same with what was said before anything was pressed."""
    return _filed(tell, turn, words.used(turn.session, said), one, village_code)


def _filed(
    tell: Callable[[Session, Case, str, datetime], None],
    turn: Turn,
    telling: words.Told,
    one: Announcement,
    village_code: str | None,
) -> Case:
    filing = Filing(
        account_id=turn.person_account.id,
        identity=IdentityMode.OPEN,
        restricted=False,
        at=turn.happened_at,
        story=telling.text,
        file_ids=tuple(telling.file_ids),
        person_id=turn.speaker.id if turn.speaker else None,
        village_code=village_code,
    )
    case = file_case(turn.session, filing, turn.context.secret_key, turn.context.zone).case
    turn.session.add(Question(case_id=case.id, announcement_id=one.id))
    words.move(turn.session, telling, words.in_case(case.id, "story"), hide=False)
    tell(turn.session, case, "filed", turn.now)
    return case
