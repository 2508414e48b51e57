"""Forms half-way as rows: how far they are, which wait, and who may be reminded of them."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import row_number
from forms.state import By, State
from models.consents import NUDGES, consent_of
from models.handover import talking_with
from models.inbox import Event
from models.kept import Kept, discard, kept_for
from models.mailbox import Conversation
from models.outbox import Outgoing
from models.people import Account
from models.words import ConversationState, Permission

OPEN = (ConversationState.OPEN, ConversationState.LEFT)
# What they belong to, the sign-up, is done; staff at work with a form need no reminder; a wave
# reminds by itself, twice at most, and so does a report of its rest, once; of an answer that is
# nobody's nobody is reminded.
UNREMINDED = (
    "report_full",
    *("arrival", "rehearsal"),
    *("form_bring", "form_try", "form_record"),
    *("survey", "survey_forum"),
)
FRESH = timedelta(days=14)  # what was left longer ago is nobody's business any more
PAUSE = timedelta(minutes=30)  # whoever answered so lately needs no reminder


def answers_given(session: Session, conversation: Conversation) -> int:
    """How much the person gave: answers, messages, and what was read out of a message.

    What was only known before (a village, a report that is corrected) is nothing of theirs.
    """
    state = _state(conversation)
    answered = len(state.trail) if state else 0
    messages = len(_messages(session, conversation))
    if not messages or not state:
        return answered + messages
    theirs = {key for key in state.values if state.by(key) == By.PERSON} | set(state.trail)
    return max(len(theirs), messages)


def was_reminded(session: Session, conversation: Conversation) -> bool:
    """Whether a reminder of it was written: only there can it be thrown away unasked."""
    key = f"nudge:{conversation.id}:"
    return session.scalar(sa.select(Outgoing.id).where(Outgoing.dedupe_key == key)) is not None


def has_media(session: Session, conversation: Conversation) -> bool:
    """Pictures and voices are not made twice."""
    return any(row.file_id for row in _messages(session, conversation))


def _messages(session: Session, conversation: Conversation) -> list[Kept]:
    """Those that hold something: a sticker at a question was no answer."""
    rows = kept_for(session, _mark(conversation))
    return [row for row in rows if row.text or row.file_id]


def _mark(conversation: Conversation) -> str:
    return f"conversation:{conversation.id}:"


def forgive(conversation: Conversation) -> None:
    """Wrong answers so far count no more: the question is asked as if for the first time."""
    state = _state(conversation)
    if state is not None:
        state.wrong = 0
        conversation.state_json = json.dumps(state.write(), ensure_ascii=False)


def conversation_of(session: Session, mailbox_key: str, subject: str) -> Conversation | None:
    """The conversation a button names, if it is this chat's own."""
    number = row_number(subject)
    found = session.get(Conversation, number) if number is not None else None
    return found if found is not None and found.mailbox_key == mailbox_key else None


def drop_gathered(session: Session, conversation: Conversation, now: datetime) -> None:
    """Words and pictures of a cancelled form: nobody will ever need them."""
    discard(session, kept_for(session, _mark(conversation)), now)


def said_just_before(session: Session, event: Event) -> str:
    """The typed words of the message before this one in its chat, "" if it was anything else."""
    payload = session.scalar(
        sa.select(Event.payload)
        .where(
            Event.mailbox_key == event.mailbox_key,
            Event.id != event.id,
            Event.occurred_at <= event.occurred_at,
        )
        .order_by(Event.occurred_at.desc(), Event.id.desc())
        .limit(1)
    )
    said = json.loads(payload) if payload else {}
    message = said.get("message") if isinstance(said, dict) else None
    text = message.get("text") if isinstance(message, dict) else None
    return text if isinstance(text, str) else ""


def half_filled(session: Session, after: int, most: int, now: datetime) -> list[Conversation]:
    """Begun, not ended, never reminded of; by id, from the one after `after`."""
    rows = session.scalars(
        sa.select(Conversation)
        .where(
            Conversation.id > after,
            Conversation.state.in_(OPEN),
            Conversation.room.not_in(UNREMINDED),
            Conversation.nudged_at.is_(None),
            Conversation.touched_at > now - FRESH,
        )
        .order_by(Conversation.id)
        .limit(most)
    )
    return list(rows)


def may_nudge(
    session: Session, conversation: Conversation, midnight: datetime, now: datetime
) -> Account | None:
    """Whom to remind: still half-filled and at rest, reachable, not asked to be left alone."""
    account = session.get(Account, conversation.account_id) if conversation.account_id else None
    if account is None or account.line_user_id is None or not _waits(session, conversation, now):
        return None
    if account.blocked or account.friend is False:
        return None
    if talking_with(session, account.id) is not None:
        return None
    if consent_of(session, account.id, NUDGES) is Permission.NO:
        return None
    return None if _nudged_since(session, conversation, midnight) else account


def not_wanted(session: Session, conversation: Conversation | None) -> str | None:
    """Why a reminder that was written is not to be sent any more; None: it still is."""
    if conversation is None or conversation.state not in OPEN:
        return "the form is closed"
    if conversation.nudged_at and conversation.touched_at > conversation.nudged_at:
        return "answered meanwhile"
    account = session.get(Account, conversation.account_id) if conversation.account_id else None
    if account is None or consent_of(session, account.id, NUDGES) is Permission.NO:
        return "no reminders wanted"
    return None


def _waits(session: Session, conversation: Conversation, now: datetime) -> bool:
    at_rest = conversation.touched_at <= now - PAUSE
    fresh = conversation.nudged_at is None and conversation.state in OPEN
    return fresh and at_rest and answers_given(session, conversation) > 0


def _nudged_since(session: Session, conversation: Conversation, midnight: datetime) -> bool:
    """One evening, one reminder, however many forms wait."""
    chosen = sa.select(Conversation.id).where(
        Conversation.mailbox_key == conversation.mailbox_key, Conversation.nudged_at >= midnight
    )
    return session.scalar(chosen.limit(1)) is not None


def _state(conversation: Conversation) -> State | None:
    return State.read(json.loads(conversation.state_json)) if conversation.state_json else None
