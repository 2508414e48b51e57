"""A wave to many waits for a second officer: everybody named, agreed to, refused, called off.

The lists of its invitations are written before and closed when it opens: nothing goes out earlier.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.files import Files
from base.ids import row_number
from bot.inbox.turn import Context
from bot.outbox.budget import Budget
from bot.tasks import Outcome
from handlers.surveys import lists, own, telling
from handlers.surveys.own import of_cohort
from handlers.surveys.planning import ASK, OPEN, UNDO, cancel
from handlers.surveys.seeing import may_decide
from models.audience import reach
from models.consents import NUDGES
from models.database import Database, wake
from models.many import mailings_under
from models.staff import Staff, note
from models.surveys import Wave
from models.tasks import ScheduledTask, plan
from models.waves import forget_invited, forget_list, invite, members_after, wave_numbered
from models.words import WaveApproval, WaveState

COUNTED = "counted:"
STEP = 150  # people: the write lock is held for less than 50 ms
WAITING = (WaveApproval.NAMING, WaveApproval.ASKED)


def count_first(database: Database, _files: Files, subject: str) -> str | None:
    """How many a planned wave reaches, counted while nobody is kept from writing
    (TaskKind.outside). None: that is settled, or it has begun."""
    with database.read() as session:
        wave = wave_numbered(session, subject)
        if wave is None or wave.state is not WaveState.PLANNED or wave.approval is not None:
            return None
        found = reach(session, of_cohort(wave.cohort_id), NUDGES)
        return f"{COUNTED}{found.messages}"


def is_large(budget: Budget, messages: int) -> bool:
    return messages > budget.wave_alone


def begins_after(cursor: str | None) -> int:
    """The row after which a step goes on."""
    return row_number(cursor or "") or 0


def counted(cursor: str | None) -> int:
    text = cursor or ""
    return int(text.removeprefix(COUNTED)) if text.startswith(COUNTED) else 0


def waits(
    session: Session, context: Context, wave: Wave, task: ScheduledTask, now: datetime
) -> str:
    """Why a planned wave does not open on its day; "": it opens."""
    if wave.approval is WaveApproval.ASKED:
        telling.nobody_agreed(session, wave, now, context)
        return "nobody has agreed to it yet"
    if wave.approval is None and is_large(context.budget, counted(task.cursor)):
        plan(session, ASK, str(wave.id), now, now)
        return "a second officer has to agree first"
    return "a second officer is being asked" if wave.approval is WaveApproval.NAMING else ""


def name_some(session: Session, context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    """Some people more; at the end a second officer is asked."""
    wave = locked(session, task.subject)
    if wave is None or wave.state is not WaveState.PLANNED:
        return Outcome(dropped=True, result="not planned any more")
    if wave.approval is None:
        if not is_large(context.budget, counted(task.cursor)):
            task.cursor = None  # a count of that moment says nothing of the wave later
            return Outcome(dropped=True, result="one officer is enough")
        wave.approval = WaveApproval.NAMING
    if wave.approval is not WaveApproval.NAMING:
        return Outcome(dropped=True, result="asked already")
    members, last = members_after(session, wave, begins_after(task.cursor), STEP)
    asked = invite(session, wave, members)
    lists.write(session, wave, lists.INVITED, asked, now, context.zone)
    if last is not None:
        return Outcome(done=False, cursor=str(last), progress=len(asked))
    _all_named(session, wave, now, context)
    return Outcome(progress=len(asked), result=f"{wave.messages} messages")


def _all_named(session: Session, wave: Wave, now: datetime, context: Context) -> None:
    written = mailings_under(session, lists.prefix(wave, lists.INVITED))
    wave.messages = sum(one.people for one in written)
    wave.approval = WaveApproval.ASKED
    telling.ask_second(session, wave, now, context)


def approve(session: Session, wave: Wave, staff: Staff, now: datetime) -> bool:
    """It opens on its day, or now where that has come. False: there is nothing to decide any more,
    or it is not theirs to."""
    if not is_asked(wave) or wave.closes_at <= now or not may_decide(session, staff, wave):
        return False
    wave.approval, wave.second_id, wave.decided_at = WaveApproval.AGREED, staff.id, now
    note(session, now, staff.id, "waves.approve", str(wave.id), _agreed_to(wave, now))
    if wave.opens_at <= now:
        plan(session, OPEN, str(wave.id), now, now)
    wake(session)
    return True


def _agreed_to(wave: Wave, now: datetime) -> str:
    people, left = wave.messages or 0, len(own.reminders_left(wave, now))
    return f"{people} people, reminders {left}, messages {people * (1 + left)} at most"


def refuse(session: Session, wave: Wave, staff: Staff, why: str, now: datetime) -> bool:
    """Nobody is asked; `why` is told to whoever planned it. False as in `approve`."""
    if not is_asked(wave) or not may_decide(session, staff, wave):
        return False
    wave.second_id, wave.decided_at = staff.id, now
    note(session, now, staff.id, "waves.refuse", str(wave.id))
    telling.tell_planner(session, wave, "told_refused", now, who=staff.name, why=why)
    return call_off(session, wave, now)


def is_asked(wave: Wave) -> bool:
    return wave.state is WaveState.PLANNED and wave.approval is WaveApproval.ASKED


def call_off(session: Session, wave: Wave, now: datetime) -> bool:
    """Nobody was asked yet, and nobody will be; who was named for it is forgotten by a task. False:
    it has begun."""
    if not cancel(session, wave):
        return False
    if wave.approval is not None:
        plan(session, UNDO, str(wave.id), now, now)
        wake(session)
    return True


def forget_some(
    session: Session, _context: Context, task: ScheduledTask, _now: datetime
) -> Outcome:
    """Of one list after the other, then the invitations: as if nobody had been named."""
    wave = locked(session, task.subject)
    if wave is None or wave.state is not WaveState.CANCELLED:
        return Outcome(dropped=True, result="planned anew")
    gone = forget_list(session, lists.prefix(wave, lists.INVITED)) or forget_invited(session, wave)
    return Outcome(done=not gone, cursor="on", progress=gone)


def locked(session: Session, subject: str) -> Wave | None:
    number = row_number(subject)
    chosen = sa.select(Wave).where(Wave.id == number).with_for_update()
    return session.scalar(chosen) if number is not None else None
