"""One message in the morning for each officer for whom something waits; nobody else hears it.

จำกัด stands in no digest: whoever is named on such a case is told of it alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.i18n import say
from base.office import CLOSES
from base.thai.unbroken import in_one_line
from bot.inbox.turn import Context
from bot.messages.bubbles import Act, Bubble, Button
from bot.outbox.write import Push, put_push
from bot.tasks import Lateness, Outcome, TaskKind
from handlers.staff import leaving, lists
from handlers.staff.telling import tell_of_case
from models.cases import Case, CaseAction
from models.holidays import office
from models.kept import ANSWERED, Kept
from models.staff import AuditEntry, Staff, all_staff
from models.tasks import ScheduledTask
from models.wished import with_facilitators
from models.words import ActionKind, CaseState, KeptState, Priority

DIGEST, OVERDUE = "staff.digest", "staff.overdue"
LIVE = (CaseState.NEW, CaseState.IN_PROGRESS)
TOLD = (ActionKind.ADDED, ActionKind.SAID, ActionKind.REOPENED)
MOST = 100
A_STEP = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many of each wait for one officer."""

    new: int = 0
    today: int = 0
    overdue: int = 0
    spoke: int = 0
    left: int = 0

    def __bool__(self) -> bool:
        return any((self.new, self.today, self.overdue, self.spoke, self.left))


def kinds() -> tuple[TaskKind, ...]:
    """The clock plans both each day; a digest that is late by hours is no digest any more."""
    return (TaskKind(DIGEST, digest, Lateness.LATEST), TaskKind(OVERDUE, overdue, Lateness.LATEST))


def digest(session: Session, context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    """On working days, to whom something waits; one officer a step."""
    day = task.planned_for.astimezone(context.zone).date()
    today = now.astimezone(context.zone).date()
    if day != today or not office(session).is_working_day(day):
        return Outcome(dropped=True, result="not a working day, or not today's")
    staff = next((one for one in all_staff(session) if one.id > (task.cursor or "")), None)
    if staff is None:
        return Outcome()
    until = datetime.combine(day, CLOSES, context.zone)
    told = _tell(session, staff, day, until, now)
    return Outcome(done=False, cursor=staff.id, progress=int(told))


def waiting_for(session: Session, staff: Staff, today: date) -> Waiting:
    """Of what this officer may see in their own area, จำกัด left out."""
    here = sa.and_(lists.in_lists(staff), Case.state.in_(LIVE))

    def count(*which: sa.ColumnElement[bool]) -> int:
        return session.scalar(sa.select(sa.func.count(Case.id)).where(here, *which)) or 0

    return Waiting(
        new=count(Case.state == CaseState.NEW),
        today=count(Case.due_on == today),
        overdue=count(Case.due_on < today),
        spoke=count(_filer_spoke_last()),
        left=_left(session, staff),
    )


def _filer_spoke_last() -> sa.ColumnElement[bool]:
    actions = sa.select(sa.func.max(CaseAction.id)).where(CaseAction.case_id == Case.id)
    newest = actions.correlate(Case).scalar_subquery()
    return sa.exists().where(CaseAction.id == newest, CaseAction.kind.in_(TOLD))


def _left(session: Session, staff: Staff) -> int:
    """Messages for a person that nobody has answered, but for wishes that facilitators see to; of
    many the first are enough to say that some wait."""
    number = sa.cast(Kept.id, sa.String)
    answered = sa.select(AuditEntry.subject).where(AuditEntry.action == ANSWERED)
    waits = sa.select(Kept).where(
        Kept.state == KeptState.FOR_STAFF,
        number.not_in(answered),
        number.not_in(with_facilitators()),
    )
    first = session.scalars(waits.order_by(Kept.id).limit(MOST))
    return sum(leaving.may_read(session, staff, kept) for kept in first)


def overdue(session: Session, context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    """A promised day has passed: told once for each day that was promised, number and village only,
    to who may see the case."""
    today = now.astimezone(context.zone).date()
    passed = sa.select(Case).where(
        Case.state.in_(LIVE), Case.due_on < today, Case.id > (task.cursor or "")
    )
    cases = list(session.scalars(passed.order_by(Case.id).limit(A_STEP)))
    for case in cases:
        tell_of_case(session, case, "passed", now)
    if len(cases) < A_STEP:
        return Outcome(progress=len(cases))
    return Outcome(done=False, cursor=cases[-1].id, progress=len(cases))


def _tell(session: Session, staff: Staff, day: date, until: datetime, now: datetime) -> bool:
    waiting, line_id = waiting_for(session, staff, day), staff.account.line_user_id
    if not waiting or line_id is None:
        return False
    language = staff.account.language
    push = Push(
        to=line_id,
        mailbox_key=f"user:{line_id}",
        bubbles=[_words(waiting, language)],
        dedupe_key=f"digest:{day.isoformat()}:{staff.id}",
        priority=Priority.STAFF,
        due_at=now,
        useful_until=until,
    )
    return put_push(session, push, now) is not None


def _words(waiting: Waiting, language: str) -> Bubble:
    counts = {
        "new": waiting.new,
        "today": waiting.today,
        "overdue": waiting.overdue,
        "spoke": waiting.spoke,
        "left": waiting.left,
    }
    parts = [
        in_one_line(say(f"staff.digest_{name}", language, count=count))
        for name, count in counts.items()
        if count
    ]
    text = say("staff.digest", language, what=say("staff.digest_and", language).join(parts))
    see = Button(say("staff.digest_see", language), Act("staff.waiting"))
    return Bubble(text, buttons=(see,), alt=say("staff.digest_alt", language))
