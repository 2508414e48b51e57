"""One look tells every line whether it has work."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from base.clock import FileClock
from models.claims import LEASE, take
from models.database import Database
from models.tasks import ScheduledTask, next_task, plan
from scheduler.lookout import Lookout, Seen


@pytest.fixture
def lookout(any_database: Database, clock: FileClock) -> Lookout:
    return Lookout(any_database, clock)


def _planned(database: Database, at: datetime) -> None:
    with database.write() as session:
        plan(session, "k", "s", at, at)


def test_an_empty_house_has_no_work_for_anybody(lookout: Lookout) -> None:
    lines = ("events", "media", "tasks", "answers", "pushes", "profiles", "menus")
    assert [lookout.seen(line, 0) for line in lines] == [Seen()] * len(lines)


def test_only_the_line_with_a_due_row_is_called(
    lookout: Lookout, any_database: Database, clock: FileClock
) -> None:
    _planned(any_database, clock.now())
    assert (lookout.seen("tasks", 1).ready, lookout.seen("events", 1).ready) == (True, False)


def test_a_row_that_falls_due_soon_is_told_with_its_moment(
    lookout: Lookout, any_database: Database, clock: FileClock
) -> None:
    soon = clock.now() + timedelta(seconds=3)
    _planned(any_database, soon)
    assert lookout.seen("tasks", 1) == Seen(ready=False, next_due=soon)


def test_a_row_in_somebodys_hands_calls_nobody_until_its_lease_ends(
    lookout: Lookout, any_database: Database, clock: FileClock
) -> None:
    _planned(any_database, clock.now())
    with any_database.write() as session:
        take(session, ScheduledTask, next_task(), clock.now())
    assert not lookout.seen("tasks", 1).ready
    clock.advance(LEASE.total_seconds() + 1)
    assert lookout.seen("tasks", 2).ready


def test_one_ring_is_answered_by_one_question(lookout: Lookout, any_database: Database) -> None:
    asked: list[str] = []
    sa.event.listen(
        any_database.engine, "before_cursor_execute", lambda *words: asked.append(words[2])
    )
    for line in ("events", "media", "tasks", "answers", "pushes", "profiles", "menus"):
        lookout.seen(line, 1)
    assert sum("EXISTS" in statement for statement in asked) == 1
