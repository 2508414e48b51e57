"""Case: feedback that may need an answer, its timeline, and who may see it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.columns import Base, Encrypted, UTCDateTime, choice_type
from models.database import insert
from models.words import (
    ActionKind,
    AnswerBy,
    CaseState,
    Class,
    IdentityMode,
    Outcome,
)

TOLD = "case-told"  # first part of the dedupe keys of what whoever filed a case is told


class Case(Base):
    """เรื่อง. Who filed it stands in one of three ways, by `identity_mode`:

    open – `account_id` and `reported_by`; withheld – only `sealed_account`, `sealed_person` (both
    encrypted) and `filer_mark` (a keyed hash, so that the filer can ask by number); anonymous –
    neither: the case keeps the date, not the time, and `code_hash` answers whoever has the code.

    `for_another`: told by somebody for somebody else, of whom the register knows `on_behalf_of`
    (withheld: `sealed_behalf`), or of whom only `behalf_name` was told, or nothing.
    `answer_by` is how the answer is to come; empty means through the phone it was told on.
    """

    __tablename__ = "case"
    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    number: Mapped[str] = mapped_column(sa.String(20), unique=True)
    running: Mapped[int] = mapped_column(index=True)
    fiscal_year_be: Mapped[int]
    state: Mapped[CaseState] = mapped_column(choice_type(CaseState))
    case_class: Mapped[Class] = mapped_column(choice_type(Class))
    identity_mode: Mapped[IdentityMode] = mapped_column(choice_type(IdentityMode))
    account_id: Mapped[str | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    reported_by: Mapped[str | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    on_behalf_of: Mapped[str | None] = mapped_column(sa.ForeignKey("person.id"))
    sealed_account: Mapped[str | None] = mapped_column(Encrypted)
    sealed_person: Mapped[str | None] = mapped_column(Encrypted)
    sealed_behalf: Mapped[str | None] = mapped_column(Encrypted)
    behalf_name: Mapped[str | None] = mapped_column(Encrypted)
    for_another: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    answer_by: Mapped[AnswerBy | None] = mapped_column(choice_type(AnswerBy))
    filer_mark: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    code_hash: Mapped[str | None] = mapped_column(sa.String(64))
    story: Mapped[str | None] = mapped_column(sa.Text)
    village_code: Mapped[str | None] = mapped_column(sa.ForeignKey("village.code"), index=True)
    place: Mapped[str | None] = mapped_column(sa.Text)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    received_on: Mapped[date]
    received_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    due_on: Mapped[date]
    outcome: Mapped[Outcome | None] = mapped_column(choice_type(Outcome))
    urgent: Mapped[bool] = mapped_column(default=False)
    reopened: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    actions: Mapped[list[CaseAction]] = relationship(order_by="CaseAction.id")


class CaseAction(Base):
    """A row of the timeline. For anonymous cases `on_day` is kept and `at` is empty."""

    __tablename__ = "case_action"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(sa.ForeignKey("case.id"), index=True)
    kind: Mapped[ActionKind] = mapped_column(choice_type(ActionKind))
    on_day: Mapped[date]
    at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    staff_id: Mapped[str | None] = mapped_column(sa.ForeignKey("staff.id"))
    text: Mapped[str | None] = mapped_column(sa.Text)


class CaseStaff(Base):
    """Staff named on a restricted case: nobody else sees it."""

    __tablename__ = "case_staff"
    case_id: Mapped[str] = mapped_column(sa.ForeignKey("case.id"), primary_key=True)
    staff_id: Mapped[str] = mapped_column(sa.ForeignKey("staff.id"), primary_key=True)
    named_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Series(Base):
    """Running numbers per kind and fiscal year: reports (ว 69/042), cases (สร 69/00123)."""

    __tablename__ = "series"
    kind: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    fiscal_year_be: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


def told_key(action_id: int) -> str:
    """The dedupe key of the message in which whoever filed a case hears of an action."""
    return f"{TOLD}:{action_id}"


def told_keys(session: Session, cases: Iterable[Case]) -> list[str]:
    """Those of all that staff did in these cases."""
    numbers = sa.select(CaseAction.id).where(CaseAction.case_id.in_([one.id for one in cases]))
    return [told_key(one) for one in session.scalars(numbers)]


def next_number(session: Session, kind: str, fiscal_year_be: int) -> int:
    """The next running number of the year; the row stays locked until the transaction ends."""
    key = (kind, fiscal_year_be)
    row = session.get(Series, key, with_for_update=True)
    if row is None:
        new = insert(session, Series).values(kind=kind, fiscal_year_be=fiscal_year_be, last=0)
        session.execute(new.on_conflict_do_nothing())
        row = session.get_one(Series, key, with_for_update=True)
    row.last += 1
    session.flush()
    return row.last
