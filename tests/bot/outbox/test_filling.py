"""A list that is known from the start is written in steps, and goes on after a kill."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from base.clock import FileClock
from bot.messages.bubbles import Bubble
from bot.outbox.many import Many, add, fill, open_list
from models.database import Database
from models.many import Addressee
from models.outbox import Outgoing
from models.people import Account, Whom
from tests.bot.outbox.crowd import SAID

WHOM = [Whom(str(number)) for number in range(1200)]


def test_writing_a_list_goes_on_where_it_was_killed(
    any_database: Database, clock: FileClock
) -> None:
    many = _killed_after_500(any_database, clock)
    steps: list[int] = []
    for _ in range(2):
        fill(any_database, clock, many, WHOM, steps.append)
    assert steps == [1000, 1200]
    with any_database.read() as session:
        rows = session.scalars(sa.select(Addressee.outgoing_id)).all()
    assert sorted(rows.count(row) for row in set(rows)) == [200, 500, 500]


def test_nobody_is_left_out_when_the_people_come_in_another_order_after_a_kill(
    any_database: Database, clock: FileClock
) -> None:
    many = _killed_after_500(any_database, clock)
    fill(any_database, clock, many, WHOM[::-1], lambda _count: None)
    with any_database.read() as session:
        named = session.scalars(sa.select(Addressee.account_id)).all()
    assert len(named) == len(WHOM)
    assert set(named) == {one.account_id for one in WHOM}


def _everybody_is_there(database: Database, clock: FileClock) -> Many:
    with database.write() as session:
        accounts = [{"id": one.account_id, "created_at": clock.now()} for one in WHOM]
        session.execute(sa.insert(Account), accounts)
    return Many("test:1", [Bubble(SAID)], clock.now())


def _killed_after_500(database: Database, clock: FileClock) -> Many:
    many = _everybody_is_there(database, clock)

    def killed(_count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill(database, clock, many, WHOM, killed)
    return many


def test_a_list_written_in_small_steps_has_no_more_rows_than_line_needs_requests(
    any_database: Database, clock: FileClock
) -> None:
    many = _everybody_is_there(any_database, clock)
    for at in (*range(0, 1200, 150), 0):
        _named(any_database, clock, many, WHOM[at : at + 150])
    with any_database.read() as session:
        rows = session.scalars(sa.select(Addressee.outgoing_id)).all()
        assert session.scalar(sa.select(sa.func.count()).select_from(Outgoing)) == 3
    assert sorted(rows.count(row) for row in set(rows)) == [200, 500, 500]


def test_whoever_is_named_again_begins_no_row(any_database: Database, clock: FileClock) -> None:
    many = _everybody_is_there(any_database, clock)
    _named(any_database, clock, many, WHOM[:500])
    assert _named(any_database, clock, many, WHOM[:500]) == 0
    with any_database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Outgoing)) == 1


def _named(database: Database, clock: FileClock, many: Many, people: list[Whom]) -> int:
    with database.write() as session:
        return add(session, open_list(session, many, clock.now()), people, clock.now())
