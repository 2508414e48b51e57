"""What is done in steps: naming everybody, taking back what waits, reminding those without note.

Each step is one transaction with its cursor: killed between two, the next worker goes on, and
nobody is named twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.i18n import LANGUAGES
from bot.inbox.turn import Context
from bot.outbox import many
from bot.tasks import Lateness, Outcome, TaskKind
from handlers.announce import ending, saying, service, telling
from models.announcements import (
    Announcement,
    Recipient,
    announcement,
    list_key,
    lists_of,
    who_got,
    without_note,
)
from models.audience import people, strangers, villages_of
from models.many import Mailing, mailing_named
from models.people import Account, Whom, once_each, through_one_account
from models.tasks import ScheduledTask
from models.words import AnnouncementState

STEP = 150  # people: the write lock is held for a moment only
ROWS = 2  # of an outbox row's 500 people each, taken back in one step
PEOPLE, ACCOUNTS = "p:", "a:"  # how the cursor begins


def kinds() -> tuple[TaskKind, ...]:
    return (
        TaskKind(service.NAME, name_some, Lateness.RUN),
        TaskKind(service.WITHDRAW, withdraw_some, Lateness.RUN),
        TaskKind(service.REMIND, remind_some, Lateness.RUN),
        TaskKind(ending.FILES, ending.erase_some, Lateness.RUN),
    )


def name_some(session: Session, context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    """Some people more; at the end it goes, or a second officer is asked."""
    one = announcement(session, task.subject, locked=True)
    if one is None or one.state is not AnnouncementState.NAMING:
        return Outcome(dropped=True, result="not wanted any more")
    named, goes_on = _step(session, context, one, now)
    if goes_on:
        return Outcome(done=False, cursor=one.cursor, progress=named)
    _all_named(session, context, one, now)
    return Outcome(progress=named, result=f"{one.people} people, {one.messages} messages")


def _step(session: Session, context: Context, one: Announcement, now: datetime) -> tuple[int, bool]:
    """How many, and whether somebody is left: first people, then accounts of nobody known."""
    kind, after = (one.cursor or PEOPLE)[:2], (one.cursor or PEOPLE)[2:]
    of_people = kind == PEOPLE
    chosen = (people if of_people else strangers)(one.meant(), after).limit(STEP)
    ids = list(session.scalars(chosen))
    through = _through(session, ids) if of_people else {i: Whom(i) for i in ids}
    villages = villages_of(session, ids) if of_people else {}
    rows = [_recipient(one, i, through.get(i), villages.get(i), of_people) for i in ids]
    if rows:
        session.execute(sa.insert(Recipient), rows)
        _list(session, context, one, list(through.values()), 0, now)
    one.people += len(ids)
    full = len(ids) == STEP
    one.cursor = f"{kind}{ids[-1]}" if full else ACCOUNTS
    session.flush()
    return len(ids), full or of_people


def _through(session: Session, ids: Sequence[str]) -> dict[str, Whom]:
    return through_one_account(session, ids) if ids else {}


def _recipient(
    one: Announcement, named: str, whom: Whom | None, village: str | None, of_people: bool
) -> dict[str, object]:
    return {
        "announcement_id": one.id,
        "person_id": named if of_people else None,
        "account_id": whom.account_id if whom else None,
        "village_code": village,
    }


def _list(
    session: Session,
    context: Context,
    one: Announcement,
    whom: Sequence[Whom],
    turn: int,
    now: datetime,
) -> None:
    """Each account once, on the list of its own language."""
    each = once_each(whom)
    found = session.execute(sa.select(Account.id, Account.language).where(Account.id.in_(each)))
    spoken = {row.id: row.language for row in found}
    for language in LANGUAGES:
        theirs = [one for one in each.values() if _tongue(spoken, one.account_id) == language]
        if theirs:
            many.add(session, _open(session, context, one, turn, language, now), theirs, now)


def _tongue(spoken: dict[str, str], account_id: str) -> str:
    found = spoken.get(account_id, "th")
    return found if found in LANGUAGES else "th"


def _open(
    session: Session,
    context: Context,
    one: Announcement,
    turn: int,
    language: str,
    now: datetime,
) -> Mailing:
    said = many.Many(
        key=list_key(one.id, turn, language),
        bubbles=saying.bubbles(session, context, one, language, again=turn > 0),
        due_at=now if turn else max(now, one.due_at or now),
        urgent_by=one.author_id if one.urgent else None,
        purpose=service.purpose_of(one),
    )
    return many.open_list(session, said, now)


def _all_named(session: Session, context: Context, one: Announcement, now: datetime) -> None:
    one.messages = sum(mailing.people for mailing in lists_of(session, one.id))
    if one.messages == 0:
        one.state = AnnouncementState.CANCELLED
        telling.tell_author(session, one, "nobody", now)
    elif one.messages > context.budget.alone:
        one.state = AnnouncementState.ASKED
        telling.ask_second(session, one, now)
    else:
        service.go(session, one, now)


def withdraw_some(
    session: Session, _context: Context, task: ScheduledTask, now: datetime
) -> Outcome:
    """Of one list after the other, until nothing of them waits."""
    one = announcement(session, task.subject, locked=True)
    for mailing in lists_of(session, one.id) if one else ():
        rows = many.withdraw(session, mailing, now, "taken back", ROWS)
        if rows:
            return Outcome(done=False, cursor=str(mailing.id), progress=rows)
    return Outcome()


def remind_some(session: Session, context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    """Some people more of those whom it reached and who have not taken note."""
    subject, _, turn = task.subject.partition(":")
    one = announcement(session, subject, locked=True)
    if one is None or one.state is not AnnouncementState.GOING:
        return Outcome(dropped=True, result="not going any more")
    rows = list(session.scalars(without_note(one.id, int(task.cursor or 0)).limit(STEP)))
    # Nobody is reminded of what they have not seen.
    whom = [Whom(row.account_id or "", row.person_id) for row in who_got(session, one.id, rows)]
    if whom:
        _list(session, context, one, whom, int(turn), now)
    if len(rows) == STEP:
        return Outcome(done=False, cursor=str(rows[-1].id), progress=len(whom))
    for language in LANGUAGES:
        mailing = mailing_named(session, list_key(one.id, int(turn), language), locked=True)
        if mailing is not None:
            many.close(session, mailing, now)
    return Outcome(progress=len(whom))
