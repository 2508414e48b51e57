"""Steps of a cohort's life that concern one person each: nudges, and evenings that they chose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.forums import ForumReport, Resolution
from models.mailbox import Conversation
from models.outbox import Outgoing
from models.people import AccountPerson
from models.planned import AFTER, EVE, PlannedForum
from models.programme import Cohort, CohortMember
from models.promises import REMIND
from models.steps import Step, outcome_of, why
from models.surveys import Invitation, Wave
from models.tasks import ScheduledTask
from models.words import OutboxKind, OutboxState, TaskState

HALF_FILLED, LATER, SILENT = "filling.nudge", "wave_later", "villages.silent"
REST = "report.rest"
VILLAGE = "village:"  # how the dedupe keys of those questions begin
# The dedupe key of what a task says.
SAYS: Mapping[str, str] = {
    HALF_FILLED: "nudge:{subject}:",
    LATER: "wave_later:{subject}:{id}",
    REST: "rest:{subject}:{id}",
    REMIND: "promise:{subject}:{id}",
    EVE: "planned:{subject}:{id}",
    AFTER: "planned:{subject}:{id}",
}
AT_ONCE = 500
WAITS = "written, waits for its turn"  # for the morning, a day with room, the end of a pause
Said = tuple[int, int]  # counted by LINE, free
Became = tuple[TaskState | None, str]  # None: it is to come; and why


def nudges(session: Session, cohort: Cohort) -> list[Step]:
    """Those of one moment that ended alike are one step."""
    tasks = _tasks(session, cohort)
    rows = _rows(session, [_key(task) for task in tasks])
    said = [
        (task.planned_for, task.kind, _became(task, rows.get(_key(task))), rows.get(_key(task)))
        for task in tasks
    ]
    asked = [(row.created_at, SILENT, _went(row), row) for row in _villages(session, cohort)]
    alike: defaultdict[tuple[datetime, str, Became], list[Said]] = defaultdict(list)
    for at, kind, became, row in [*said, *asked]:
        waits = became[0] is None
        alike[at, kind, became].append((1, 0) if waits else _counted(row) if row else (0, 0))
    found = []
    for (at, kind, (outcome, reason)), each in alike.items():
        counted, free = map(sum, zip(*each, strict=True))
        found.append(Step(at, "", kind, 0, outcome, reason, counted, free, len(each)))
    return found


def _became(task: ScheduledTask, row: Outgoing | None) -> Became:
    """A task that ran has written its message; what became of that is what people see."""
    ran = task.state is TaskState.RAN
    return _went(row) if ran and row is not None else (outcome_of(task), why(task))


def _went(row: Outgoing) -> Became:
    if row.state in (OutboxState.WAITING, OutboxState.HELD):
        return None, WAITS
    unsaid = row.state in (OutboxState.WITHDRAWN, OutboxState.DEAD)
    return (TaskState.DROPPED, row.outcome or "") if unsaid else (TaskState.RAN, "")


def _tasks(session: Session, cohort: Cohort) -> Sequence[ScheduledTask]:
    wanted = [
        sa.and_(ScheduledTask.kind == kind, ScheduledTask.subject.in_(subjects))
        for kind, subjects in _subjects(cohort).items()
    ]
    chosen = sa.select(ScheduledTask).where(sa.or_(*wanted)).order_by(ScheduledTask.id)
    return session.scalars(chosen).all()


def _subjects(cohort: Cohort) -> dict[str, sa.Select[Any]]:
    """By kind, what those of its tasks are about that concern somebody of the cohort."""
    people = sa.select(CohortMember.person_id).where(CohortMember.cohort_id == cohort.id)
    promised = sa.func.coalesce(Resolution.promised_by, ForumReport.reported_by)
    planned = sa.select(PlannedForum.forum_id).where(PlannedForum.planned_by.in_(people))
    phones = sa.select(AccountPerson.account_id).where(
        AccountPerson.person_id.in_(people), AccountPerson.until.is_(None)
    )
    theirs = sa.or_(
        Conversation.person_id.in_(people),
        sa.and_(Conversation.person_id.is_(None), Conversation.account_id.in_(phones)),
    )
    return {
        HALF_FILLED: sa.select(sa.cast(Conversation.id, sa.String)).where(theirs),
        LATER: sa.select(sa.cast(Invitation.id, sa.String))
        .join(Wave, Wave.id == Invitation.wave_id)
        .where(Wave.cohort_id == cohort.id),
        REST: sa.select(ForumReport.id).where(ForumReport.reported_by.in_(people)),
        REMIND: sa.select(sa.cast(Resolution.id, sa.String))
        .join(ForumReport, ForumReport.id == Resolution.report_id)
        .where(promised.in_(people)),
        EVE: planned,
        AFTER: planned,
    }


def _key(task: ScheduledTask) -> str:
    return SAYS[task.kind].format(subject=task.subject, id=task.id)


def _rows(session: Session, keys: Sequence[str]) -> dict[str, Outgoing]:
    """By dedupe key."""
    found: dict[str, Outgoing] = {}
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        chosen = sa.select(Outgoing).where(Outgoing.dedupe_key.in_(some))
        found |= {row.dedupe_key: row for row in session.scalars(chosen)}
    return found


def _counted(row: Outgoing) -> Said:
    pushed = row.state is OutboxState.SENT and row.kind is OutboxKind.PUSH
    return int(pushed), int(row.state is OutboxState.CARRIED)


def _villages(session: Session, cohort: Cohort) -> Sequence[Outgoing]:
    """One task asks the leaders of all villages: here are those of the cohort."""
    people = sa.select(CohortMember.person_id).where(CohortMember.cohort_id == cohort.id)
    chosen = sa.select(Outgoing).where(
        Outgoing.dedupe_key.startswith(VILLAGE), Outgoing.about_person.in_(people)
    )
    return session.scalars(chosen).all()
