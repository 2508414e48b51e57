"""What is asked many times a second looks at what it needs and not at all that waits (SQLite)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import FileClock
from bot.messages.bubbles import Bubble
from bot.outbox.places import Lists, choose
from bot.outbox.wanted import wanted_by_all
from bot.outbox.write import Reply, put_reply
from models.claims import is_due
from models.database import Database
from models.files import File
from models.inbox import next_event, waiting_in
from models.outbox import Outgoing, next_answer, next_in
from models.surveys import Wave
from models.tasks import next_task
from models.waves import members_after, unanswered_after
from models.words import Lane

CHAT = "user:U1"


@contextmanager
def _reads(database: Database) -> Iterator[list[tuple[str, Any]]]:
    seen: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if statement.lstrip().startswith("SELECT"):
            seen.append((statement, values))

    sa.event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    sa.event.remove(database.engine, "before_cursor_execute", note)


def _plan(database: Database, ask: Callable[[Session], object]) -> list[str]:
    """One line for each table that is looked into, from SQLite's EXPLAIN QUERY PLAN."""
    with database.write() as session, _reads(database) as seen:
        ask(session)
        asked = seen.copy()
        connection = session.connection()
        rows = [
            row[-1]
            for statement, values in asked
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    return [str(row) for row in rows if str(row).startswith(("SEARCH", "SCAN", "USE"))]


def test_claiming_an_event_asks_of_its_own_chat_only_what_is_ahead(
    sqlite_database: Database, clock: FileClock
) -> None:
    due, ahead, in_hand = _plan(sqlite_database, lambda s: is_due(s, next_event(), clock.now()))
    assert "(state=? AND due_at<?)" in due
    assert "(mailbox_key=? AND state=? AND occurred_at<?)" in ahead
    assert "(mailbox_key=? AND leased_until>? AND leased_until<?)" in in_hand


def test_claiming_an_answer_sorts_nothing(sqlite_database: Database, clock: FileClock) -> None:
    due, ahead = _plan(sqlite_database, lambda s: is_due(s, next_answer(), clock.now()))
    assert "(state=? AND answer=? AND due_at<?)" in due
    assert "(mailbox_key=? AND state=? AND answer=?" in ahead


def test_claiming_anything_else_sorts_nothing(sqlite_database: Database, clock: FileClock) -> None:
    (due,) = _plan(sqlite_database, lambda s: is_due(s, next_in(Lane.PUSH), clock.now()))
    assert "ix_outgoing_lanes (state=? AND lane=? AND due_at<?)" in due


def test_what_goes_to_many_asks_for_pushes_by_their_lane(
    sqlite_database: Database, clock: FileClock
) -> None:
    looks = _plan(sqlite_database, lambda s: is_due(s, next_in(Lane.BULK), clock.now()))
    assert len(looks) == 3
    assert all("ix_outgoing_lanes (state=? AND lane=? AND due_at<?)" in look for look in looks)


def test_counting_what_waits_looks_at_one_chat(sqlite_database: Database) -> None:
    (waiting,) = _plan(sqlite_database, lambda s: waiting_in(s, CHAT, 1))
    assert "(mailbox_key=? AND state=?)" in waiting


@pytest.mark.parametrize("token", ["reply-token", None])
def test_answering_looks_at_one_chat(
    token: str | None, sqlite_database: Database, clock: FileClock
) -> None:
    now = clock.now()
    reply = Reply(CHAT, "U1", token, "event", now, [Bubble("words")])
    plan = _plan(sqlite_database, lambda s: put_reply(s, reply, now))
    searches = [line for line in plan if line.startswith(("SEARCH", "SCAN"))]
    assert [line for line in searches if "mailbox_key=?" not in line] == []
    assert len(searches) == (2 if token else 1)


def test_answering_looks_for_places_on_lists_by_whose_they_are(
    sqlite_database: Database, clock: FileClock
) -> None:
    lists = Lists(ZoneInfo("Asia/Bangkok"), wanted_by_all)
    plan = _plan(sqlite_database, lambda s: choose(s, CHAT, 4, clock.now(), lists))
    assert [line for line in plan if line.startswith("SCAN")] == []
    assert any("addressee USING INDEX ix_addressee_account_id_state" in line for line in plan)


@pytest.mark.parametrize("table", [Outgoing, File])
def test_a_lease_is_renewed_without_looking_at_every_row(
    table: type[Any], sqlite_database: Database, clock: FileClock
) -> None:
    renewed = sa.update(table).where(table.token == "t").values(leased_until=clock.now())
    text = renewed.compile(sqlite_database.engine)
    with sqlite_database.read() as session:
        plan = session.connection().exec_driver_sql(
            f"EXPLAIN QUERY PLAN {text}", ("2026-07-13 03:00:00", "t")
        )
        assert "(token=?)" in plan.one()[-1]


def test_the_next_task_is_found_among_any_number_of_them(
    sqlite_database: Database, clock: FileClock
) -> None:
    (due,) = _plan(sqlite_database, lambda s: is_due(s, next_task(), clock.now()))
    assert due.startswith("SEARCH scheduled_task USING")
    assert "(state=? AND due_at<?)" in due


def test_a_wave_walks_through_its_cohort_by_cursor(sqlite_database: Database) -> None:
    wave = Wave(id=1, cohort_id="c")
    plan = _plan(sqlite_database, lambda s: members_after(s, wave, 5, 150))
    assert "ix_cohort_member_cohort_id_id (cohort_id=? AND id>?)" in plan[0]


def test_a_reminder_walks_through_its_wave_by_cursor(
    sqlite_database: Database, clock: FileClock
) -> None:
    wave = Wave(id=1, cohort_id="c")
    plan = _plan(sqlite_database, lambda s: unanswered_after(s, wave, 5, 150, clock.now()))
    assert "ix_invitation_wave_id_id (wave_id=? AND id>?)" in plan[0]
