from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import FileClock
from base.files import Files
from handlers.mydata import tasks
from models.database import Database
from models.inbox import Event
from models.outbox import Outgoing
from models.tasks import ScheduledTask, plan
from models.words import EventState, OutboxKind, OutboxState, Priority
from tests.handlers.conftest import Named
from tests.support.chat import Chat
from tests.support.searching import files_with

NOW = datetime.fromisoformat("2026-07-13T10:00:00+07:00")


def test_payloads_and_bodies_go_thirty_days_after_their_end(people: Named) -> None:
    chat = people("stranger")
    with chat.house.database.write() as session:
        for days in (29, 31):
            ended = NOW - timedelta(days=days)
            session.add(_event(f"e{days}", ended, EventState.DONE, ended))
            session.add(_outgoing(f"o{days}", ended))
        plan(session, "retention.empty", "all", NOW, NOW)
    chat.run_tasks()
    with chat.house.database.read() as session:
        events = _pairs(session, Event.event_key, Event.payload)
        bodies = _pairs(session, Outgoing.dedupe_key, Outgoing.body)
    assert events == {"e29": "{}", "e31": None}
    assert bodies == {"o29": "[]", "o31": None}


def test_what_still_waits_keeps_its_payload_however_old(people: Named) -> None:
    chat = people("stranger")
    old = NOW - timedelta(days=90)
    with chat.house.database.write() as session:
        session.add(_event("dead", old, EventState.DEAD, None))
        session.add(_event("unreadable", old, EventState.UNREADABLE, None))
        plan(session, "retention.empty", "all", NOW, NOW)
    chat.run_tasks()
    with chat.house.database.read() as session:
        payloads = _pairs(session, Event.event_key, Event.payload)
    assert payloads == {"dead": "{}", "unreadable": None}


def test_no_step_empties_more_than_a_thousand_rows(
    people: Named, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "MOST", 3)
    chat = people("stranger")
    old = NOW - timedelta(days=31)
    with chat.house.database.write() as session:
        session.add_all([_event(f"e{n}", old, EventState.DONE, old) for n in range(7)])
        session.add_all([_outgoing(f"o{n}", old) for n in range(4)])
        plan(session, "retention.empty", "all", NOW, NOW)
    chat.run_tasks()
    with chat.house.database.read() as session:
        assert session.scalars(sa.select(Event.payload)).all() == [None] * 7
        assert session.scalars(sa.select(Outgoing.body)).all() == [None] * 4


def test_a_reader_of_the_old_state_puts_the_erasure_off(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "PATIENCE", 0.1)
    with sqlite_database.write() as session:
        session.add(_event("one", NOW, EventState.DONE, NOW))
    with sqlite_database.read() as reader:
        reader.scalars(sa.select(Event.id)).all()
        with sqlite_database.write() as session:
            session.execute(sa.delete(Event))
        with pytest.raises(tasks.StillRead):
            tasks.sweep(sqlite_database, Files(tmp_path / "media"), "all")
    tasks.sweep(sqlite_database, Files(tmp_path / "media"), "all")
    wal = Path(f"{sqlite_database.url.database}-wal")
    assert not wal.exists() or wal.stat().st_size == 0


def test_what_an_answer_that_is_sent_later_leaves_behind_goes_soon_after(
    people: Named, clock: FileClock, tmp_path: Path
) -> None:
    chat = people("friend")
    _erased_and_unsent(chat)
    chat.deliver()
    assert chat.user in files_with(tmp_path, chat.user)
    clock.advance(tasks.SOON.total_seconds())
    chat.run_tasks()
    assert files_with(tmp_path, chat.user) == {}


def test_while_line_is_away_bytes_go_each_full_hour(people: Named, clock: FileClock) -> None:
    chat = people("friend")
    _erased_and_unsent(chat)
    for seconds in (tasks.AT_ONCE_FOR.total_seconds(), 7_200.0):
        clock.advance(seconds)
        chat.run_tasks()
    with chat.house.database.read() as session:
        planned = session.scalars(sa.select(ScheduledTask.planned_for)).all()
    assert [one.astimezone(NOW.tzinfo).hour for one in planned][-2:] == [11, 13]


def _erased_and_unsent(chat: Chat) -> None:
    """The task has run; the last answer waits, and will be forgotten when it is sent."""
    chat.say("ลบข้อมูลของฉัน")
    chat.press("ลบเลย")
    chat.run_tasks()


def _pairs(session: Session, key: Any, value: Any) -> dict[str, str | None]:
    return {row[0]: row[1] for row in session.execute(sa.select(key, value))}


def _event(key: str, at: datetime, state: EventState, ended: datetime | None) -> Event:
    return Event(
        event_key=key,
        kind="message",
        occurred_at=at,
        received_at=at,
        due_at=at,
        payload="{}",
        state=state,
        finished_at=ended,
    )


def _outgoing(key: str, ended: datetime) -> Outgoing:
    return Outgoing(
        kind=OutboxKind.PUSH,
        state=OutboxState.SENT,
        body="[]",
        retry_key=key,
        dedupe_key=key,
        priority=Priority.ANSWER,
        due_at=ended,
        created_at=ended,
        finished_at=ended,
    )
