"""Whoever held a forum learns how many answered its QR, never one by one."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from base.clock import FileClock
from handlers.surveys.service import add_version, built_in
from handlers.surveys.splitting import store_nobodys
from models.database import Database
from models.forum_answers import answers_of
from models.forum_codes import code_of
from models.forums import Forum
from models.surveys import SurveyVersion

DAY = date(2026, 7, 12)


def held(session: Session, clock: FileClock, name: str) -> SurveyVersion:
    session.add(Forum(id=name, held_on=DAY, fiscal_year_be=2569, created_at=clock.now()))
    session.flush()
    return add_version(session, built_in("C"), clock.now())[0]


@pytest.mark.parametrize(("count", "told"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10), (14, 10)])
def test_the_number_is_told_in_steps_of_five(
    any_database: Database, clock: FileClock, count: int, told: int
) -> None:
    with any_database.write() as session:
        version = held(session, clock, "one")
        held(session, clock, "two")
        code_of(session, "one", clock.now())
        for number in range(count + 5):
            forum = "one" if number < count else "two"
            store_nobodys(session, version, {"spoke": "yes"}, DAY, forum_id=forum)
        assert answers_of(session, "one") == told


def test_of_a_forum_without_a_qr_nothing_is_told(any_database: Database, clock: FileClock) -> None:
    with any_database.write() as session:
        held(session, clock, "one")
        assert answers_of(session, "one") is None
