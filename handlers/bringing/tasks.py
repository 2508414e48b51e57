"""What was sent is looked at once its bytes are here, outside of any transaction; then the answer.

The reply token of the newest file waits for it: looking takes a second or two.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.files import Files
from bot.inbox.turn import Context, token_of
from bot.outbox.write import BURST, Reply, put_reply
from bot.tasks import Outcome, TaskKind
from forms import Reader
from handlers.bringing import sending
from handlers.bringing.telling import bubbles
from models.database import Database
from models.inbox import Event
from models.kept import Kept
from models.mailbox import Conversation, Mailbox
from models.people import Account
from models.tasks import ScheduledTask, plan
from models.words import ConversationState

LOOK = "forms.look"
SOON = timedelta(seconds=1)

Readers = Callable[[], Mapping[str, Reader]]


@dataclass(frozen=True)
class Looking:
    """`readers` are those that a form may name."""

    readers: Readers

    def kind(self) -> TaskKind:
        return TaskKind(LOOK, tell, outside=self.outside)

    def outside(self, database: Database, files: Files, subject: str) -> str:
        """What is to be said, as JSON; the form is in rows by then, if it can be asked."""
        found = sending.looked_at(database, files, *_numbers(subject), self.readers())
        return json.dumps(found, ensure_ascii=False)


def plan_look(session: Session, row: Kept, conversation: Conversation, now: datetime) -> None:
    """What comes in one breath is looked at together."""
    plan(session, LOOK, f"{conversation.id}:{row.id}", now + BURST, now)


def tell(session: Session, _context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    found: dict[str, Any] = json.loads(task.cursor or "{}")
    conversation_id, kept_id = _numbers(task.subject)
    conversation = session.get(Conversation, conversation_id)
    if conversation is None or found["said"] in (sending.NEWER, sending.OVER):
        return Outcome(dropped=True, result=str(found["said"]))
    if found["said"] == sending.WAITS:
        plan(session, LOOK, task.subject, now + SOON, now)
        return Outcome(result="its bytes are on their way")
    mailbox = session.get_one(Mailbox, conversation.mailbox_key, with_for_update=True)
    if found["said"] == sending.ACCEPTED:
        _end(mailbox, conversation, now)
    event = _event(session, kept_id)
    account = session.get_one(Account, conversation.account_id)
    put_reply(session, _reply(mailbox, account, event, conversation, found, now), now)
    return Outcome(progress=1, result=str(found["said"]))


def _numbers(subject: str) -> tuple[int, int]:
    conversation, _, kept = subject.partition(":")
    return int(conversation), int(kept)


def _end(mailbox: Mailbox, conversation: Conversation, now: datetime) -> None:
    conversation.state, conversation.state_json = ConversationState.FINISHED, None
    conversation.ended_at = conversation.touched_at = now
    if mailbox.conversation_id == conversation.id:
        mailbox.conversation_id = None


def _event(session: Session, kept_id: int) -> Event | None:
    row = session.get(Kept, kept_id)
    if row is None or row.message_id is None:
        return None
    chosen = sa.select(Event).where(Event.message_id == row.message_id).order_by(Event.id)
    return session.scalar(chosen.limit(1))


def _reply(
    mailbox: Mailbox,
    account: Account,
    event: Event | None,
    conversation: Conversation,
    found: Mapping[str, Any],
    now: datetime,
) -> Reply:
    payload = json.loads(event.payload) if event is not None and event.payload else {}
    return Reply(
        mailbox_key=mailbox.key,
        to=account.line_user_id or "",
        reply_token=token_of(payload),
        event_key=event.event_key if event else f"form:{conversation.id}",
        event_at=event.occurred_at if event else now,
        bubbles=bubbles(found, account.language, str(conversation.id)),
        about=LOOK,
        takes_riders=False,
    )
