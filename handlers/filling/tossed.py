"""A form thrown away under its reminder: for a day it can be taken back, then it is gone."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.dialogue import drive
from bot.inbox.turn import Context, Turn
from bot.tasks import Outcome
from handlers.filling import service
from handlers.filling.acts import go_on, own_one, say_of
from models.forgetting import day_only, next_hour
from models.mailbox import Conversation, Mailbox
from models.tasks import ScheduledTask, plan
from models.words import ConversationState

EMPTY = "filling.empty"
BACK_FOR = timedelta(days=1)


def plan_emptying(session: Session, conversation: Conversation, now: datetime) -> None:
    """In a row that does not tell the moment: a story that is taken back may be sent namelessly."""
    at = next_hour(now + BACK_FOR)
    plan(session, EMPTY, str(conversation.id), at, day_only(now))


def back(turn: Turn, subject: str, _extra: str) -> None:
    """[เอากลับมา]: the question at which they were. Pressed once more it only goes on."""
    conversation = own_one(turn, subject)
    if conversation is None:
        return
    if not _is_tossed(conversation):
        go_on(turn, subject, "")
        return
    drive.take_back(turn, conversation)
    turn.answer.begin_with(say_of(turn, "taken_back", conversation))


def empty(session: Session, _context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    """What was answered and gathered goes for good. The chat's row is locked first, as whoever
    takes it back has it."""
    conversation = _locked(session, int(task.subject))
    if conversation is None or not _is_tossed(conversation) or _since(conversation, task):
        return Outcome(dropped=True, result="taken back, or erased already")
    conversation.state_json = None
    service.drop_gathered(session, conversation, now)
    return Outcome(progress=1)


def _locked(session: Session, number: int) -> Conversation | None:
    """As it stands once nobody is at work in its chat."""
    found = session.get(Conversation, number)
    if found is not None and found.mailbox_key is not None:
        session.get(Mailbox, found.mailbox_key, with_for_update=True)
        session.refresh(found)
    return found


def _is_tossed(conversation: Conversation) -> bool:
    ended = conversation.state is ConversationState.CANCELLED
    return ended and conversation.state_json is not None


def _since(conversation: Conversation, task: ScheduledTask) -> bool:
    """It was taken back and thrown away once more: that has a task of its own."""
    ended = conversation.ended_at
    return ended is not None and ended + BACK_FOR > task.planned_for
