"""Kept: what somebody said before (or without) saying what it is for."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.columns import Base, UTCDateTime, choice_type
from models.words import KeptState


class Kept(Base):
    """One message: words, or a file, or a place; used, handed to staff or thrown away later."""

    __tablename__ = "kept"
    id: Mapped[int] = mapped_column(primary_key=True)
    mailbox_key: Mapped[str | None] = mapped_column(sa.String(80), index=True)
    account_id: Mapped[str | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    message_id: Mapped[str | None] = mapped_column(sa.String(40), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    text: Mapped[str | None] = mapped_column(sa.Text)
    file_id: Mapped[str | None] = mapped_column(sa.ForeignKey("file.id"))
    state: Mapped[KeptState] = mapped_column(choice_type(KeptState))
    used_for: Mapped[str] = mapped_column(sa.String(80), default="")
    said_at: Mapped[datetime] = mapped_column(UTCDateTime)


def loose(session: Session, mailbox_key: str) -> list[Kept]:
    """What waits in a chat to hear what it is for, oldest first."""
    rows = session.scalars(
        sa.select(Kept)
        .where(Kept.mailbox_key == mailbox_key, Kept.state == KeptState.LOOSE)
        .order_by(Kept.said_at, Kept.id)
    )
    return list(rows)
