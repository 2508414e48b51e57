"""File: a photo, voice note, video or document that somebody sent, and how far its fetching got."""

from __future__ import annotations

from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.claims import free, in_hand
from models.columns import Base, Claimable, UTCDateTime, choice_type
from models.words import Class, FileKind, FileShows, FileState


class File(Base, Claimable):
    """Every file starts internal (ภายใน). `path` and `thumbnail` are names inside MEDIA_DIR.

    `forget` empties the message id, by which LINE knows the sender, as soon as the bytes are here.
    `image_set`, `image_index` (from 1) and `image_total` are as in models/albums.py.
    """

    __tablename__ = "file"
    __table_args__ = (sa.Index("ix_file_state_due_at", "state", "due_at"), in_hand("ix_file_token"))
    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    message_id: Mapped[str | None] = mapped_column(sa.String(40), unique=True)
    account_id: Mapped[str | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    mailbox_key: Mapped[str | None] = mapped_column(sa.String(80))
    kind: Mapped[FileKind] = mapped_column(choice_type(FileKind))
    shows: Mapped[FileShows] = mapped_column(choice_type(FileShows), default=FileShows.OTHER)
    file_class: Mapped[Class] = mapped_column(choice_type(Class), default=Class.INTERNAL)
    state: Mapped[FileState] = mapped_column(choice_type(FileState))
    sha256: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    size: Mapped[int | None] = mapped_column(sa.BigInteger)
    content_type: Mapped[str | None] = mapped_column(sa.String(100))
    path: Mapped[str | None] = mapped_column(sa.String(200))
    thumbnail: Mapped[str | None] = mapped_column(sa.String(200))
    duration_ms: Mapped[int | None]
    report_id: Mapped[str | None] = mapped_column(sa.ForeignKey("forum_report.id"), index=True)
    case_id: Mapped[str | None] = mapped_column(sa.ForeignKey("case.id"), index=True)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    forget: Mapped[bool] = mapped_column(default=False)
    image_set: Mapped[str | None] = mapped_column(sa.String(80), index=True)
    image_index: Mapped[int | None]
    image_total: Mapped[int | None]


@cache
def next_file() -> sa.Select[str]:
    return (
        sa.select(File.id)
        .where(File.state == FileState.WAITING, free(File))
        .order_by(File.due_at, File.id)
    )
