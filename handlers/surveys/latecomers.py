"""Who comes late to a wave that is open: invited like the others, once, up to a size.

As many as one officer may ask alone (WAVE_ALONE) are asked beside the list that was agreed to. The
next ones wait: a second officer is asked again, with the exact number that waits, and after that as
many more may come. Said no to, nobody else is asked, until an officer has it decided anew.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from base.files import Files
from bot.inbox.turn import Context
from bot.tasks import Lateness, Outcome, TaskKind
from handlers.surveys import lists, telling
from handlers.surveys.approving import COUNTED, begins_after, counted, locked
from handlers.surveys.planning import OPEN
from handlers.surveys.seeing import may_decide
from models.database import Database, wake
from models.late import LATE, is_opening, reached, was_told
from models.staff import Staff, note
from models.surveys import Wave
from models.tasks import ScheduledTask, plan
from models.waves import invite, members_after, new_since, wave_numbered, would_hear
from models.words import WaveState

MORE, REST = "wave_more", "wave_rest"
STILL_OPENING = timedelta(minutes=5)
STEP = 150  # people: the write lock is held for less than 50 ms
AT_ONCE = 500  # rows of a cohort, counted outside of it


def kinds() -> tuple[TaskKind, ...]:
    return (
        TaskKind(LATE, ask_one, Lateness.RUN),
        TaskKind(MORE, ask_second, Lateness.RUN, outside=count),
        TaskKind(REST, ask_rest, Lateness.RUN),
    )


def has_room(wave: Wave, alone: int) -> bool:
    """Whether one more may be asked beside those who were agreed to."""
    return wave.joined < wave.late_agreed + alone


def ask_one(session: Session, context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    """Somebody has come while the wave is open: invited like the others, once."""
    number, _, person = task.subject.partition(":")
    wave = locked(session, number)
    if wave is None or not _is_open(wave, now):
        return Outcome(dropped=True, result="it is not open")
    if is_opening(session, wave, OPEN):
        plan(session, LATE, task.subject, now + STILL_OPENING, now)
        return Outcome(result="it is still opening")
    whom = would_hear(session, wave, person)
    if whom is None or was_told(session, wave, whom):
        invite(session, wave, [person])  # who cannot be reached is written down as such
        return Outcome(dropped=True, result="told already, answered, or not reached")
    if not has_room(wave, context.budget.wave_alone):
        return Outcome(dropped=True, result=_waits(session, wave, now))
    reached(session, wave, person)
    for asked in invite(session, wave, [person]):
        lists.write_one(session, wave, asked, now, context.zone)
        wave.joined += 1
    return Outcome(progress=1)


def _is_open(wave: Wave, now: datetime) -> bool:
    return wave.state is WaveState.OPEN and wave.closes_at > now


def _waits(session: Session, wave: Wave, now: datetime) -> str:
    if wave.late_asked == 0:
        return "a second officer said no to whoever comes late"
    if wave.late_asked is None:
        plan(session, MORE, str(wave.id), now, now)
        wake(session)
    return "a second officer has to agree first"


def count(database: Database, _files: Files, subject: str) -> str | None:
    """How many of the cohort wait, counted while nobody is kept from writing
    (TaskKind.outside)."""
    with database.read() as session:
        wave = wave_numbered(session, subject)
        if wave is None or wave.state is not WaveState.OPEN or wave.late_asked is not None:
            return None
        found, last = 0, 0
        while True:
            members, end = members_after(session, wave, last, AT_ONCE)
            found += len(new_since(session, wave, members))
            if end is None:
                return f"{COUNTED}{found}"
            last = end


def ask_second(session: Session, context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    """Everybody who may decide is asked; nothing of it where all who wait are gone."""
    wave, waiting = locked(session, task.subject), counted(task.cursor)
    if wave is None or not _is_open(wave, now) or wave.late_asked is not None:
        return Outcome(dropped=True, result="there is nothing to decide")
    if has_room(wave, context.budget.wave_alone) or not waiting:
        return Outcome(dropped=True, result="nobody waits for it")
    wave.late_asked = waiting
    telling.ask_more(session, wave, now, context)
    return Outcome(result=f"{waiting} wait")


def is_asked(wave: Wave) -> bool:
    return wave.state is WaveState.OPEN and bool(wave.late_asked)


def agree(session: Session, wave: Wave, staff: Staff, now: datetime) -> bool:
    """Who waits is asked now. False: nothing is to be decided any more, or it is not theirs."""
    if not is_asked(wave) or not _is_open(wave, now) or not may_decide(session, staff, wave):
        return False
    note(session, now, staff.id, "waves.approve_late", str(wave.id), f"{wave.late_asked} people")
    wave.late_agreed, wave.late_asked = wave.joined + (wave.late_asked or 0), None
    plan(session, REST, str(wave.id), now, now)
    wake(session)
    return True


def refuse(session: Session, wave: Wave, staff: Staff, why: str, now: datetime) -> bool:
    """Nobody more is asked; `why` is told to whoever planned it. False as in `agree`."""
    if not is_asked(wave) or not may_decide(session, staff, wave):
        return False
    note(session, now, staff.id, "waves.refuse_late", str(wave.id), f"{wave.late_asked} people")
    wave.late_asked = 0
    telling.tell_planner(session, wave, "told_late_refused", now, who=staff.name, why=why)
    return True


def anew(session: Session, wave: Wave, staff: Staff, now: datetime) -> bool:
    """Whoever was said no to is counted and asked for once more. False: nobody was."""
    if wave.late_asked != 0 or not _is_open(wave, now):
        return False
    note(session, now, staff.id, "waves.ask_late", str(wave.id))
    wave.late_asked = None
    plan(session, MORE, str(wave.id), now, now)
    wake(session)
    return True


def ask_rest(session: Session, _context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    """A task for each of those who waited."""
    wave = locked(session, task.subject)
    if wave is None or not _is_open(wave, now):
        return Outcome(dropped=True, result="it is not open")
    members, last = members_after(session, wave, begins_after(task.cursor), STEP)
    found = new_since(session, wave, members)
    for person in found:
        plan(session, LATE, f"{wave.id}:{person}", now, now)
    wake(session)
    if last is not None:
        return Outcome(done=False, cursor=str(last), progress=len(found))
    return Outcome(progress=len(found))
