"""Forum, its report, issues and resolutions (domain: "Forum report")."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from base.ids import new_id
from base.thai.format import fiscal_year_be
from models.columns import Base, Encrypted, UTCDateTime, choice_type
from models.staff import Staff, StaffDistrict, all_staff
from models.words import Class, ReportState, ResolutionState, RestState, Solver


class Forum(Base):
    """เวที: held in one village on one day."""

    __tablename__ = "forum"
    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    village_code: Mapped[str | None] = mapped_column(sa.ForeignKey("village.code"), index=True)
    held_on: Mapped[date]
    fiscal_year_be: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


def _in_the_open() -> sa.ColumnElement[bool]:
    """What everybody who reads the report may read: whoever forgets to ask shows nothing จำกัด."""
    return sa.and_(Issue.report_id == ForumReport.id, Issue.issue_class != Class.RESTRICTED)


class ForumReport(Base):
    """What somebody reported of a forum. `total` stands alone when nobody counted men and women.

    `rest_at` is when its sender is offered to tell the rest, or was; a task of another moment
    counts no more.

    `more_json` is what was told beyond that, by the names of the full form (models/told_more.py).

    `level` is how far people took part, from 1 (they listened) to 5 (they decided by themselves).

    `reviewed_by` is the officer who approved what it says now, at `approved_at`.

    `account_id` is the account it came through, `reported_by` who sent it. `for_another`: sent for
    somebody else, whom the register knows (`on_behalf_of`) or of whom a name was told, or nothing.
    """

    __tablename__ = "forum_report"
    __table_args__ = (
        sa.CheckConstraint(
            "men IS NULL OR women IS NULL OR total IS NULL OR men + women = total", name="adds_up"
        ),
    )
    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    forum_id: Mapped[str] = mapped_column(sa.ForeignKey("forum.id"), index=True)
    number: Mapped[str] = mapped_column(sa.String(20), unique=True)
    state: Mapped[ReportState] = mapped_column(choice_type(ReportState))
    report_class: Mapped[Class] = mapped_column(choice_type(Class), default=Class.INTERNAL)
    account_id: Mapped[str | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    reported_by: Mapped[str | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    on_behalf_of: Mapped[str | None] = mapped_column(sa.ForeignKey("person.id"))
    behalf_name: Mapped[str | None] = mapped_column(Encrypted)
    for_another: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    men: Mapped[int | None]
    women: Mapped[int | None]
    total: Mapped[int | None]
    topic: Mapped[str | None] = mapped_column(sa.Text)
    photos_internal: Mapped[bool] = mapped_column(default=True)
    answers_json: Mapped[str | None] = mapped_column(sa.Text)
    revision: Mapped[int] = mapped_column(default=1)
    submitted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    level: Mapped[int | None]
    rest: Mapped[RestState] = mapped_column(
        choice_type(RestState), default=RestState.WANTED, server_default=RestState.WANTED.value
    )
    rest_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    more_json: Mapped[str | None] = mapped_column(sa.Text)
    reviewed_by: Mapped[str | None] = mapped_column(sa.ForeignKey("staff.id"))
    approved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    forum: Mapped[Forum] = relationship()
    issues: Mapped[list[Issue]] = relationship(order_by="Issue.rank", primaryjoin=_in_the_open)
    resolutions: Mapped[list[Resolution]] = relationship(order_by="Resolution.id")


class ReportHistory(Base):
    """What a report said before somebody changed it."""

    __tablename__ = "report_history"
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[str] = mapped_column(sa.ForeignKey("forum_report.id"), index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    account_id: Mapped[str | None] = mapped_column(sa.ForeignKey("account.id"))
    person_id: Mapped[str | None] = mapped_column(sa.ForeignKey("person.id"))
    what: Mapped[str] = mapped_column(sa.String(40))
    before: Mapped[str | None] = mapped_column(sa.Text)
    after: Mapped[str | None] = mapped_column(sa.Text)


class Issue(Base):
    """ประเด็นปัญหา raised at a forum; rank 1 is what people worried about most.

    What outsiders should not see is one of class จำกัด, and in `ForumReport.issues` nowhere.
    """

    __tablename__ = "issue"
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[str] = mapped_column(sa.ForeignKey("forum_report.id"), index=True)
    rank: Mapped[int]
    text: Mapped[str | None] = mapped_column(sa.Text)
    solver: Mapped[Solver | None] = mapped_column(choice_type(Solver))
    more_json: Mapped[str | None] = mapped_column(sa.Text)
    issue_class: Mapped[Class] = mapped_column(choice_type(Class), default=Class.INTERNAL)


class IssueStaff(Base):
    """Staff who may see an issue of class จำกัด."""

    __tablename__ = "issue_staff"
    issue_id: Mapped[int] = mapped_column(sa.ForeignKey("issue.id"), primary_key=True)
    staff_id: Mapped[str] = mapped_column(sa.ForeignKey("staff.id"), primary_key=True)
    named_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Resolution(Base):
    """มติที่ประชุม: who does what by when.

    `who` is what was told; `promised_by` is that person, where the register knows them, or the
    reporter, who speaks of themselves. `remind_at` is when that person is asked about it next, and
    `reminded` how often they were.
    """

    __tablename__ = "resolution"
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[str] = mapped_column(sa.ForeignKey("forum_report.id"), index=True)
    issue_id: Mapped[int | None] = mapped_column(sa.ForeignKey("issue.id"))
    what: Mapped[str | None] = mapped_column(sa.Text)
    who: Mapped[str | None]
    promised_by: Mapped[str | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    by_when: Mapped[date | None]
    state: Mapped[ResolutionState] = mapped_column(
        choice_type(ResolutionState),
        default=ResolutionState.OPEN,
        server_default=ResolutionState.OPEN.value,
    )
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    remind_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reminded: Mapped[int] = mapped_column(default=0, server_default="0")
    resolution_class: Mapped[Class] = mapped_column(choice_type(Class), default=Class.INTERNAL)


def known_forum(session: Session, village_code: str | None, held_on: date) -> Forum | None:
    """Two reports of one day in one village are of one forum, and so is its plan. One of no village
    is nobody else's."""
    if village_code is None:
        return None
    there = sa.select(Forum).where(Forum.village_code == village_code, Forum.held_on == held_on)
    return session.scalar(there.order_by(Forum.created_at, Forum.id).limit(1))


def forum_of(
    session: Session, village_code: str | None, held_on: date, now: datetime, *, own: bool = False
) -> Forum:
    """That village's forum of that day; a new row where there is none, or for one of its `own`."""
    known = None if own else known_forum(session, village_code, held_on)
    if known is not None:
        return known
    forum = Forum(id=new_id(), village_code=village_code, held_on=held_on, created_at=now)
    forum.fiscal_year_be = fiscal_year_be(held_on)
    session.add(forum)
    session.flush()
    return forum


def reports_of_forum(session: Session, forum_id: str) -> list[ForumReport]:
    """Of one meeting, the first one first."""
    rows = session.scalars(
        sa.select(ForumReport)
        .where(ForumReport.forum_id == forum_id, ForumReport.state != ReportState.WITHDRAWN)
        .order_by(ForumReport.submitted_at, ForumReport.number)
    )
    return list(rows)


def counted(reports: Sequence[ForumReport]) -> ForumReport | None:
    """The report whose numbers are those of the meeting: two reports of it are not added up. The
    first in which men and women were counted apart, else the first."""
    apart = (one for one in reports if one.men is not None)
    return next(apart, reports[0] if reports else None)


def secret_of(session: Session, report_id: str) -> Issue | None:
    """What outsiders should not see of a report."""
    return session.scalar(
        sa.select(Issue).where(Issue.report_id == report_id, Issue.issue_class == Class.RESTRICTED)
    )


def name_readers(session: Session, issue: Issue, now: datetime) -> None:
    """Whoever has the right to จำกัด, which is the province's, is named on it."""
    for staff in all_staff(session):
        named = session.get(IssueStaff, (issue.id, staff.id)) is not None
        if staff.restricted and not staff.district_codes() and not named:
            session.add(IssueStaff(issue_id=issue.id, staff_id=staff.id, named_at=now))
    session.flush()


def unread_secrets(session: Session) -> list[Issue]:
    """Those with words on which nobody is named who has the right now, oldest first."""
    seeing = (
        sa.select(IssueStaff.issue_id)
        .join(Staff, Staff.id == IssueStaff.staff_id)
        .where(Staff.ended_at.is_(None), Staff.restricted.is_(True))
        .where(Staff.id.not_in(sa.select(StaffDistrict.staff_id)))
    )
    unread = sa.select(Issue).where(
        Issue.issue_class == Class.RESTRICTED, Issue.text.is_not(None), Issue.id.not_in(seeing)
    )
    return list(session.scalars(unread.order_by(Issue.id)))
