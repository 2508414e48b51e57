"""What staff said in a case whose filer's name is withheld, on a phone that others use too.

Only that there is an answer is said; it is shown to who says that it is theirs. Somebody may have
joined the phone since the answer was written (it was held, or could not be sent), so it is asked
once more before it goes.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.i18n import say
from base.ids import row_number
from bot.messages.bubbles import Bubble
from bot.outbox.rewording import reword
from handlers.feedback import hiding, saying, service
from models.cases import TOLD, Case, CaseAction
from models.outbox import Outgoing
from models.people import Account, account_of


def covered(session: Session, case: Case, account: Account) -> Bubble | None:
    """What is said in place of the answer; None where it may be shown."""
    if not (hiding.is_hidden(case) and service.is_shared(session, account)):
        return None
    language = account.language
    see = saying.button("see_answer", language, "case.state", case.id)
    return saying.bubble(case, say("feedback.answer_waits", language), language, see)


def cover(session: Session, row: Outgoing) -> None:
    """An answer that is about to go becomes the news of one where others use the phone by now.

    Always wanted (bot/outbox/wanted.py). Under its retry key: if LINE took an earlier try that
    nobody heard the end of, that one was shown, and this one is not shown beside it.
    """
    case, account = _case_of(session, row.dedupe_key), account_of(session, row.to or "")
    told = covered(session, case, account) if case and account else None
    if told is not None:
        reword(row, [told], row.due_at)


def _case_of(session: Session, dedupe_key: str) -> Case | None:
    number = row_number(dedupe_key.removeprefix(f"{TOLD}:"))
    found = sa.select(Case).join(CaseAction, CaseAction.case_id == Case.id)
    return session.scalar(found.where(CaseAction.id == number)) if number is not None else None
