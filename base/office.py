"""When the office works: Monday to Friday but public holidays, 08:30 to 16:30.

The office's own table goes before the calendar: days it is closed besides, and days on which it
works all the same, such as a Saturday in lieu (`models.holidays.office`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from base.thai.holidays import holidays_of

OPENS = time(8, 30)
CLOSES = time(16, 30)

_SATURDAY = 5


@dataclass(frozen=True)
class Office:
    """`own`: day → whether the office works, as it has said itself."""

    own: Mapping[date, bool] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        """False on weekends and holidays, unless the office says otherwise."""
        if day in self.own:
            return self.own[day]
        return day.weekday() < _SATURDAY and day not in holidays_of(day.year)

    def is_holiday(self, day: date) -> bool:
        """Closed, and not for being a weekend: a public holiday, or a day of the office's own."""
        if day in self.own:
            return not self.own[day]
        return day in holidays_of(day.year)

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return next(self.working_days_after(day))

    def working_days_after(self, day: date) -> Iterator[date]:
        while True:
            day += timedelta(days=1)
            if self.is_working_day(day):
                yield day

    def after_holiday(self, local: datetime) -> datetime:
        """`local`, a moment in the office's zone; of a holiday's the same time of the next working
        day. A weekend is no holiday: who answers at leisure may."""
        if not self.is_holiday(local.date()):
            return local
        return datetime.combine(self.next_working_day(local.date()), local.time(), local.tzinfo)

    def before_holiday(self, local: datetime) -> datetime:
        """The same, but on the last working day before."""
        day = local.date()
        if not self.is_holiday(day):
            return local
        while not self.is_working_day(day):
            day -= timedelta(days=1)
        return datetime.combine(day, local.time(), local.tzinfo)

    def is_open(self, local: datetime) -> bool:
        """Whether somebody is there at `local`, a moment in the office's zone."""
        return self.is_working_day(local.date()) and OPENS <= local.time() < CLOSES

    def next_opening(self, local: datetime) -> datetime:
        """The next 08:30 of a working day; a day that has not begun yet counts."""
        day = local.date()
        if not (self.is_working_day(day) and local.time() < OPENS):
            day = self.next_working_day(day)
        return datetime.combine(day, OPENS, local.tzinfo)


NATIONAL = Office()  # where there is no database yet
