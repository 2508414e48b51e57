"""The file that goes with an announcement, as its bubbles tell of it: LINE has no message that
carries a file (LINE reference, "Message objects"), so it lies behind a button."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from base.i18n import say
from bot.inbox.turn import Context
from bot.messages.bubbles import Button, Link
from models.announcements import Announcement
from models.files import File

KB, MB = 1_000, 1_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Attached:
    """`size` in bytes; `address` is '' while the bytes are on their way, or may not be given."""

    name: str
    size: int
    address: str

    def line(self, language: str) -> str:
        """«ไฟล์ กำหนดการ.pdf (1.2 MB)»."""
        if not self.size:
            return say("announcement.file_named", language, name=self.name)
        size = size_in_words(self.size)
        return say("announcement.file", language, name=self.name, size=size)

    def button(self, language: str) -> Button:
        return Button(say("announcement.open_file", language), Link(self.address))


def size_in_words(size: int) -> str:
    return f"{size / MB:.1f} MB" if size >= MB else f"{-(-size // KB)} KB"


def attached(context: Context, file: File, name: str, number: int, since: datetime) -> Attached:
    """`number` is the announcement's, 0 while it is written; its address lasts from `since`."""
    showing = context.showing
    address = showing.document(file, name, number, since) if showing else None
    return Attached(name, file.size or 0, address or "")


def document(session: Session, context: Context, one: Announcement) -> Attached | None:
    """None where there is none, or it may not be given out any more."""
    file = session.get(File, one.document_id) if one.document_id else None
    if file is None or not one.document_name:
        return None
    found = attached(context, file, one.document_name, one.id, one.shown_from)
    return found if found.address else None


def with_file(text: str, file: Attached | None, language: str) -> str:
    return f"{text}\n{file.line(language)}" if file else text
