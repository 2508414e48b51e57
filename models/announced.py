"""Steps of a cohort's life that are announcements to people of it, and their reminders."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.announcements import Announcement, Recipient, lists_of, named_by
from models.many import Addressee, Mailing
from models.programme import Cohort, CohortMember
from models.steps import Step
from models.words import AddresseeState, AnnouncementState, TaskState

NEWS = "announcement"
OVER = (AnnouncementState.REFUSED, AnnouncementState.CANCELLED)
WAITS = {
    AnnouncementState.ASKED: "a second officer has to look at it",
    AnnouncementState.STOPPED: "stopped by hand",
}


def announcements(session: Session, cohort: Cohort) -> list[Step]:
    """To whoever stands in the cohort: the announcement, then each reminder of it."""
    chosen = (
        sa.select(Announcement)
        .join(Recipient, Recipient.announcement_id == Announcement.id)
        .where(Recipient.person_id.in_(_people(cohort)))
        .distinct()
    )
    found = session.scalars(chosen).all()
    return [step for one in found for step in _of(session, cohort, one)]


def _of(session: Session, cohort: Cohort, one: Announcement) -> Iterable[Step]:
    rounds: defaultdict[int, list[Mailing]] = defaultdict(list)
    for mailing in lists_of(session, one.id):
        named = named_by(mailing.key)
        rounds[named[1] if named else 0].append(mailing)
    for number, lists in sorted(rounds.items()):
        became = _became(session, cohort, lists)
        waits = became[AddresseeState.WAITING]
        counted = became[AddresseeState.SENT] + (0 if one.state in OVER else waits)
        outcome = _outcome(one, waits)
        yield Step(
            at=_moment(one, number, lists),
            name=str(one.id),
            kind=NEWS,
            round=number,
            outcome=outcome,
            reason=_reason(one, outcome),
            messages=counted,
            free=became[AddresseeState.CARRIED],
        )


def _outcome(one: Announcement, waits: int) -> TaskState | None:
    if one.state in OVER:
        return TaskState.DROPPED
    return None if waits or one.state is not AnnouncementState.GOING else TaskState.RAN


def _reason(one: Announcement, outcome: TaskState | None) -> str:
    return one.state.value if outcome is TaskState.DROPPED else WAITS.get(one.state, "")


def _moment(one: Announcement, number: int, lists: list[Mailing]) -> datetime:
    """When it was, or is, to go."""
    planned = one.due_at if number == 0 else None
    return planned or min(mailing.due_at for mailing in lists)


def _became(session: Session, cohort: Cohort, lists: list[Mailing]) -> Counter[AddresseeState]:
    """How many people of the cohort stand where on these lists."""
    found = session.execute(
        sa.select(Addressee.state, sa.func.count())
        .where(
            Addressee.mailing_id.in_([one.id for one in lists]),
            Addressee.person_id.in_(_people(cohort)),
        )
        .group_by(Addressee.state)
    )
    return Counter({state: count for state, count in found})  # noqa: C416


def _people(cohort: Cohort) -> sa.Select[str]:
    return sa.select(CohortMember.person_id).where(CohortMember.cohort_id == cohort.id)
