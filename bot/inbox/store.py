"""Events into rows: each once, in one commit, before LINE is answered 200."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.inbox.heard import Heard, Row, hear
from models import inbox
from models.database import wake
from models.facts import BOT_USER_ID, fact
from models.inbox import Event
from models.words import EventState


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of webhooks: rows stored, known already, dropped group talk, unreadable."""

    stored: int = 0
    known: int = 0
    dropped: int = 0
    unreadable: int = 0


def store_body(session: Session, body: bytes, now: datetime, bot_user_id: str | None) -> Stored:
    """Store a correctly signed body. `bot_user_id` None means: not known, every event is ours."""
    return store(session, [hear(body, now)], bot_user_id)


def store(session: Session, bodies: Sequence[Heard], bot_user_id: str | None) -> Stored:
    """Store what several bodies hold, in one statement: a commit costs the same for one or ten."""
    rows = [row for heard in bodies for row in _addressed(session, heard, bot_user_id)]
    wake(session)
    new = _insert(session, rows) if rows else set()
    unreadable = sum(
        row["event_key"] in new for row in rows if row["state"] is EventState.UNREADABLE
    )
    result = Stored(
        stored=len(new) - unreadable,
        known=len(rows) - len(new),
        dropped=sum(heard.dropped for heard in bodies),
        unreadable=unreadable,
    )
    _tally(session, result)
    return result


def _addressed(session: Session, heard: Heard, bot_user_id: str | None) -> list[Row]:
    """What is for another bot is kept, and not handled."""
    if not _is_foreign(session, heard.destination, bot_user_id):
        return heard.rows
    return [
        row | {"state": EventState.FOREIGN} if row["state"] is EventState.WAITING else row
        for row in heard.rows
    ]


def _is_foreign(session: Session, destination: str | None, bot_user_id: str | None) -> bool:
    """Never on what was known a minute ago alone: the channel may be another by now."""
    if not bot_user_id or not destination or destination == bot_user_id:
        return False
    return destination != (fact(session, BOT_USER_ID) or bot_user_id)


def _insert(session: Session, rows: list[Row]) -> set[str]:
    """The keys that are new: the unique event key decides, however often LINE sends it."""
    connection = session.connection()
    return set(connection.execute(_new_events(connection.dialect.name), rows).scalars())


@cache
def _new_events(dialect: str) -> sa.Insert:
    """Made once, and without the ORM: of all statements this one is asked for most."""
    table = Event.metadata.tables[Event.__tablename__]
    made = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    return made.on_conflict_do_nothing().returning(table.c.event_key)


def _tally(session: Session, result: Stored) -> None:
    for name, number in (
        ("group_talk_dropped", result.dropped),
        ("events_known_already", result.known),
        ("events_unreadable", result.unreadable),
    ):
        if number:
            inbox.count(session, name, number)


def forget_payload(session: Session, message_id: str) -> None:
    """Empty what LINE sent of one message (unsend); the event id stays for de-duplication."""
    session.execute(sa.update(Event).where(Event.message_id == message_id).values(payload=None))
