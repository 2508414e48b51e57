"""The office's own calendar: days it is closed or works otherwise than the country's calendar."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from base.office import Office
from models.columns import Base, UTCDateTime


class OfficeDay(Base):
    """`works`: a day in lieu, or a holiday that moved; else a day of closing granted besides."""

    __tablename__ = "office_day"
    day: Mapped[date] = mapped_column(primary_key=True)
    works: Mapped[bool]
    name: Mapped[str] = mapped_column(sa.String(120))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


def office(session: Session) -> Office:
    """When the office works, its own table included."""
    return Office({row.day: row.works for row in session.scalars(sa.select(OfficeDay))})


def set_day(session: Session, day: date, name: str, now: datetime, *, works: bool) -> bool:
    """Say it of a day, anew if it was said before. False: it stood there like that."""
    row = session.get(OfficeDay, day, with_for_update=True)
    if row is None:
        session.add(OfficeDay(day=day, works=works, name=name, created_at=now))
        return True
    same = (row.works, row.name) == (works, name)
    row.works, row.name = works, name
    return not same


def drop_day(session: Session, day: date) -> bool:
    """The country's calendar holds again. False: nothing was said of that day."""
    row = session.get(OfficeDay, day, with_for_update=True)
    if row is not None:
        session.delete(row)
    return row is not None


def own_days(session: Session, first: date, last: date) -> list[OfficeDay]:
    """Those from `first` to `last`, in order."""
    chosen = sa.select(OfficeDay).where(OfficeDay.day.between(first, last))
    return list(session.scalars(chosen.order_by(OfficeDay.day)))
