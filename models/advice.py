"""Advice: what helps with an answer to a survey's question, for whoever gives that answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from base.ids import row_number
from models.columns import Base, UTCDateTime
from models.erasing import erase_file
from models.files import File

MARK = "a"  # no number of an announcement begins so


class Advice(Base):
    """`question` and `choice` are names in whichever survey asks them; English where it was
    written. `removed_at`: taken off the shelf, to come back within a day or to go for good."""

    __tablename__ = "advice"
    __table_args__ = (sa.Index("ix_advice_question_choice", "question", "choice"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(sa.String(64))
    choice: Mapped[str] = mapped_column(sa.String(64))
    title_th: Mapped[str] = mapped_column(sa.Text)
    title_en: Mapped[str | None] = mapped_column(sa.Text)
    words_th: Mapped[str] = mapped_column(sa.Text)
    words_en: Mapped[str | None] = mapped_column(sa.Text)
    link: Mapped[str | None] = mapped_column(sa.Text)
    picture_id: Mapped[str | None] = mapped_column(sa.ForeignKey("file.id"))
    document_id: Mapped[str | None] = mapped_column(sa.ForeignKey("file.id"))
    document_name: Mapped[str | None] = mapped_column(sa.Text)
    added_at: Mapped[datetime] = mapped_column(UTCDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    def title(self, language: str) -> str:
        return self.title_en if language == "en" and self.title_en else self.title_th

    def words(self, language: str) -> str:
        return self.words_en if language == "en" and self.words_en else self.words_th


def advice_numbered(session: Session, number: str, *, removed: bool = False) -> Advice | None:
    """As a button or an operator names it; with `removed` also what was taken off."""
    found = row_number(number)
    one = session.get(Advice, found) if found is not None else None
    return one if one is not None and (removed or one.removed_at is None) else None


def all_advice(session: Session) -> list[Advice]:
    on_it = sa.select(Advice).where(Advice.removed_at.is_(None))
    return list(session.scalars(on_it.order_by(Advice.question, Advice.choice, Advice.id)))


def advice_on(session: Session, answers: Iterable[tuple[str, str]], most: int) -> list[Advice]:
    """For these answers, each a question and a choice; the oldest first."""
    given = sa.tuple_(Advice.question, Advice.choice).in_(list(answers))
    on_it = sa.select(Advice).where(given, Advice.removed_at.is_(None))
    return list(session.scalars(on_it.order_by(Advice.id).limit(most)))


def is_advice(session: Session, file_id: str) -> bool:
    """Whether a file is the picture of advice, or its file to keep: the office's own, which
    whoever is offered the advice may see."""
    theirs = sa.or_(Advice.picture_id == file_id, Advice.document_id == file_id)
    return session.scalar(sa.select(Advice.id).where(theirs).limit(1)) is not None


def mark(advice: Advice) -> str:
    """What the address of its file names it by."""
    return f"{MARK}{advice.id}"


def marked(session: Session, subject: str) -> Advice | None:
    """The one that such an address names, while it is offered."""
    bare = subject.removeprefix(MARK)
    return advice_numbered(session, bare) if bare != subject else None


def put_away(session: Session, advice: Advice, now: datetime) -> None:
    """For good, with what goes with it."""
    ids = {advice.picture_id, advice.document_id} - {None}
    session.delete(advice)
    session.flush()
    drop_files(session, ids, now)


def drop_files(session: Session, file_ids: Iterable[str | None], now: datetime) -> None:
    """What goes with no advice any more."""
    for file_id in file_ids:
        file = session.get(File, file_id) if file_id else None
        if file is not None and not is_advice(session, file.id):
            erase_file(session, file, now)
