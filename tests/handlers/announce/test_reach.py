"""Whom it reaches is counted by a few statements, however many there are, and in nobody's way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.announce import writing
from models.audience import Audience, Reach, parse, reach
from models.consents import NUDGES
from models.database import Database
from tests.handlers.announce.conftest import Office
from tests.handlers.conftest import Named

SKIP = ("ข้าม", "ข้าม")  # said once, it might be what is to be announced
ASKS = ("พรุ่งนี้ประชุมค่ะ", *SKIP, "ข้าม", *SKIP, "ผู้นำหมู่บ้าน", "ทุกที่", "ส่งเลย")


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """What is sent to the database meanwhile."""
    seen: list[str] = []

    def note(*told: object) -> None:
        seen.append(str(told[2]))

    sa.event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    sa.event.remove(database.engine, "before_cursor_execute", note)


def _counted(office: Office) -> tuple[Reach, int]:
    database = office.house.database
    with database.read() as session, statements(database) as seen:
        found = reach(session, parse("role:villager"), NUDGES)
    return found, len(seen)


def test_a_thousand_are_counted_by_as_many_statements_as_ten(office: Office) -> None:
    office.people(10)
    few, by_few = _counted(office)
    office.people(990, after=10)
    many, by_many = _counted(office)
    assert (few.people, many.people, many.messages) == (10, 1000, 1000)
    assert by_many == by_few <= 4


def test_others_write_while_it_is_counted(people: Named, monkeypatch: pytest.MonkeyPatch) -> None:
    people("headman")
    officer, counted = people("officer"), []
    database = officer.house.database

    def slow(session: Session, audience: Audience, purpose: str) -> Reach:
        with database.write(patience=1.0):
            counted.append(audience)
        return reach(session, audience, purpose)

    monkeypatch.setattr(writing, "reach", slow)
    officer.say("ประกาศ")
    for words in ASKS:
        officer.say(words)
    assert "ถึงผู้นำหมู่บ้าน 1 เครื่อง" in officer.last()
    assert counted == [parse("role:leader")]
