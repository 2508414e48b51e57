"""Survey, its versions, Wave (cohort × survey × offset), Invitation and Response.

What was answered without a name stands in a Response of its own that points at nobody: a random id
and a date. Its table has no order of insertion (SQLite: WITHOUT ROWID).
"""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.columns import Base, Encrypted, UTCDateTime, choice_type
from models.programme import Cohort
from models.words import InvitationState, WaveApproval, WaveState

REMINDERS = 2  # of one wave, at most


class Survey(Base):
    """แบบสอบถาม: `key` is what staff call it («T2», «C», or the form_id of a form of their own)."""

    __tablename__ = "survey"
    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(40), unique=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class SurveyVersion(Base):
    """One file of a survey: its bytes as loaded stand in `form_version` under `form_digest`.

    `number` counts from 1; the one `added_at` last, when it was brought, is what who begins now is
    asked. Results go by question name, across versions. `anonymous`, `partly`: all or some answers
    are stored without a name.
    """

    __tablename__ = "survey_version"
    __table_args__ = (
        sa.UniqueConstraint("survey_id", "number"),
        sa.UniqueConstraint("survey_id", "form_digest"),
    )
    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    survey_id: Mapped[str] = mapped_column(sa.ForeignKey("survey.id"))
    number: Mapped[int]
    form_digest: Mapped[str] = mapped_column(sa.ForeignKey("form_version.digest"))
    title_th: Mapped[str]
    title_en: Mapped[str]
    questions: Mapped[int]
    anonymous: Mapped[bool] = mapped_column(default=False)
    partly: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime] = mapped_column(UTCDateTime)
    survey: Mapped[Survey] = relationship()


class Wave(Base):
    """รอบการติดตาม: one survey to one cohort, `offset_days` after its last day; the same one again
    on another day is another wave.

    `first_reminder_at` and `second_reminder_at` are the only reminders; None: there is none.
    `planned_by` is the officer who planned it, None an operator. `approval` is None where one
    officer is enough; `messages` is how many LINE would count for the list that `second` agreed to
    at `decided_at`. `stopped_at`: by hand; nothing of it is sent until it goes on.

    `joined` came while it was open and were asked; `late_agreed` is how many of those a second
    officer has agreed to. `late_asked` is how many more wait for that; 0: they were said no to.
    """

    __tablename__ = "wave"
    __table_args__ = (sa.UniqueConstraint("cohort_id", "survey_id", "offset_days"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[str] = mapped_column(sa.ForeignKey("survey.id"))
    cohort_id: Mapped[str] = mapped_column(sa.ForeignKey("cohort.id"))
    offset_days: Mapped[int]
    state: Mapped[WaveState] = mapped_column(choice_type(WaveState))
    opens_at: Mapped[datetime] = mapped_column(UTCDateTime)
    closes_at: Mapped[datetime] = mapped_column(UTCDateTime)
    first_reminder_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    second_reminder_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    planned_by: Mapped[str | None] = mapped_column(sa.ForeignKey("staff.id"))
    approval: Mapped[WaveApproval | None] = mapped_column(choice_type(WaveApproval))
    messages: Mapped[int | None]
    second_id: Mapped[str | None] = mapped_column(sa.ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    stopped_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    joined: Mapped[int] = mapped_column(default=0, server_default="0")
    late_agreed: Mapped[int] = mapped_column(default=0, server_default="0")
    late_asked: Mapped[int | None]
    survey: Mapped[Survey] = relationship()
    cohort: Mapped[Cohort] = relationship()


class Invitation(Base):
    """One person asked in one wave. It says how far, never when; `later_at` is the evening they
    asked for («พรุ่งนี้เย็น»), `open_questions` how many a half-filled form still has.

    `conversation_id` is the form half-way; it is no foreign key, for it goes when the form ends.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        sa.UniqueConstraint("wave_id", "person_id"),
        sa.Index("ix_invitation_wave_id_state", "wave_id", "state"),
        sa.Index("ix_invitation_wave_id_id", "wave_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    wave_id: Mapped[int] = mapped_column(sa.ForeignKey("wave.id"))
    person_id: Mapped[str | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    state: Mapped[InvitationState] = mapped_column(choice_type(InvitationState))
    open_questions: Mapped[int | None]
    later_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    conversation_id: Mapped[int | None]
    wave: Mapped[Wave] = relationship()


class Response(Base):
    """One set of answers. Named: one an invitation, with person and moment. Anonymous: a random id
    and a day, nothing else; of a survey that also has named answers the day its wave opened, for
    the day itself would tie the two together.

    `answers` is a JSON object by the path of the answer (`problem`, `issue[2]/what`).
    """

    __tablename__ = "response"
    __table_args__ = (
        sa.CheckConstraint(
            "NOT anonymous OR (person_id IS NULL AND invitation_id IS NULL"
            " AND submitted_at IS NULL)",
            name="nobodys",
        ),
        {"sqlite_with_rowid": False},
    )
    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    version_id: Mapped[str] = mapped_column(sa.ForeignKey("survey_version.id"), index=True)
    wave_id: Mapped[int | None] = mapped_column(sa.ForeignKey("wave.id"), index=True)
    forum_id: Mapped[str | None] = mapped_column(sa.ForeignKey("forum.id"), index=True)
    anonymous: Mapped[bool]
    person_id: Mapped[str | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("invitation.id"), unique=True)
    submitted_on: Mapped[date]
    submitted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    revision: Mapped[int] = mapped_column(default=1)
    answers: Mapped[str] = mapped_column(Encrypted)


class ForumCode(Base):
    """«เวที K3M9»: the words that a forum's own QR types, which open the questions for who came."""

    __tablename__ = "forum_code"
    code: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    forum_id: Mapped[str] = mapped_column(sa.ForeignKey("forum.id"), unique=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
