"""Villages that are not asked again this quarter: their leader said «not now», or wants help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.columns import Base, UTCDateTime
from models.forums import Forum, ForumReport
from models.people import Membership
from models.planned import PlannedForum
from models.words import PlanState, ReportState, Role

MONTHS = 3  # a quarter of the fiscal year (October to September) is one of the calendar's


class VillageRest(Base):
    """`quarter` is its first day; `case_id` the request for a facilitator, if it became one."""

    __tablename__ = "village_rest"
    village_code: Mapped[str] = mapped_column(sa.ForeignKey("village.code"), primary_key=True)
    quarter: Mapped[date] = mapped_column(primary_key=True)
    said_at: Mapped[datetime] = mapped_column(UTCDateTime)
    case_id: Mapped[str | None] = mapped_column(sa.ForeignKey("case.id"))


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months, by first and last day."""

    first: date
    last: date

    @classmethod
    def of(cls, day: date) -> Quarter:
        first = date(day.year, (day.month - 1) // MONTHS * MONTHS + 1, 1)
        beyond = (first.replace(day=28) + timedelta(days=4 + 31 * (MONTHS - 1))).replace(day=1)
        return cls(first, beyond - timedelta(days=1))

    def is_ending(self, day: date) -> bool:
        """In its last month."""
        return day.month == self.last.month


def has_forum(session: Session, village_code: str, quarter: Quarter) -> bool:
    there = Forum.village_code == village_code
    held = sa.select(Forum.id).where(there, _within(quarter), _counts())
    return session.scalar(held.limit(1)) is not None


def _within(quarter: Quarter) -> sa.ColumnElement[bool]:
    return Forum.held_on.between(quarter.first, quarter.last)


def _counts() -> sa.ColumnElement[bool]:
    """Held or to come. One that was called off, and one of which each report was taken back, is
    neither; a report that stands says more than its plan (`models/planned.stands`)."""
    reported = _reported(ForumReport.state != ReportState.WITHDRAWN)
    taken_back = _reported(ForumReport.state == ReportState.WITHDRAWN)
    planned = _planned(PlanState.PLANNED)
    ended = _planned(PlanState.CANCELLED, PlanState.NOT_HELD)
    return sa.or_(reported, planned, sa.and_(~taken_back, ~ended))


def _reported(how: sa.ColumnElement[bool]) -> sa.Exists:
    return sa.exists().where(ForumReport.forum_id == Forum.id, how)


def _planned(*states: PlanState) -> sa.Exists:
    return sa.exists().where(PlannedForum.forum_id == Forum.id, PlannedForum.state.in_(states))


def rest_of(session: Session, village_code: str, quarter: Quarter) -> VillageRest | None:
    return session.get(VillageRest, (village_code, quarter.first))


def silent_villages(session: Session, quarter: Quarter, after: str, most: int) -> Sequence[str]:
    """Codes of villages with a leader and without a forum in the quarter, in order, from the one
    that comes after `after`; not those that rest."""
    there = Forum.village_code == Membership.village_code
    held = sa.exists().where(there, _within(quarter), _counts())
    rests = sa.exists().where(
        VillageRest.village_code == Membership.village_code, VillageRest.quarter == quarter.first
    )
    chosen = (
        sa.select(Membership.village_code)
        .where(*_leads(), Membership.village_code > after, ~held, ~rests)
        .distinct()
        .order_by(Membership.village_code)
        .limit(most)
    )
    return [code for code in session.scalars(chosen) if code]


def leaders_of(session: Session, village_code: str) -> list[str]:
    """The ids of the people who lead it now."""
    chosen = sa.select(Membership.person_id).where(
        *_leads(), Membership.village_code == village_code
    )
    return list(session.scalars(chosen.distinct().order_by(Membership.person_id)))


def _leads() -> tuple[sa.ColumnElement[bool], ...]:
    return (Membership.role == Role.LEADER, Membership.until.is_(None))
