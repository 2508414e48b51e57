"""What was agreed at a forum is asked about the evening before its day, and kindly."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from base.i18n import say
from base.ids import row_number
from base.thai.format import Lang, long_date
from base.thai.text import cut
from bot.inbox.turn import Context
from bot.messages.bubbles import Act, Bubble, Button
from bot.outbox.rewording import reword
from bot.outbox.write import Push, put_push
from bot.tasks import Lateness, Outcome, TaskKind
from models.claims import taken_at
from models.consents import NUDGES, consent_of
from models.forums import ForumReport, Resolution
from models.outbox import Outgoing
from models.people import Account, account_of
from models.promises import NUDGE, REMIND, is_planned_for, whom_to_remind
from models.tasks import ScheduledTask
from models.words import OutboxState, Permission, Priority, ResolutionState

KEY = "promise"  # first part of the dedupe key
AGAIN = ":again"  # and the last one of what may have arrived before
DAY = timedelta(days=1)
DONE, NOT_YET, MOVE = "promises.done", "promises.not_yet", "promises.move"
USEFUL_TO = time(20, 0)  # nothing unasked goes out later (design: quiet hours)
LONGEST = 34  # grapheme clusters of what was agreed


def kinds() -> tuple[TaskKind, ...]:
    return (TaskKind(REMIND, remind, Lateness.LATEST, nudge=NUDGE),)


def remind(session: Session, context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    resolution = session.get(Resolution, int(task.subject))
    if resolution is None or resolution.what is None:
        return Outcome(dropped=True, result="it is not there any more")
    if not is_planned_for(resolution, task.planned_for):
        return Outcome(dropped=True, result="done, or moved to another day")
    report = session.get_one(ForumReport, resolution.report_id)
    account = whom_to_remind(session, resolution, report)
    if account is None or account.blocked or account.friend is False:
        return Outcome(dropped=True, result="nobody can be reached")
    if consent_of(session, account.id, NUDGES) is Permission.NO:
        return Outcome(dropped=True, result="no reminders wanted")
    resolution.reminded += 1
    today = now.astimezone(context.zone).date()
    push = Push(
        to=account.line_user_id or "",
        mailbox_key=f"user:{account.line_user_id}",
        bubbles=[_words(resolution, report, account, today)],
        dedupe_key=f"{KEY}:{resolution.id}:{task.id}",
        priority=Priority.UNASKED,
        due_at=now,
        useful_until=datetime.combine(today + DAY, USEFUL_TO, context.zone),
    )
    put_push(session, push, now)
    return Outcome(progress=1)


def unwanted(session: Session, row: Outgoing) -> str | None:
    """Asked again when the reminder is about to be sent (bot/outbox/wanted.py)."""
    number = row_number(row.dedupe_key.split(":")[1])
    resolution = session.get(Resolution, number) if number else None
    if resolution is None or resolution.what is None:
        return "it is not there any more"
    if resolution.state is ResolutionState.DONE:
        return "done meanwhile"
    return _by_its_day(session, resolution, row)


def _by_its_day(session: Session, resolution: Resolution, row: Outgoing) -> str | None:
    """«พรุ่งนี้» is true on the evening for which it was written. What was put off, held or refused
    since names the day alone. What may have arrived is repeated as it is on that evening; later it
    ends, and another one says the day, and that it is sent again to be sure."""
    account = account_of(session, row.to or "")
    if account is None or row.dedupe_key.endswith(AGAIN):
        return None
    over = _is_over(row)
    report = session.get_one(ForumReport, resolution.report_id)
    words = _words(resolution, report, account, None)
    if row.unclear_tries or row.began_at is not None:
        return _said_again(session, row, account, words) if over else None
    if over or row.due_at > row.created_at or row.state is OutboxState.HELD:
        reword(row, [words], row.due_at)
    return None


def _is_over(row: Outgoing) -> bool:
    """The evening for which it was written; of what rides on a reply nobody knows."""
    at = taken_at(row)
    return at is None or (row.useful_until is not None and at > row.useful_until - DAY)


def _said_again(session: Session, row: Outgoing, account: Account, words: Bubble) -> str:
    now = taken_at(row) or row.due_at
    push = Push(
        to=row.to or "",
        mailbox_key=row.mailbox_key or "",
        bubbles=[Bubble(say("chat.sent_again_to_be_sure", account.language)), words],
        dedupe_key=f"{row.dedupe_key}{AGAIN}",
        priority=Priority.UNASKED,
        due_at=now,
        useful_until=row.useful_until,
    )
    put_push(session, push, now)
    return "its evening is over; said again by its day"


def buttons(resolution: Resolution, language: str, *names: str) -> tuple[Button, ...]:
    return tuple(
        Button(say(name, language), Act(name, str(resolution.id)))
        for name in names or (DONE, NOT_YET, MOVE)
    )


def _words(
    resolution: Resolution, report: ForumReport, account: Account, today: date | None
) -> Bubble:
    """To who promised: what they said; to the reporter of somebody else: who said it. `today` None:
    nobody knows on which day it will be read."""
    language = account.language
    text = say(
        "promises.remind_of" if _is_anothers(resolution, report) else "promises.remind",
        language,
        when=when(resolution.by_when, today, language) if resolution.by_when else "",
        what=cut(resolution.what or "", LONGEST),
        **({"who": cut(resolution.who or "", 20)} if _is_anothers(resolution, report) else {}),
    )
    alt = say("promises.alt", language)
    return Bubble(text, buttons(resolution, language), alt=alt)


def _is_anothers(resolution: Resolution, report: ForumReport) -> bool:
    named = resolution.promised_by is None and bool(resolution.who)
    return named and report.account_id is not None


def when(day: date, today: date | None, language: str) -> str:
    """«พรุ่งนี้ วันศุกร์ที่ 17 ก.ค. 2569»; the day alone without `today`."""
    lang: Lang = "en" if language == "en" else "th"
    named = long_date(day, lang)
    near = {0: "today", 1: "tomorrow"}.get((day - today).days) if today else None
    return say(f"promises.{near}", language, day=named) if near else named
