"""What time does to a wave: it opens, reminds at most twice, and closes; each goes on from its
cursor, and one step names so many people that the write lock is held for a moment only."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from base.files import Files
from base.i18n import say
from base.ids import row_number
from bot.inbox.turn import Context
from bot.messages.bubbles import Bubble
from bot.outbox.write import Push, put_push
from bot.tasks import Lateness, Outcome, TaskKind
from handlers.surveys import approving, latecomers, lists, wishes
from handlers.surveys.ending import drop_draft
from handlers.surveys.latecomers import STILL_OPENING
from handlers.surveys.newest import newest
from handlers.surveys.planning import ASK, CLOSE, OPEN, REMIND, UNDO
from models.database import Database
from models.late import LATE
from models.mailbox import Conversation, Mailbox
from models.outbox import Outgoing
from models.people import Account, through_one_account
from models.surveys import Invitation, Wave
from models.tasks import ScheduledTask, plan
from models.waves import (
    IN_HAND,
    UNANSWERED,
    expire,
    half_way,
    invite,
    members_after,
    new_since,
    unanswered_after,
    wave_numbered,
)
from models.wished import UNHEARD
from models.words import Priority, WaveApproval, WaveState

LATER = "wave_later"
DRAFTS, SINCE = "drafts:", "since:"  # how a cursor begins
STEP = 150  # people: the write lock is held for less than 50 ms
A_DAY = timedelta(days=1)


def kinds() -> tuple[TaskKind, ...]:
    return (
        TaskKind(ASK, approving.name_some, Lateness.RUN, outside=_counted),
        TaskKind(OPEN, open_wave, Lateness.RUN, outside=_counted),
        TaskKind(UNDO, approving.forget_some, Lateness.RUN),
        *latecomers.kinds(),
        TaskKind(REMIND, remind, Lateness.LATEST),
        TaskKind(CLOSE, close, Lateness.RUN),
        TaskKind(LATER, later, Lateness.DROP, timedelta(days=1)),
        TaskKind(wishes.TELL, wishes.told),
        TaskKind(UNHEARD, wishes.unheard),
    )


def _counted(database: Database, files: Files, subject: str) -> str | None:
    newest(database, files, subject)
    return approving.count_first(database, files, subject)


def open_wave(session: Session, context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    wave = _wave(session, task)
    if wave is None or wave.state not in (WaveState.PLANNED, WaveState.OPEN):
        return Outcome(dropped=True, result="cancelled or closed")
    if wave.closes_at <= now:
        return Outcome(dropped=True, result="it would be over already")
    planned = wave.state is WaveState.PLANNED
    why = approving.waits(session, context, wave, task, now) if planned else ""
    if why:
        return Outcome(dropped=True, result=why)
    wave.state = WaveState.OPEN
    if wave.approval is WaveApproval.AGREED:
        return _agreed(session, wave, task, now)
    members, last = members_after(session, wave, approving.begins_after(task.cursor), STEP)
    asked = invite(session, wave, members)
    lists.write(session, wave, lists.INVITED, asked, now, context.zone)
    if last is not None:
        return Outcome(done=False, cursor=str(last), progress=len(asked))
    lists.close(session, wave, lists.INVITED, now)
    return Outcome(progress=len(asked))


def _agreed(session: Session, wave: Wave, task: ScheduledTask, now: datetime) -> Outcome:
    """The list that was agreed to goes; who has come since is asked like anybody who comes late."""
    cursor = task.cursor or ""
    if not cursor.startswith(SINCE):
        lists.close(session, wave, lists.INVITED, now)
        return Outcome(done=False, cursor=f"{SINCE}0", progress=wave.messages or 0)
    members, last = members_after(session, wave, int(cursor[len(SINCE) :]), STEP)
    for person in new_since(session, wave, members):
        plan(session, LATE, f"{wave.id}:{person}", now + STILL_OPENING, now)
    if last is not None:
        return Outcome(done=False, cursor=f"{SINCE}{last}")
    return Outcome()


def remind(session: Session, context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    wave = _wave(session, task)
    if wave is None or wave.state is not WaveState.OPEN or wave.closes_at <= now:
        return Outcome(dropped=True, result="it is not open")
    if wave.stopped_at is not None and task.cursor is None:
        return Outcome(dropped=True, result="it is stopped")
    told = _round(wave, task.planned_for)
    if told is None:
        return Outcome(dropped=True, result="it was moved")
    if task.cursor is None and lists.asked_since(session, wave, now - A_DAY):
        return Outcome(dropped=True, result="it has only just opened")
    room = latecomers.has_room(wave, context.budget.wave_alone)
    begin = int(task.cursor or 0)
    asked, last = unanswered_after(session, wave, begin, STEP, now, unreached=room)
    just = lists.joined_since(session, wave, now - A_DAY)
    asked = [one for one in asked if one.invitation_id not in just]
    lists.write(session, wave, told, asked, now, context.zone)
    if last is not None:
        return Outcome(done=False, cursor=str(last), progress=len(asked))
    lists.close(session, wave, told, now)
    return Outcome()


def _round(wave: Wave, at: datetime) -> str | None:
    if at == wave.second_reminder_at:
        return "2"
    return "1" if at == wave.first_reminder_at else None


def close(session: Session, _context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    """Who never began is too late at once; who is answering just now may finish. What nobody agreed
    to is called off."""
    wave = _wave(session, task)
    if wave is not None and wave.state is WaveState.PLANNED and wave.approval is not None:
        approving.call_off(session, wave, now)
        return Outcome(dropped=True, result="nobody agreed to it")
    if wave is None or wave.state not in (WaveState.OPEN, WaveState.CLOSED):
        return Outcome(dropped=True, result="it was not open")
    wave.state = WaveState.CLOSED
    cursor = task.cursor or ""
    if cursor.startswith(DRAFTS):
        return _next_draft(session, wave, int(cursor[len(DRAFTS) :] or 0), now)
    lists.withdraw(session, wave, now)
    gone = expire(session, wave, STEP)
    return Outcome(done=False, cursor=DRAFTS if gone < STEP else "0", progress=gone)


def _next_draft(session: Session, wave: Wave, after: int, now: datetime) -> Outcome:
    """One a step: the chat's row is locked first, as whoever answers there has it."""
    invitation = half_way(session, wave, after)
    if invitation is None:
        return Outcome()
    conversation = session.get(Conversation, invitation.conversation_id)
    key = conversation.mailbox_key if conversation else None
    mailbox = session.get(Mailbox, key, with_for_update=True) if key else None
    session.refresh(invitation)
    if conversation and mailbox and conversation.touched_at > now - IN_HAND:
        plan(session, CLOSE, str(wave.id), conversation.touched_at + IN_HAND, now)
    elif invitation.state in UNANSWERED:
        drop_draft(session, invitation, conversation, mailbox, now)
    return Outcome(done=False, cursor=f"{DRAFTS}{invitation.id}", progress=1)


def later(session: Session, _context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    """[พรุ่งนี้เย็น]: the evening has come."""
    invitation = session.get(Invitation, int(task.subject))
    account = invitation and _asked_for(session, invitation)
    if not (invitation and account):
        return Outcome(dropped=True, result="not wanted any more")
    push = Push(
        to=account.line_user_id or "",
        mailbox_key=f"user:{account.line_user_id}",
        bubbles=[_as_promised(invitation, account.language)],
        dedupe_key=f"{LATER}:{invitation.id}:{task.id}",
        priority=Priority.ASKED,
        due_at=now,
        useful_until=invitation.wave.closes_at,
        about_person=invitation.person_id,
    )
    put_push(session, push, now)
    return Outcome(progress=1)


def _asked_for(session: Session, invitation: Invitation) -> Account | None:
    open_now = invitation.wave.state is WaveState.OPEN and invitation.state in UNANSWERED
    stopped = invitation.wave.stopped_at is not None
    if not open_now or stopped or invitation.person_id is None:
        return None
    through = through_one_account(session, [invitation.person_id])
    whom = through.get(invitation.person_id)
    account = session.get(Account, whom.account_id) if whom else None
    return account if account is not None and not account.blocked else None


def _as_promised(invitation: Invitation, language: str) -> Bubble:
    buttons = lists.buttons(str(invitation.wave_id), language)
    return Bubble(say("surveys.as_promised", language), buttons)


def later_unwanted(session: Session, row: Outgoing) -> str | None:
    """Asked when it is about to be sent (bot/outbox/wanted.py)."""
    number = row_number(row.dedupe_key.split(":")[1])
    found = session.get(Invitation, number) if number is not None else None
    if found is None or found.state not in UNANSWERED:
        return "answered meanwhile"
    return None if found.wave.state is WaveState.OPEN else "the wave is closed"


def _wave(session: Session, task: ScheduledTask) -> Wave | None:
    return wave_numbered(session, task.subject)
