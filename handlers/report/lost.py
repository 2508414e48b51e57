"""What LINE could not hand over: said to the person, and to staff."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from base.i18n import say
from base.thai.format import Lang, clock, day_month
from bot.messages.bubbles import Bubble
from bot.outbox.write import Push, put_push
from models.files import File
from models.people import Account
from models.words import FileKind, FileState, Priority

Alarm = Callable[[Session, str, str, datetime], None]
BANGKOK = "Asia/Bangkok"


def photo_lost(
    session: Session, file: File, now: datetime, *, alarm: Alarm, zone: ZoneInfo | None = None
) -> None:
    """Once a file, however often it is called. Whose account is gone is told nothing."""
    alarm(session, "file", file.id, now)
    account = session.get(Account, file.account_id) if file.account_id else None
    if account is None or account.line_user_id is None or file.mailbox_key is None:
        return
    words = _words(file, account.language, now, zone or ZoneInfo(BANGKOK))
    put_push(
        session,
        Push(
            to=account.line_user_id,
            mailbox_key=file.mailbox_key,
            bubbles=[Bubble(words)],
            dedupe_key=f"lost:{file.id}",
            priority=Priority.ASKED,
            due_at=now,
        ),
        now,
    )


def _words(file: File, language: str, now: datetime, zone: ZoneInfo) -> str:
    sent = (file.sent_at or now).astimezone(zone)
    lang: Lang = "en" if language == "en" else "th"
    when = f"{day_month(sent.date(), lang)} {clock(sent.time(), lang)}"
    if file.state is FileState.TOO_LARGE:
        key = "report.file_too_large"
    else:
        key = "report.photo_lost" if file.kind is FileKind.IMAGE else "report.file_lost"
    return say(key, language, when=when)
