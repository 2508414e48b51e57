"""Programme and Cohort: who was trained when."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.columns import Base


class Programme(Base):
    """โครงการ."""

    __tablename__ = "programme"
    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    name_th: Mapped[str]
    name_en: Mapped[str]
    fiscal_year_be: Mapped[int]


class Cohort(Base):
    """รุ่น: one run of the workshop."""

    __tablename__ = "cohort"
    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    programme_id: Mapped[str] = mapped_column(sa.ForeignKey("programme.id"), index=True)
    number: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    programme: Mapped[Programme] = relationship()


class CohortMember(Base):
    """A trainee's row in the roster."""

    __tablename__ = "cohort_member"
    __table_args__ = (
        sa.UniqueConstraint("cohort_id", "person_id"),
        sa.Index("ix_cohort_member_cohort_id_id", "cohort_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[str] = mapped_column(sa.ForeignKey("cohort.id"))
    person_id: Mapped[str] = mapped_column(sa.ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    cohort: Mapped[Cohort] = relationship()
