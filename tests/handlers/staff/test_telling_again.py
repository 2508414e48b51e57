"""A notice is not repeated while it waits to be read; what comes after the reading is told anew."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.staff.service import viewed
from handlers.staff.telling import tell_of_case
from models.cases import Case
from models.database import Database
from models.outbox import Outgoing
from models.staff import Staff
from tests.golden.cast.base import nonsommut, officer
from tests.golden.cast.feedback import kham, open_case
from tests.handlers.feedback.conftest import NOW

A_MOMENT = timedelta(seconds=30)


def _case(session: Session) -> tuple[Case, Staff]:
    for build in (nonsommut, kham, officer, open_case):
        build(session, NOW)
    return session.scalars(sa.select(Case)).one(), session.scalars(sa.select(Staff)).one()


def _told(session: Session, what: str) -> int:
    chosen = sa.select(Outgoing.id).where(Outgoing.dedupe_key.startswith(f"case-{what}:"))
    return len(session.scalars(chosen).all())


def test_words_after_the_officer_has_read_are_a_new_notice(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        case, staff = _case(session)
        tell_of_case(session, case, "said", NOW)
        tell_of_case(session, case, "said", NOW + A_MOMENT)
        assert _told(session, "said") == 1
        viewed(session, staff, case, NOW + A_MOMENT)
        tell_of_case(session, case, "said", NOW + 2 * A_MOMENT)
        assert _told(session, "said") == 2


def test_words_that_explain_a_reopening_nobody_read_yet_are_no_second_notice(
    sqlite_database: Database,
) -> None:
    with sqlite_database.write() as session:
        case, staff = _case(session)
        tell_of_case(session, case, "reopened", NOW)
        tell_of_case(session, case, "said", NOW + A_MOMENT)
        assert _told(session, "said") == 0
        viewed(session, staff, case, NOW + 2 * A_MOMENT)
        tell_of_case(session, case, "said", NOW + 3 * A_MOMENT)
        assert _told(session, "said") == 1


def test_words_that_come_long_after_the_reopening_are_told(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        case, _ = _case(session)
        tell_of_case(session, case, "reopened", NOW)
        tell_of_case(session, case, "said", NOW + timedelta(hours=1))
        assert _told(session, "said") == 1


def test_a_day_that_has_passed_is_told_once_a_day(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        case, _ = _case(session)
        for hours in (0, 2, 24):
            tell_of_case(session, case, "overdue", NOW + timedelta(hours=hours))
        assert _told(session, "overdue") == 2
