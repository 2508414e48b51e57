"""Staff, what each may see, and the audit log of what they did and looked at."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.columns import Base, UTCDateTime, choice_type
from models.people import Account
from models.words import StaffRole


class Staff(Base):
    """An officer or admin, tied to a LINE account. `withheld` and `restricted` are named rights:

    `withheld` may see who is behind a case whose name is withheld; `restricted` may see จำกัด.
    An officer without districts is a provincial officer and sees all districts.
    """

    __tablename__ = "staff"
    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    account_id: Mapped[str] = mapped_column(sa.ForeignKey("account.id"), unique=True)
    role: Mapped[StaffRole] = mapped_column(choice_type(StaffRole))
    name: Mapped[str]
    withheld: Mapped[bool] = mapped_column(default=False)
    restricted: Mapped[bool] = mapped_column(default=False)
    granted_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    account: Mapped[Account] = relationship()
    districts: Mapped[list[StaffDistrict]] = relationship(cascade="all, delete-orphan")

    def district_codes(self) -> set[str]:
        return {row.district_code for row in self.districts}


class StaffDistrict(Base):
    __tablename__ = "staff_district"
    staff_id: Mapped[str] = mapped_column(sa.ForeignKey("staff.id"), primary_key=True)
    district_code: Mapped[str] = mapped_column(sa.ForeignKey("district.code"), primary_key=True)


class AuditEntry(Base):
    """One change by staff, or one view of what is restricted. Names no content."""

    __tablename__ = "audit_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    staff_id: Mapped[str | None] = mapped_column(sa.ForeignKey("staff.id"), index=True)
    action: Mapped[str] = mapped_column(sa.String(40))
    subject: Mapped[str] = mapped_column(sa.String(80))
    detail: Mapped[str] = mapped_column(sa.Text, default="")


def staff_of(session: Session, account_id: str) -> Staff | None:
    """The staff row of an account, if it is in force."""
    return session.scalar(
        sa.select(Staff).where(Staff.account_id == account_id, Staff.ended_at.is_(None))
    )


def all_staff(session: Session) -> list[Staff]:
    rows = session.scalars(sa.select(Staff).where(Staff.ended_at.is_(None)).order_by(Staff.id))
    return list(rows)


def note(
    session: Session,
    at: datetime,
    staff_id: str | None,
    action: str,
    subject: str,
    detail: str = "",
) -> None:
    """Write one line of the audit log."""
    session.add(AuditEntry(at=at, staff_id=staff_id, action=action, subject=subject, detail=detail))
