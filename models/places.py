"""Districts, subdistricts and villages, by their official codes (text, never numbers)."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.columns import Base, UTCDateTime


class District(Base):
    """อำเภอ: 4 digits. While it is paused (flood, evacuation) nobody there gets what they did not
    ask for, unless it is urgent."""

    __tablename__ = "district"
    code: Mapped[str] = mapped_column(sa.String(4), primary_key=True)
    name_th: Mapped[str]
    name_en: Mapped[str]
    paused_since: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Subdistrict(Base):
    """ตำบล: 6 digits."""

    __tablename__ = "subdistrict"
    code: Mapped[str] = mapped_column(sa.String(6), primary_key=True)
    district_code: Mapped[str] = mapped_column(sa.ForeignKey("district.code"), index=True)
    name_th: Mapped[str]
    name_en: Mapped[str]
    district: Mapped[District] = relationship()


class Village(Base):
    """หมู่บ้าน: the subdistrict's 6 digits and the moo in two."""

    __tablename__ = "village"
    code: Mapped[str] = mapped_column(sa.String(8), primary_key=True)
    subdistrict_code: Mapped[str] = mapped_column(sa.ForeignKey("subdistrict.code"), index=True)
    moo: Mapped[int]
    name_th: Mapped[str]
    name_en: Mapped[str]
    subdistrict: Mapped[Subdistrict] = relationship()


class Agency(Base):
    """หน่วยงาน that sends trainees or acts on cases."""

    __tablename__ = "agency"
    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    name_th: Mapped[str]
    name_en: Mapped[str]


def villages_named(session: Session, name: str) -> list[Village]:
    """Villages whose Thai name is exactly `name`, in order of code."""
    found = session.scalars(
        sa.select(Village).where(Village.name_th == name).order_by(Village.code)
    )
    return list(found)
