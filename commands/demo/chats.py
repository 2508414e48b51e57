"""What stood on a phone before the simulator was started, read back from our own rows.

Words that were taken back, or whose time to be kept is over, are not in them any more.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.files import Files
from bot.messages.reading import actions, helper_actions
from models.files import File
from models.inbox import Event
from models.outbox import Outgoing
from models.showing import THUMBNAIL_TYPE
from models.words import FileState, OutboxState

Json = dict[str, Any]
NEWEST = 200  # bubbles of a chat
_SENT_ALONG = {"id", "quoteToken", "markAsReadToken", "contentProvider", "imageSet"}
_ADDRESS = "/_simulator/api/content/{}"  # where a phone finds what a person sent


def past(session: Session, files: Files, user_ids: list[str]) -> Json:
    """The parts `chats` and `content` of a simulator's state (simulator/README.md, "State")."""
    chats = {one: _chat(session, f"user:{one}") for one in user_ids}
    sent = [item["id"] for items in chats.values() for item in items if "content_url" in item]
    content = _content(session, files, sent)
    shown = {
        one: [item for item in items if "content_url" not in item or item["id"] in content]
        for one, items in chats.items()
    }
    numbered = {
        one: [{**item, "seq": seq} for seq, item in enumerate(items, 1)]
        for one, items in shown.items()
        if items
    }
    return {"chats": numbered, "content": content}


def _chat(session: Session, mailbox: str) -> list[Json]:
    """The newest bubbles, oldest first."""
    answers = list(_answers(session, mailbox))
    said = _said(session, mailbox, _labels([one["message"] for one in answers]))
    return sorted([*said, *answers], key=lambda item: item["at"])[-NEWEST:]


def _labels(messages: list[Json]) -> dict[str, str]:
    """What the chat shows when a button is tapped, by the button's data."""
    buttons = [*actions(messages), *(one for each in messages for one in helper_actions([each]))]
    return {one["data"]: one.get("displayText") or label for label, one in buttons if "data" in one}


def _said(session: Session, mailbox: str, labels: Mapping[str, str]) -> Iterator[Json]:
    chosen = sa.select(Event).where(Event.mailbox_key == mailbox, Event.payload.is_not(None))
    for event in session.scalars(chosen.order_by(Event.occurred_at, Event.id)):
        payload = json.loads(event.payload or "{}")
        message = payload.get("message")
        if event.kind == "postback":
            label = labels.get(str(payload.get("postback", {}).get("data")))
            message = {"type": "text", "text": label} if label else None
        if isinstance(message, dict):
            yield _theirs(event, message)


def _theirs(event: Event, message: Json) -> Json:
    shown = {name: value for name, value in message.items() if name not in _SENT_ALONG}
    message_id, at = event.message_id or str(event.id), event.occurred_at.timestamp()
    item: Json = {"by": "user", "message": shown, "at": at, "id": message_id, "read": True}
    with_bytes = message.get("type") in ("image", "audio", "video", "file")
    return item | ({"content_url": _ADDRESS.format(message_id)} if with_bytes else {})


def _answers(session: Session, mailbox: str) -> Iterator[Json]:
    chosen = sa.select(Outgoing).where(
        Outgoing.mailbox_key == mailbox,
        Outgoing.state == OutboxState.SENT,
        Outgoing.body.is_not(None),
    )
    for row in session.scalars(chosen.order_by(Outgoing.id)):
        at = (row.finished_at or row.created_at).timestamp()
        for place, message in enumerate(json.loads(row.body or "[]")):
            sender = message.pop("sender", None)
            moment = at + place / 1000  # one after the other
            item: Json = {"by": "bot", "message": message, "at": moment, "id": f"{row.id}{place}"}
            yield item | ({"sender": sender} if sender else {})


def _content(session: Session, files: Files, message_ids: list[str]) -> Json:
    """The small pictures of what was sent: enough for a phone, and bounded."""
    chosen = sa.select(File).where(File.message_id.in_(message_ids))
    stored = chosen.where(File.state == FileState.STORED, File.thumbnail.is_not(None))
    found: Json = {}
    for file in session.scalars(stored):
        name = file.thumbnail or ""
        if files.exists(name):
            data = files.path(name).read_bytes()
            facts = {"kind": "image", "content_type": THUMBNAIL_TYPE, "size": len(data)}
            found[str(file.message_id)] = facts | {"data": base64.b64encode(data).decode()}
    return found
