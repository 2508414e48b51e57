"""Advice: what helps with an answer to a survey's question, for whoever gives that answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from base.ids import row_number
from models.columns import Base, UTCDateTime


class Advice(Base):
    """`question` and `choice` are names in whichever survey asks them; English where it was
    written."""

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
    added_at: Mapped[datetime] = mapped_column(UTCDateTime)

    def title(self, language: str) -> str:
        return self.title_en if language == "en" and self.title_en else self.title_th

    def words(self, language: str) -> str:
        return self.words_en if language == "en" and self.words_en else self.words_th


def advice_numbered(session: Session, number: str) -> Advice | None:
    """As a button or an operator names it."""
    found = row_number(number)
    return session.get(Advice, found) if found is not None else None


def all_advice(session: Session) -> list[Advice]:
    order = (Advice.question, Advice.choice, Advice.id)
    return list(session.scalars(sa.select(Advice).order_by(*order)))


def advice_on(session: Session, answers: Iterable[tuple[str, str]], most: int) -> list[Advice]:
    """For these answers, each a question and a choice; the oldest first."""
    given = sa.tuple_(Advice.question, Advice.choice).in_(list(answers))
    return list(session.scalars(sa.select(Advice).where(given).order_by(Advice.id).limit(most)))
