"""What the officers' chat may do to a case; the room that keeps cases brings it (bootstrap)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.inbox.turn import Turn
from models.cases import Case
from models.staff import Staff

Write = Callable[[Turn, Case, Staff, str], str | None]


@dataclass(frozen=True)
class Desk:
    """`answer` and `close` return the key of a refusal, or None when it was done.

    `closing_words` are what the filer will read at closing.
    """

    answer: Write
    close: Write
    closing_words: Callable[[Session, Case, str], str]
