"""What LINE could not hand over: said to the person, and to staff."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.i18n import say
from base.thai.format import Lang, clock, day_month
from bot.messages.bubbles import Bubble
from bot.outbox.rewording import reword, untried
from bot.outbox.write import Push, put_push
from models.cases import Case
from models.files import File
from models.outbox import Outgoing
from models.people import Account
from models.words import FileKind, FileState, Priority

Alarm = Callable[[Session, str, str, datetime], None]
Filer = Callable[[Session, Case], Account | None]
BANGKOK = "Asia/Bangkok"
# Photos of one album are given up as their last tries end, within a quarter of an hour.
GATHER = timedelta(minutes=20)


@dataclass(frozen=True)
class _Loss:
    """What one sentence is about: a file, or of an album all photos that are lost so far.

    `coming`: more of the album may still be lost.
    """

    key: str
    count: int = 1
    coming: bool = False


def photo_lost(
    session: Session,
    file: File,
    now: datetime,
    *,
    alarm: Alarm,
    filer: Filer,
    zone: ZoneInfo | None = None,
) -> None:
    """Once a file or album, however often it is called. Whose account is gone is told nothing.

    `filer` finds whom to write to about a case: a file of a withheld name does not say whose it
    is, and what is said to that person is forgotten as soon as it is sent.
    """
    loss = _loss(session, file)
    if loss.count == 1:
        alarm(session, "file", file.id, now)
    account = session.get(Account, file.account_id) if file.account_id else None
    case = session.get(Case, file.case_id) if file.case_id and account is None else None
    if case is not None:
        account = filer(session, case)
    if account is None or account.line_user_id is None:
        return
    said = [Bubble(_words(file, loss.count, account.language, now, zone or ZoneInfo(BANGKOK)))]
    due_at = now + GATHER if loss.coming else now
    known = untried(session, loss.key)
    if known is not None:
        reword(known, said, due_at)
        return
    push = Push(
        to=account.line_user_id,
        mailbox_key=file.mailbox_key or f"user:{account.line_user_id}",
        bubbles=said,
        dedupe_key=loss.key,
        priority=Priority.ASKED,
        due_at=due_at,
        forget=case is not None,
    )
    put_push(session, push, now)


def _loss(session: Session, file: File) -> _Loss:
    """A photo that was sent alone, a film that is too large: each is a matter of its own."""
    if not file.image_set or file.state is FileState.TOO_LARGE:
        return _Loss(f"lost:{file.id}")
    states = session.scalars(sa.select(File.state).where(File.image_set == file.image_set)).all()
    lost = sum(state in (FileState.GONE, FileState.FAILED) for state in states)
    key = _unsaid(session, f"lost:{file.image_set}")
    return _Loss(key, lost, FileState.WAITING in states)


def _unsaid(session: Session, album: str) -> str:
    """Of an album's sentences the one that can still be changed, or else a new one."""
    keys = (f"{album}:{number}" for number in count(1))
    return next(key for key in keys if not _is_said(session, key))


def _is_said(session: Session, key: str) -> bool:
    known = session.scalar(sa.select(Outgoing.id).where(Outgoing.dedupe_key == key))
    return known is not None and untried(session, key) is None


def _words(file: File, lost: int, language: str, now: datetime, zone: ZoneInfo) -> str:
    sent = (file.sent_at or now).astimezone(zone)
    lang: Lang = "en" if language == "en" else "th"
    when = f"{day_month(sent.date(), lang)} {clock(sent.time(), lang)}"
    return say(_key(file, lost), language, when=when, count=lost)


def _key(file: File, lost: int) -> str:
    if file.state is FileState.TOO_LARGE:
        return "report.file_too_large"
    if file.kind is not FileKind.IMAGE:
        return "report.file_lost"
    return "report.photos_lost" if lost > 1 else "report.photo_lost"
