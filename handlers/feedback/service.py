"""Cases after they were filed: found, added to, answered, closed, taken back. Rows in, rows out."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.feedback.days import due_after
from handlers.feedback.filing import note_action
from handlers.feedback.reading import means
from handlers.feedback.states import Step, after
from models.cases import Case, CaseAction
from models.holidays import office
from models.people import Account, people_of
from models.words import ActionKind, AnswerBy, IdentityMode, Outcome


def is_shared(session: Session, account: Account) -> bool:
    """Whether several people speak through it."""
    return len(people_of(session, account.id)) > 1


def addressee(session: Session, case: Case) -> Account | None:
    """The account to write to; None if there is none (anonymous, erased), or if the answer is not
    to come by this phone."""
    if case.answer_by in (AnswerBy.VISIT, AnswerBy.CALL):
        return None
    identity = case.account_id or case.sealed_account
    account = session.get(Account, identity) if identity else None
    return account if account is not None and account.line_user_id else None


def numbered(session: Session, running: int, year: int | None = None) -> list[Case]:
    """Cases with a running number, the newest fiscal year first. `year`: its last two digits."""
    query = sa.select(Case).where(Case.running == running)
    if year is not None:
        query = query.where(Case.fiscal_year_be % 100 == year)
    return list(session.scalars(query.order_by(Case.fiscal_year_be.desc())))


def step(case: Case, what: Step) -> None:
    """Move the case on. Raises states.Refused and changes nothing."""
    case.state = after(case.state, what)


def tell_more(
    session: Session, case: Case, what: Step, text: str | None, at: datetime, zone: ZoneInfo
) -> CaseAction:
    """The filer adds (Step.ADD) or speaks back (Step.SAY). Raises states.Refused."""
    step(case, what)
    kind = ActionKind.ADDED if what is Step.ADD else ActionKind.SAID
    return note_action(session, case, kind, at, zone, text=text)


def withdraw(session: Session, case: Case, at: datetime, zone: ZoneInfo) -> None:
    """The filer takes it back. Raises states.Refused."""
    step(case, Step.WITHDRAW)
    note_action(session, case, ActionKind.WITHDRAWN, at, zone)


def solved(session: Session, case: Case, at: datetime, zone: ZoneInfo) -> None:
    """แก้แล้ว, says who filed it. Raises states.Refused."""
    step(case, Step.SOLVED)
    case.outcome, case.closed_at = Outcome.SOLVED, at
    note_action(session, case, ActionKind.CHECKED, at, zone, text=Outcome.SOLVED.value)
    note_action(session, case, ActionKind.CLOSED, at, zone)


def reopen(
    session: Session, case: Case, outcome: Outcome, text: str | None, at: datetime, zone: ZoneInfo
) -> CaseAction:
    """แก้บางส่วน or ยังไม่แก้: open again under its number, with a new due day. Raises Refused."""
    step(case, Step.NOT_SOLVED)
    case.outcome, case.closed_at = outcome, None
    case.reopened += 1
    case.due_on = due_after(at.astimezone(zone).date(), office(session))
    note_action(session, case, ActionKind.CHECKED, at, zone, text=outcome.value)
    return note_action(session, case, ActionKind.REOPENED, at, zone, text=text)


def explain(
    session: Session, case: Case, text: str | None, at: datetime, zone: ZoneInfo
) -> CaseAction:
    """What is still wrong joins the last reopening; if there is none, it is a word back."""
    query = _newest(case).where(CaseAction.kind == ActionKind.REOPENED)
    action = session.scalar(query)
    if action is None:
        return tell_more(session, case, Step.SAY, text, at, zone)
    action.text = "\n".join(filter(None, (action.text, text))) or None
    return action


def answer(
    session: Session, case: Case, staff_id: str, text: str, at: datetime, zone: ZoneInfo
) -> CaseAction:
    """An officer writes to the filer. Raises states.Refused."""
    step(case, Step.ANSWER)
    return note_action(session, case, ActionKind.ANSWERED, at, zone, text=text, staff_id=staff_id)


def claim_outcome(
    session: Session, case: Case, staff_id: str, text: str, at: datetime, zone: ZoneInfo
) -> CaseAction:
    """An officer says what came of it; the filer is asked, where there is one. Raises Refused."""
    unasked = case.identity_mode is IdentityMode.ANONYMOUS
    step(case, Step.CLOSE_UNASKED if unasked else Step.CLOSE)
    case.closed_at = at if unasked else None
    kind = ActionKind.CLOSED if unasked else ActionKind.CLOSING
    return note_action(session, case, kind, at, zone, text=text, staff_id=staff_id)


def last_told(session: Session, case: Case) -> CaseAction | None:
    """What staff said last: an answer or an outcome."""
    query = _newest(case).where(CaseAction.staff_id.is_not(None), CaseAction.text.is_not(None))
    return session.scalar(query)


def last_action(session: Session, case: Case) -> CaseAction | None:
    return session.scalar(_newest(case))


def said_last(session: Session, case: Case) -> bool:
    """Whether the filer's own words are the last thing in the case. «ตกลง» explains nothing."""
    last = last_action(session, case)
    if last is None or last.kind is not ActionKind.SAID:
        return False
    return not means(last.text or "", "feedback.fine_words")


def _newest(case: Case) -> sa.Select[CaseAction]:
    return (
        sa.select(CaseAction)
        .where(CaseAction.case_id == case.id)
        .order_by(CaseAction.id.desc())
        .limit(1)
    )
