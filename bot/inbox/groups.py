"""What may be stored of a group or room: what is for the bot, and nobody else who stands in it.

Only what names the bot is for it, besides what happens to the chat itself; all else is counted and
dropped before the insert. LINE sends a bot every message of a group ("Group chats and multi-person
chats"), and leaves out the user id of whoever has not consented.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.columns import UTCDateTime
from models.database import insert
from models.inbox import EDITED, Event, Unsent

HAPPENS = {"join", "leave", "unsend", "postback"}
MEMBERS = {"memberJoined": "joined", "memberLeft": "left"}

Json = dict[str, Any]


def in_group(event: object) -> bool:
    source = event.get("source") if isinstance(event, dict) else None
    return isinstance(source, dict) and source.get("type") in ("group", "room")


def for_the_bot(
    session: Session, event: Json, message_id: str | None, said_at: datetime
) -> Json | None:
    """The event as it may be stored; None: it is dropped. `said_at` is the event's own moment."""
    kind = str(event.get("type"))
    if kind in MEMBERS:
        return _without_members(event, MEMBERS[kind])
    if kind in HAPPENS:
        return event
    message = event.get("message")
    if not isinstance(message, dict):
        return None
    if mentions_bot(message):
        return event | {"message": _without_others(message)}
    if kind == EDITED and message_id is not None:
        return _no_longer_ours(session, event, message_id, said_at)
    return None


def mentions_bot(message: Json) -> bool:
    """LINE reference, "Text": a mentionee's `isSelf` says that it is this bot."""
    return any(one.get("isSelf") is True for one in _mentionees(message))


def _mentionees(message: Json) -> list[Json]:
    mention = message.get("mention")
    people = mention.get("mentionees") if isinstance(mention, dict) else None
    return [one for one in people if isinstance(one, dict)] if isinstance(people, list) else []


def _without_others(message: Json) -> Json:
    """Who else is named in the message is nobody's business here; where they stand in it is."""
    named = [
        one if one.get("isSelf") is True else {k: v for k, v in one.items() if k != "userId"}
        for one in _mentionees(message)
    ]
    return message | {"mention": {"mentionees": named}}


def _without_members(event: Json, field: str) -> Json:
    """How many came or went; a user id of somebody who never spoke to us is not kept."""
    told = event.get(field)
    members = told.get("members") if isinstance(told, dict) else None
    count = len(members) if isinstance(members, list) else 0
    return event | {field: {"members": [{"type": "user"}] * count}}


def _no_longer_ours(
    session: Session, event: Json, message_id: str, said_at: datetime
) -> Json | None:
    """An edit that leaves the bot unnamed: the words before it are taken back, the new ones are
    not for us. Of a message that is not here yet, only the number and the moment stay."""
    if session.scalar(sa.select(Event.id).where(Event.message_id == message_id).limit(1)) is None:
        _taken_back(session, message_id, said_at)
        return None
    source = {name: value for name, value in event["source"].items() if name != "userId"}
    kept = {name: value for name, value in event.items() if name != "replyToken"}
    return kept | {"source": source, "message": {"type": "text", "id": event["message"]["id"]}}


def _taken_back(session: Session, message_id: str, said_at: datetime) -> None:
    """The newest of several counts, in whatever order LINE delivers them."""
    new = insert(session, Unsent).values(message_id=message_id, at=said_at)
    at = sa.literal(said_at, UTCDateTime)
    newest = sa.case((Unsent.at < at, at), else_=Unsent.at)
    session.execute(
        new.on_conflict_do_update(index_elements=[Unsent.message_id], set_={"at": newest})
    )
