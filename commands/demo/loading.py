"""Loading the demonstration day by day; what a kill interrupted is finished by the next start."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.clock import FileClock, clock_from
from base.files import Files
from base.office import NATIONAL
from base.settings import Settings
from commands.demo import progress, roster, waves
from commands.demo.data import story
from commands.demo.month import Happening, Month, happenings
from commands.demo.photos import fetch_all
from commands.demo.progress import Progress
from commands.demo.talks import hold, talks
from commands.workday import first_start
from handlers.announce.service import Draft, propose
from handlers.staff.digest import DIGEST
from models.audience import parse
from models.database import Database
from models.inbox import Event
from models.staff import Staff
from models.tasks import plan

MORNING = time(8, 30)  # scheduler/timetable.py
Say = Callable[[str], None]


def is_loaded(database: Database) -> bool:
    """Whether the demonstration is complete in there."""
    with database.read() as session:
        told = progress.read(session)
    return told is not None and told.loaded


def not_before(database: Database) -> datetime | None:
    """The latest moment that the database knows of: its clock must not go back behind it."""
    with database.read() as session:
        told = progress.read(session)
        newest = session.scalar(sa.select(sa.func.max(Event.received_at)))
    known = [moment for moment in (told.start_at if told else None, newest) if moment]
    return max(known, default=None)


def load(settings: Settings, database: Database, real_now: datetime, say: Say) -> bool:
    """Enter what is missing, with the clock driven through the month; it ends at the start, which
    is 10:00 of the working day on or after `real_now`.

    False when there was nothing to do and the clock is untouched: the demonstration is complete, or
    the database holds somebody's own people or places. One transaction a day, each with a note of
    how far it got. A clock that no file moves (`CLOCK=system`) stays as it is; the month ends now.
    """
    with database.read() as session:
        told, taken = progress.read(session), progress.is_somebodys(session)
    if taken:
        say("This database has people or places of its own; the demonstration stays out of it.")
    if taken or (told is not None and told.loaded):
        return False
    _Loading(settings, database, told, real_now).run(say)
    return True


class _Loading:
    def __init__(
        self, settings: Settings, database: Database, told: Progress | None, real_now: datetime
    ) -> None:
        self._settings, self._database = settings, database
        self._files = Files(settings.media_dir)
        self._zone = ZoneInfo(settings.timezone)
        self._secret = settings.secret_key.get_secret_value()
        clock = clock_from(settings.clock)
        self._shown = clock
        self._clock = clock if isinstance(clock, FileClock) else None
        start = first_start(real_now, self._zone) if self._clock else real_now
        self._told = told or Progress(start.isoformat())
        self._start = self._told.start_at.astimezone(self._zone)

    def run(self, say: Say) -> None:
        say("Loading the demonstration …")
        first = _workshop_day(self._start)
        if not self._told.has(first):
            self._first_day(first)
        days = groupby(happenings(self._start), key=lambda one: one[0].date())
        things = {day: list(some) for day, some in days}
        said = {at.date() for at, _ in talks(self._start)}
        for day in sorted({*things, *said}):
            if not self._told.has(day):
                self._talks(day)
                self._day(day, things.get(day, []))
        self._now(self._start)
        fetch_all(self._database, self._files, self._shown)
        forms = waves.read_forms()
        with self._database.write() as session:
            if self._clock is not None:
                self._this_morning(session)
                waves.plan_waves(session, forms, self._start, self._zone)
                self._announce(session)
            progress.write(session, Progress(self._told.start, self._told.done, loaded=True))

    def _this_morning(self, session: Session) -> None:
        """Officers have had no digest yet: it comes when the worker begins."""
        plan(
            session, DIGEST, "all", datetime.combine(self._start, MORNING, self._zone), self._start
        )

    def _announce(self, session: Session) -> None:
        """One from the province is on the leaders' phones a moment after the worker begins."""
        told = story()["announcement"]
        author = session.get_one(Staff, self._told.staff[told["by"]])
        draft = Draft(told["words"], parse(told["to"]), told["words_en"], urgent=True)
        propose(session, author, draft, self._start)

    def _now(self, moment: datetime) -> datetime:
        """Drive the clock to the moment and read it, as every process would."""
        if self._clock is None:
            return moment
        self._clock.set_now(moment)
        return self._clock.now()

    def _first_day(self, day: date) -> None:
        midnight = datetime.combine(day, time(), self._zone)
        with self._database.write() as session:
            self._told.staff = roster.enter(session, day, lambda after: self._now(midnight + after))
            self._told.done = day.isoformat()
            progress.write(session, self._told)

    def _talks(self, day: date) -> None:
        """Before the day's other things, and outside of their transaction: a chat has its own."""
        for at, told in talks(self._start):
            if at.date() == day:
                self._now(at)
                hold(self._settings, self._database, at, told, self._zone)

    def _day(self, day: date, things: list[Happening]) -> None:
        with self._database.write() as session:
            month = Month(session, self._told, self._secret, self._zone)
            for moment, does in things:
                does(month, self._now(moment))
            self._told.done = day.isoformat()
            progress.write(session, self._told)
        fetch_all(self._database, self._files, self._shown)


def _workshop_day(start: datetime) -> date:
    day = start.date() - timedelta(days=story()["programme"]["starts_days_ago"])
    return day if NATIONAL.is_working_day(day) else NATIONAL.next_working_day(day)
