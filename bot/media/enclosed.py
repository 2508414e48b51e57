"""A file that goes with words, as their bubble tells of it: LINE has no message that carries a file
(LINE reference, "Message objects"), so it lies behind a button."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from base.i18n import say
from bot.inbox.turn import Context
from bot.messages.bubbles import Button, Link
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
            return say("document.file_named", language, name=self.name)
        size = size_in_words(self.size)
        return say("document.file", language, name=self.name, size=size)

    def button(self, language: str) -> Button:
        return Button(say("document.open", language), Link(self.address))


def size_in_words(size: int) -> str:
    return f"{size / MB:.1f} MB" if size >= MB else f"{-(-size // KB)} KB"


def attached(context: Context, file: File, name: str, whose: str, since: datetime) -> Attached:
    """`whose` is what it goes with (bot/media/showing.py), '' while that is written; its address
    lasts from `since`."""
    showing = context.showing
    address = showing.document(file, name, whose, since) if showing else None
    return Attached(name, file.size or 0, address or "")


def with_file(text: str, file: Attached | None, language: str) -> str:
    return f"{text}\n{file.line(language)}" if file else text
