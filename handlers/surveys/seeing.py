"""Which waves an officer sees, and decides about."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.audience import DISTRICT
from models.people import Membership
from models.programme import Cohort, CohortMember
from models.staff import Staff, all_staff
from models.surveys import Wave
from models.words import StaffRole, WaveState


def may_see(session: Session, staff: Staff, cohort_id: str) -> bool:
    """Whoever works for the province; of some districts only where all of the cohort stand in
    them."""
    if staff.ended_at is not None:
        return False
    codes = staff.district_codes()
    if staff.role is StaffRole.ADMIN or not codes:
        return True
    district = sa.func.substr(Membership.village_code, 1, DISTRICT)
    here = sa.exists().where(
        Membership.person_id == CohortMember.person_id,
        Membership.until.is_(None),
        district.in_(codes),
    )
    members = sa.select(CohortMember.id).where(CohortMember.cohort_id == cohort_id)
    elsewhere = session.scalar(members.where(~here).limit(1))
    return elsewhere is None and session.scalar(members.limit(1)) is not None


def may_decide(session: Session, staff: Staff, wave: Wave) -> bool:
    """A second officer: never the one who planned it."""
    return staff.id != wave.planned_by and may_see(session, staff, wave.cohort_id)


def deciders(session: Session, wave: Wave) -> list[Staff]:
    return [staff for staff in all_staff(session) if may_decide(session, staff, wave)]


def their_waves(session: Session, staff: Staff) -> list[Wave]:
    """What waits or goes on before what is to come, and that before what is over; nothing that was
    called off."""
    seen = {one.id for one in their_cohorts(session, staff)}
    chosen = sa.select(Wave).where(Wave.state != WaveState.CANCELLED, Wave.cohort_id.in_(seen))
    return sorted(session.scalars(chosen), key=_place)


def _place(wave: Wave) -> tuple[int, float, int]:
    at = wave.opens_at.timestamp()
    if wave.state is WaveState.OPEN or (wave.state is WaveState.PLANNED and wave.approval):
        return 0, at, wave.id
    return (1, at, wave.id) if wave.state is WaveState.PLANNED else (2, -at, wave.id)


def their_cohorts(session: Session, staff: Staff) -> list[Cohort]:
    """The newest first."""
    chosen = sa.select(Cohort).order_by(Cohort.starts_on.desc(), Cohort.id)
    return [one for one in session.scalars(chosen) if may_see(session, staff, one.id)]
