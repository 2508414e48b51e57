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
from models.cases import Case
from models.files import File
from models.people import Account
from models.words import FileKind, FileState, Priority

Alarm = Callable[[Session, str, str, datetime], None]
Filer = Callable[[Session, Case], Account | None]
BANGKOK = "Asia/Bangkok"


def photo_lost(
    session: Session,
    file: File,
    now: datetime,
    *,
    alarm: Alarm,
    filer: Filer,
    zone: ZoneInfo | None = None,
) -> None:
    """Once a file, however often it is called. Whose account is gone is told nothing.

    `filer` finds whom to write to about a case: a file of a withheld name does not say whose it
    is, and what is said to that person is forgotten as soon as it is sent.
    """
    alarm(session, "file", file.id, now)
    account = session.get(Account, file.account_id) if file.account_id else None
    case = session.get(Case, file.case_id) if file.case_id and account is None else None
    if case is not None:
        account = filer(session, case)
    if account is None or account.line_user_id is None:
        return
    words = _words(file, account.language, now, zone or ZoneInfo(BANGKOK))
    put_push(
        session,
        Push(
            to=account.line_user_id,
            mailbox_key=file.mailbox_key or f"user:{account.line_user_id}",
            bubbles=[Bubble(words)],
            dedupe_key=f"lost:{file.id}",
            priority=Priority.ASKED,
            due_at=now,
            forget=case is not None,
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
