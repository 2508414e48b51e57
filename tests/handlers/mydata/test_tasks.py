from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

import bootstrap
from base.clock import FileClock
from base.files import Files
from handlers.mydata import tasks
from models.database import Database
from models.files import File
from models.inbox import Event
from models.kept import CLAIM, MOVE, Kept
from models.mailbox import Conversation, FormVersion
from models.outbox import Outgoing
from models.people import Account
from models.staff import note
from models.tasks import ScheduledTask, plan
from models.words import (
    ConversationState,
    EventState,
    FileState,
    KeptState,
    OutboxKind,
    OutboxState,
    Priority,
)
from tests.handlers.conftest import Named, cast_in
from tests.support.chat import Chat, at
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


def test_words_that_led_to_nothing_go_after_thirty_days(people: Named) -> None:
    chat = people("stranger")
    _kept(chat, 31, loose=KeptState.LOOSE, thrown=KeptState.DISCARDED, unread=KeptState.FOR_STAFF)
    _kept(chat, 29, fresh=KeptState.LOOSE)
    _kept(chat, 31, "danger:offered", danger=KeptState.USED)
    assert _left(chat) == {"unread", "fresh"}


def test_words_that_a_case_or_a_report_is_made_of_stay(people: Named) -> None:
    chat = people("stranger")
    for record in ("case:c1:story", "report:r1:topic"):
        _kept(chat, 90, record, **{record: KeptState.USED})
    assert _left(chat) == {"case:c1:story", "report:r1:topic"}


def test_words_of_a_form_go_thirty_days_after_it_ended(people: Named) -> None:
    chat = people("stranger")
    for name, ended in (("open", None), ("just", 29), ("long", 31)):
        form = _form(chat, None if ended is None else NOW - timedelta(days=ended))
        _kept(chat, 40, f"conversation:{form}:words", **{name: KeptState.USED})
    assert _left(chat) == {"open", "just"}


@pytest.mark.parametrize(("days", "left"), [(29, {"asked"}), (31, set())])
def test_what_an_officer_answered_goes_thirty_days_later(
    any_house: bootstrap.WorkerHouse, days: int, left: set[str]
) -> None:
    chat = cast_in(any_house)("friend")
    _kept(chat, 40, asked=KeptState.FOR_STAFF)
    with chat.house.database.write() as session:
        row = session.scalars(sa.select(Kept)).one()
        row.account_id = session.scalars(sa.select(Account.id)).one()
        note(session, NOW - timedelta(days=days), None, "kept.answer", str(row.id))
    assert _left(chat) == left


@pytest.mark.parametrize("what", [CLAIM, MOVE])
def test_a_claim_that_nobody_settled_stays_whatever_was_answered(people: Named, what: str) -> None:
    chat = people("friend")
    _kept(chat, 40, what, claimed=KeptState.FOR_STAFF)
    with chat.house.database.write() as session:
        row = session.scalars(sa.select(Kept)).one()
        row.account_id = session.scalars(sa.select(Account.id)).one()
        note(session, NOW - timedelta(days=31), None, "kept.answer", str(row.id))
    assert _left(chat) == {"claimed"}


def test_a_photo_that_nobody_wanted_is_erased(people: Named) -> None:
    chat = people("friend")
    chat.photo()
    at(chat.house, "2026-08-14T10:00")
    assert _left(chat) == set()
    with chat.house.database.read() as session:
        assert session.scalars(sa.select(File)).one().state is FileState.ERASED


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


def _kept(chat: Chat, days: int, used_for: str = "", **named: KeptState) -> None:
    """Messages so many days old; each one's words are its name."""
    with chat.house.database.write() as session:
        for text, state in named.items():
            row = Kept(kind="text", text=text, state=state, used_for=used_for)
            row.said_at = NOW - timedelta(days=days)
            session.add(row)


def _form(chat: Chat, ended_at: datetime | None) -> int:
    began = NOW - timedelta(days=40)
    with chat.house.database.write() as session:
        session.merge(FormVersion(digest="d", room="x", source=b"", first_used_at=began))
        session.flush()
        state = ConversationState.FINISHED if ended_at else ConversationState.LEFT
        form = Conversation(room="x", form_digest="d", state=state, turn=0)
        form.opened_at = form.touched_at = began
        form.ended_at = ended_at
        session.add(form)
        session.flush()
        return form.id


def _left(chat: Chat) -> set[str]:
    """The words that still stand after the nightly task."""
    now = chat.house.clock.now()
    with chat.house.database.write() as session:
        plan(session, "retention.empty", "all", now, now)
    chat.run_tasks()
    with chat.house.database.read() as session:
        return set(session.scalars(sa.select(Kept.text).where(Kept.text.is_not(None))))


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
