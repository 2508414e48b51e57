"""The demonstration is the same story whenever it is started: holidays move it, and a new year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import FileClock
from base.office import NATIONAL
from base.settings import Settings
from commands import demo
from models.cases import Case, CaseAction
from models.forums import Forum, ForumReport
from models.words import CaseState, IdentityMode
from tests.commands.demonstration import opened, settings_in, silent
from tests.conftest import START

ZONE = ZoneInfo("Asia/Bangkok")
STARTS = {
    "a plain Monday": (START, "2026-07-13"),
    "Songkran": (datetime(2027, 4, 14, 9, tzinfo=ZONE), "2027-04-16"),
    "New Year": (datetime(2026, 12, 31, 22, tzinfo=ZONE), "2027-01-04"),
    "a new fiscal year": (datetime(2026, 10, 1, 0, 5, tzinfo=ZONE), "2026-10-01"),
}


@dataclass(frozen=True)
class Loaded:
    settings: Settings
    rows: Session
    start: datetime
    day: str


@pytest.fixture(scope="module", params=[*STARTS.values()], ids=[*STARTS])
def loaded_on(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Loaded]:
    real_now, day = request.param
    settings = settings_in(tmp_path_factory.mktemp("demonstration"))
    with opened(settings) as database:
        demo.load(settings, database, real_now, silent)
        start = demo.not_before(database)
        assert start is not None
        with database.read() as session:
            yield Loaded(settings, session, start, day)


def test_it_starts_at_ten_on_the_working_day(loaded_on: Loaded) -> None:
    local = loaded_on.start.astimezone(ZONE)
    assert local.isoformat() == f"{loaded_on.day}T10:00:00+07:00"
    assert NATIONAL.is_working_day(local.date())


def test_its_month_ends_where_its_clock_starts(loaded_on: Loaded) -> None:
    clock = FileClock(Path(loaded_on.settings.clock.removeprefix("file:")))
    assert timedelta() <= clock.now() - loaded_on.start < timedelta(minutes=5)


def test_cases_stand_at_every_step_and_name_their_sender_in_every_way(loaded_on: Loaded) -> None:
    cases = list(loaded_on.rows.scalars(sa.select(Case)))
    assert {one.state for one in cases} == set(CaseState)
    assert {one.identity_mode for one in cases} == set(IdentityMode)


def test_nothing_lies_ahead_of_the_clock(loaded_on: Loaded) -> None:
    told = loaded_on.rows.scalars(sa.select(CaseAction.at)).all()
    sent = loaded_on.rows.scalars(sa.select(ForumReport.submitted_at)).all()
    assert max(moment for moment in (*told, *sent) if moment) < loaded_on.start


def test_officers_answered_in_office_hours(loaded_on: Loaded) -> None:
    by_staff = sa.select(CaseAction.at).where(CaseAction.staff_id.is_not(None))
    acts = loaded_on.rows.scalars(by_staff).all()
    assert [at for at in acts if at is None or not NATIONAL.is_open(at.astimezone(ZONE))] == []


def test_forums_were_held_through_the_whole_month(loaded_on: Loaded) -> None:
    held = list(loaded_on.rows.scalars(sa.select(Forum.held_on)))
    assert (len(held) >= 25, max(held) - min(held) > timedelta(days=25)) == (True, True)
