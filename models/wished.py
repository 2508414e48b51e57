"""What people of a cohort wish for that waits for one of its facilitators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.kept import ANSWERED, READ, Kept, for_wish, mark_of
from models.people import AccountPerson
from models.staff import AuditEntry, Staff
from models.tasks import ScheduledTask
from models.words import KeptState, TaskState

UNHEARD = "wave_wish_unheard"  # the task that tells officers what no facilitator has looked at
SKEW = timedelta(days=1)  # LINE says when it was said, our clock when it was read


@dataclass(frozen=True, slots=True)
class Wished:
    """Oldest first, what somebody has answered left out; `read`: this facilitator has looked."""

    unread: tuple[Kept, ...] = ()
    read: tuple[Kept, ...] = ()


def wished(session: Session, cohort_id: str, person_id: str) -> Wished:
    """Of all but their own, what was not taken back."""
    rows = session.scalars(
        sa.select(Kept)
        .where(
            Kept.used_for == for_wish(cohort_id),
            Kept.state == KeptState.FOR_STAFF,
            sa.or_(Kept.person_id.is_(None), Kept.person_id != person_id),
        )
        .order_by(Kept.said_at, Kept.id)
    ).all()
    answered = _subjects(session, rows, AuditEntry.action == ANSWERED)
    left = [row for row in rows if str(row.id) not in answered]
    looked = _subjects(session, left, AuditEntry.action == READ, _by(person_id))
    read = tuple(row for row in left if str(row.id) in looked)
    return Wished(tuple(row for row in left if str(row.id) not in looked), read)


def with_facilitators() -> sa.Select[str]:
    """The numbers of wishes, as text, that are the facilitators' still: of what was told to them
    officers hear once nobody has looked at it in time."""
    return sa.select(ScheduledTask.subject).where(
        ScheduledTask.kind == UNHEARD, ScheduledTask.state != TaskState.RAN
    )


def _subjects(
    session: Session, rows: Sequence[Kept], *which: sa.ColumnElement[bool]
) -> frozenset[str]:
    """Of which of these rows the audit log says so; looked for from the oldest on."""
    if not rows:
        return frozenset()
    named = AuditEntry.subject.in_([str(row.id) for row in rows])
    since = AuditEntry.at >= min(row.said_at for row in rows) - SKEW
    return frozenset(session.scalars(sa.select(AuditEntry.subject).where(since, named, *which)))


def _by(person_id: str) -> sa.ColumnElement[bool]:
    """Whether as a facilitator or as the officer that they are, too."""
    phones = sa.select(AccountPerson.account_id).where(AccountPerson.person_id == person_id)
    officer = sa.select(Staff.id).where(Staff.account_id.in_(phones))
    facilitator = AuditEntry.detail.endswith(mark_of(person_id))
    return sa.or_(facilitator, AuditEntry.staff_id.in_(officer))
