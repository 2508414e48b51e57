"""Handover: an officer talks to whoever filed a case, through the bot, and the bot keeps silent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from base.ids import row_number
from models.cases import Case
from models.columns import Base, UTCDateTime, choice_type
from models.outbox import Outgoing
from models.words import AnswerBy, CaseState, Class, HandoverEnd, IdentityMode

ENDED = (CaseState.CLOSED, CaseState.WITHDRAWN)
TALK = "talk:"  # how the key of whatever either side hears of a talk begins
SPOKEN, OVER = f"{TALK}to-", f"{TALK}end-"  # how the keys of what is pushed to the person begin


class Handover(Base):
    """`account_id` is the filer's. `said_at` is when either of them said something last.

    Of two officers who begin at one moment one has to try again, and takes over.
    """

    __tablename__ = "handover"
    __table_args__ = tuple(
        sa.Index(
            f"uq_handover_open_{column}",
            column,
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        for column in ("account_id", "staff_id")
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(sa.ForeignKey("case.id"), index=True)
    account_id: Mapped[str] = mapped_column(sa.ForeignKey("account.id"), index=True)
    staff_id: Mapped[str] = mapped_column(sa.ForeignKey("staff.id"), index=True)
    began_at: Mapped[datetime] = mapped_column(UTCDateTime)
    said_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    ended_by: Mapped[HandoverEnd | None] = mapped_column(choice_type(HandoverEnd))


def may_talk(case: Case) -> bool:
    """What is withheld or restricted stands in nobody's chat, and leads to nobody; nor does what is
    to be told elsewhere than on this phone."""
    known = case.identity_mode is IdentityMode.OPEN and case.account_id is not None
    here = case.answer_by in (None, AnswerBy.PHONE)
    return known and here and case.case_class is not Class.RESTRICTED and case.state not in ENDED


def relay_key(kept_id: int) -> str:
    """The dedupe key of the push that carries a person's words to the officer."""
    return f"{TALK}kept-{kept_id}"


def album_key(talk_id: int, image_set: str) -> str:
    """The dedupe key of the one push in which the officer hears of the photos of an album."""
    return f"{TALK}album-{talk_id}:{image_set}"


def spoken_key(talk_id: int, event_key: str) -> str:
    """The dedupe key of the push that carries the officer's words to the person."""
    return f"{SPOKEN}{talk_id}:{event_key}"


def over_key(talk_id: int) -> str:
    """The dedupe key of the push in which the person hears that a talk is over."""
    return f"{OVER}{talk_id}"


def talk_of_key(dedupe_key: str) -> int | None:
    """The number of the talk that a push to the person belongs to; None for any other row."""
    for begin in (SPOKEN, OVER):
        if dedupe_key.startswith(begin):
            return row_number(dedupe_key.removeprefix(begin).partition(":")[0])
    return None


def told_in_talks(session: Session, cases: Iterable[Case]) -> sa.ColumnElement[bool]:
    """Rows of the outbox in which officers speak to whoever filed one of these cases."""
    numbers = sa.select(Handover.id).where(Handover.case_id.in_([one.id for one in cases]))
    talks = list(session.scalars(numbers))
    spoken = [Outgoing.dedupe_key.startswith(spoken_key(one, "")) for one in talks]
    return sa.or_(Outgoing.dedupe_key.in_([over_key(one) for one in talks]), *spoken)


def talking_with(session: Session, account_id: str) -> Handover | None:
    """The open one with this person."""
    return _open(session, Handover.account_id == account_id)


def talking_as(session: Session, staff_id: str) -> Handover | None:
    """The open one of this officer: one talk at a time."""
    return _open(session, Handover.staff_id == staff_id)


def _open(session: Session, which: sa.ColumnElement[bool]) -> Handover | None:
    """Locked: the two who talk have chats of their own, which are handled side by side."""
    newest = sa.select(Handover).where(which, Handover.ended_at.is_(None))
    return session.scalar(newest.order_by(Handover.id.desc()).limit(1).with_for_update())
