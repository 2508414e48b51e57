"""Forum, its report, issues and resolutions (domain: "Forum report")."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.columns import Base, Encrypted, UTCDateTime, choice_type
from models.words import Class, ReportState


class Forum(Base):
    """เวที: held in one village on one day."""

    __tablename__ = "forum"
    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    village_code: Mapped[str | None] = mapped_column(sa.ForeignKey("village.code"), index=True)
    held_on: Mapped[date]
    fiscal_year_be: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class ForumReport(Base):
    """What somebody reported of a forum. `total` stands alone when nobody counted men and women.

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
    forum: Mapped[Forum] = relationship()
    issues: Mapped[list[Issue]] = relationship(order_by="Issue.rank")


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
    """ประเด็นปัญหา raised at a forum; rank 1 is what people worried about most."""

    __tablename__ = "issue"
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[str] = mapped_column(sa.ForeignKey("forum_report.id"), index=True)
    rank: Mapped[int]
    text: Mapped[str | None] = mapped_column(sa.Text)
    issue_class: Mapped[Class] = mapped_column(choice_type(Class), default=Class.INTERNAL)


class Resolution(Base):
    """มติที่ประชุม: who does what by when."""

    __tablename__ = "resolution"
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[str] = mapped_column(sa.ForeignKey("forum_report.id"), index=True)
    issue_id: Mapped[int | None] = mapped_column(sa.ForeignKey("issue.id"))
    what: Mapped[str | None] = mapped_column(sa.Text)
    who: Mapped[str | None]
    by_when: Mapped[date | None]
    resolution_class: Mapped[Class] = mapped_column(choice_type(Class), default=Class.INTERNAL)
