"""Events into rows: each once, in one commit, before LINE is answered 200."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.inbox.groups import for_the_bot
from bot.inbox.heard import Heard, Row, Said, hear, row_of
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
    """Store what several bodies hold, in one commit: it costs the same for one or ten."""
    wake(session)
    addressed = [(_state(session, heard, bot_user_id), heard) for heard in bodies]
    rows = [_addressed(row, state) for state, heard in addressed for row in heard.rows]
    new, dropped = _insert(session, rows), 0
    for state, heard in addressed:
        for said in heard.in_groups:  # one by one: an edit asks what became of the words before it
            row = _of_group(session, said, heard.received_at)
            if row is None:
                dropped += 1
            else:
                rows.append(_addressed(row, state))
                new |= _insert(session, rows[-1:])
    return _tallied(session, _counted(rows, new, dropped))


def _counted(rows: list[Row], new: set[str], dropped: int) -> Stored:
    unreadable = {row["event_key"] for row in rows if row["state"] is EventState.UNREADABLE} & new
    stored = len(new) - len(unreadable)
    return Stored(stored, len(rows) - len(new), dropped, len(unreadable))


def _of_group(session: Session, said: Said, now: datetime) -> Row | None:
    """None: it is not for the bot, or nested too deeply to be written down."""
    try:
        ours = for_the_bot(session, said.event, said.message_id, said.occurred_at)
        return row_of(ours, now) if ours is not None else None
    except RecursionError:
        return None


def _state(session: Session, heard: Heard, bot_user_id: str | None) -> EventState:
    """What is for another bot is kept, and not handled."""
    foreign = _is_foreign(session, heard.destination, bot_user_id)
    return EventState.FOREIGN if foreign else EventState.WAITING


def _addressed(row: Row, state: EventState) -> Row:
    return row if row["state"] is EventState.UNREADABLE else row | {"state": state}


def _is_foreign(session: Session, destination: str | None, bot_user_id: str | None) -> bool:
    """Never on what was known a minute ago alone: the channel may be another by now."""
    if not bot_user_id or not destination or destination == bot_user_id:
        return False
    return destination != (fact(session, BOT_USER_ID) or bot_user_id)


def _insert(session: Session, rows: list[Row]) -> set[str]:
    """The keys that are new: the unique event key decides, however often LINE sends it."""
    if not rows:
        return set()
    connection = session.connection()
    return set(connection.execute(_new_events(connection.dialect.name), rows).scalars())


@cache
def _new_events(dialect: str) -> sa.Insert:
    """Made once, and without the ORM: of all statements this one is asked for most."""
    table = Event.metadata.tables[Event.__tablename__]
    made = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    return made.on_conflict_do_nothing().returning(table.c.event_key)


def _tallied(session: Session, result: Stored) -> Stored:
    for name, number in (
        ("group_talk_dropped", result.dropped),
        ("events_known_already", result.known),
        ("events_unreadable", result.unreadable),
    ):
        if number:
            inbox.count(session, name, number)
    return result


def forget_payload(session: Session, message_id: str) -> None:
    """Empty what LINE sent of one message (unsend); the event id stays for de-duplication."""
    session.execute(sa.update(Event).where(Event.message_id == message_id).values(payload=None))
