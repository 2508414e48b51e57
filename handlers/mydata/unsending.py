"""LINE's unsend event: the words and pictures of one message go, wherever they got to.

LINE's development guidelines: what was unsent must not be seen or used again. The event has no
reply token, and nobody is told by push: it is done in silence.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import row_number
from bot.inbox.parts import Forget
from bot.inbox.store import forget_payload
from bot.outbox.ending import end, get_off
from handlers.mydata import relayed
from handlers.mydata.scrubbing import Gone, without
from models import exports
from models.erasing import erase_file, plan_bytes
from models.files import File
from models.inbox import Event, Unsent
from models.kept import Kept
from models.mailbox import Conversation
from models.outbox import Outgoing
from models.words import KeptState, OutboxState

# Of what may have been seen already nothing must stay; what was never sent may still be wanted.
SAID = {
    OutboxState.SENT,
    OutboxState.CARRIED,
    OutboxState.SUPERSEDED,
    OutboxState.UNCLEAR,
    OutboxState.WITHDRAWN,
}
# How `Kept.used_for` begins: a file for officers may hold what was said.
OF_RESPONSE, OF_REPORT = "response", "report"
ECHOED = 20  # an echo may be cut short: that many signs of the words are enough to know it


def unsend(
    session: Session,
    mailbox_key: str,
    message_id: str,
    forgetters: Mapping[str, Forget],
    now: datetime,
) -> None:
    """`forgetters` by the first part of `Kept.used_for`; an unknown one has nothing to forget."""
    known = session.get(Unsent, message_id)
    if known is None:
        session.add(Unsent(message_id=message_id, at=now))
    else:
        known.at = max(known.at, now)
    forget_payload(session, message_id)
    session.execute(sa.update(Event).where(Event.message_id == message_id).values(last_error=None))
    rows = session.scalars(sa.select(Kept).where(Kept.message_id == message_id)).all()
    since = _said_at(session, message_id)
    if since is not None:
        _echoes(session, mailbox_key, since, [row.text for row in rows if row.text], now)
    relayed.unsay(session, [row.id for row in rows], now, "unsent")
    for row in rows:
        _forget(session, row, forgetters, now)
    file = session.scalar(sa.select(File).where(File.message_id == message_id))
    if file is not None:
        erase_file(session, file, now)
    plan_bytes(session, now)


def _said_at(session: Session, message_id: str) -> datetime | None:
    """When the message came in; an answer written since may repeat it."""
    chosen = sa.select(sa.func.min(Event.received_at)).where(
        Event.message_id == message_id, Event.kind == "message"
    )
    return session.scalar(chosen)


def _forget(session: Session, row: Kept, forgetters: Mapping[str, Forget], now: datetime) -> None:
    kind, _, rest = row.used_for.partition(":")
    subject, _, field = rest.partition(":")
    gone = Gone(row.text, row.file_id)
    file = session.get(File, row.file_id) if row.file_id else None
    row.text = row.file_id = None
    row.state = KeptState.DISCARDED
    session.flush()
    if kind == "conversation":
        _out_of_form(session, subject, field, gone)
    elif kind in forgetters:
        forgetters[kind](session, subject, field)
    if kind in (OF_RESPONSE, OF_REPORT):
        exports.end_all(session, now)
    if file is not None:
        erase_file(session, file, now)


def _out_of_form(session: Session, subject: str, path: str, gone: Gone) -> None:
    number = row_number(subject)
    found = session.get(Conversation, number) if number is not None else None
    if found is not None and found.state_json:
        found.state_json = without(found.state_json, path, gone)


def _echoes(
    session: Session, mailbox_key: str, since: datetime, words: list[str], now: datetime
) -> None:
    """Answers that may repeat the words: sent ones are emptied; others that do, do not go out."""
    rows = session.scalars(
        sa.select(Outgoing).where(
            Outgoing.mailbox_key == mailbox_key,
            Outgoing.created_at >= since,
            Outgoing.body.is_not(None),
        )
    )
    marks = [json.dumps(text[:ECHOED], ensure_ascii=False)[1:-1] for text in words]
    for row in rows.all():
        if row.state in SAID:
            row.body = row.must_say = None
        elif any(mark in (row.body or "") for mark in marks):
            get_off(session, mailbox_key, [row])
            row.token = row.leased_until = None
            end(row, OutboxState.WITHDRAWN, now, "unsent")
            row.body = row.must_say = None
