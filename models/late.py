"""Who can be reached from now on is asked in the waves that are open already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.database import wake
from models.many import Addressee, Mailing
from models.people import AccountPerson, Whom
from models.programme import CohortMember
from models.surveys import Invitation, Wave
from models.tasks import ScheduledTask, plan
from models.waves import UNANSWERED
from models.words import AddresseeState, InvitationState, TaskState, WaveState

LATE = "wave_late"  # a task's kind; its subject is `wave:person`
SOON = timedelta(minutes=1)  # signing up ends first
_TOLD = (AddresseeState.WAITING, AddresseeState.SENT, AddresseeState.CARRIED)


def ask_late(session: Session, person_ids: Sequence[str], now: datetime) -> None:
    """Somebody has claimed their row, or hears us again: a task for each wave that is open."""
    asked = sa.and_(Invitation.wave_id == Wave.id, Invitation.person_id == CohortMember.person_id)
    found = session.execute(
        sa.select(Wave.id, CohortMember.person_id)
        .join(CohortMember, CohortMember.cohort_id == Wave.cohort_id)
        .outerjoin(Invitation, asked)
        .where(
            CohortMember.person_id.in_(person_ids),
            Wave.state == WaveState.OPEN,
            Wave.closes_at > now,
            sa.or_(Invitation.id.is_(None), Invitation.state.in_(UNANSWERED)),
        )
    ).all()
    at = now + SOON
    if sum(plan(session, LATE, f"{wave}:{who}", at, now) for wave, who in found):
        wake(session)


def ask_late_through(session: Session, account_id: str, now: datetime) -> None:
    """The same for whoever speaks through an account."""
    speaks = sa.and_(AccountPerson.account_id == account_id, AccountPerson.until.is_(None))
    people = session.scalars(sa.select(AccountPerson.person_id).where(speaks)).all()
    if people:
        ask_late(session, people, now)


def is_opening(session: Session, wave: Wave, kind: str) -> bool:
    """Whether its opening (a task of that kind) has not come to its end."""
    chosen = sa.select(ScheduledTask.id).where(
        ScheduledTask.kind == kind,
        ScheduledTask.subject == str(wave.id),
        ScheduledTask.state == TaskState.WAITING,
        ScheduledTask.cancel.is_(False),
    )
    return session.scalar(chosen.limit(1)) is not None


def was_told(session: Session, wave: Wave, whom: Whom) -> bool:
    """Whether any list of the wave has reached this person through this account, or is about to:
    by name, or as one of several who spoke through it then."""
    speaks = sa.select(sa.func.max(AccountPerson.since)).where(
        AccountPerson.account_id == whom.account_id,
        AccountPerson.person_id == whom.person_id,
        AccountPerson.until.is_(None),
    )
    together = Addressee.person_id.is_(None) & (Mailing.created_at >= speaks.scalar_subquery())
    chosen = (
        sa.select(Addressee.id)
        .join(Mailing, Mailing.id == Addressee.mailing_id)
        .where(
            Addressee.account_id == whom.account_id,
            sa.or_(Addressee.person_id == whom.person_id, together),
            Addressee.state.in_(_TOLD),
            Mailing.key.startswith(f"wave:{wave.id}:", autoescape=True),
        )
    )
    return session.scalar(chosen.limit(1)) is not None


def reached(session: Session, wave: Wave, person_id: str) -> None:
    """Unreachable when the wave opened, and no longer."""
    session.execute(
        sa.update(Invitation)
        .where(
            Invitation.wave_id == wave.id,
            Invitation.person_id == person_id,
            Invitation.state == InvitationState.UNREACHABLE,
        )
        .values(state=InvitationState.WAITING)
    )
