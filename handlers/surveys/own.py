"""A wave of a form of the office's own: the days that staff name, and what it will cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from base.office import Office
from handlers.surveys.planning import LAST_CALL, Times, evening, evenings, wave_of
from models.audience import Audience, Reach, reach
from models.consents import NUDGES
from models.programme import Cohort
from models.surveys import REMINDERS, Survey, Wave
from models.words import WaveState

LASTS = 14  # days, where nobody says otherwise
LONGEST = 180
SOONEST = 2  # days after the invitation: one that comes sooner is dropped (tasks.remind)
# After which part of the wave each reminder comes; of the built-in ones two come so, too.
_PARTS = {0: (), 1: (1 / 2,), 2: (4 / 14, 9 / 14)}


class NoSuchTimes(Exception):
    """Days that cannot be; `key` is that of the sentence (waves.…) and `values` what it names."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


@dataclass(frozen=True, slots=True)
class Cost:
    """Whom it reaches at each of these `moments`: invited, and reminded as is still to come."""

    reach: Reach
    moments: tuple[datetime, ...]

    @property
    def messages(self) -> int:
        """As many as LINE may count for it, if nobody answers before the last reminder."""
        return self.reach.messages * len(self.moments)

    @property
    def steps(self) -> list[tuple[datetime, int]]:
        """As `cost_ahead` takes them."""
        return [(at, self.reach.messages) for at in self.moments]


def own_times(
    cohort: Cohort,
    opens: date,
    closes: date,
    reminders: int,
    now: datetime,
    zone: ZoneInfo,
    calendar: Office,
) -> Times:
    """It opens at 17:45, today at once where that has passed, of a holiday on the next working day,
    and closes at 20:00; at most so many reminders as have room between. Raises NoSuchTimes."""
    if opens < now.astimezone(zone).date():
        raise NoSuchTimes("passed", day=opens)
    first = evening(opens, zone, calendar)
    days = (closes - first.date()).days
    if not 0 < days <= (closes - opens).days <= LONGEST:
        raise NoSuchTimes("no_length", opens=first.date(), closes=closes, most=LONGEST)
    after = {max(SOONEST, round(days * part)) for part in _PARTS[min(reminders, REMINDERS)]}
    found = evenings(first.date(), sorted(after), zone, calendar)
    return Times(
        key="",
        offset_days=(opens - cohort.ends_on).days,
        opens=max(now, first),
        closes=datetime.combine(closes, LAST_CALL, zone),
        reminders=tuple(at for at in found if at.date() <= closes),
    )


def cost(session: Session, cohort: Cohort, times: Times) -> Cost:
    """Whom of the cohort it reaches now, and the invitation and reminders to all of them."""
    return Cost(reach(session, of_cohort(cohort.id), NUDGES), (times.opens, *times.reminders))


def of_cohort(cohort_id: str) -> Audience:
    return Audience((("cohort", (cohort_id,)),))


def reminders_left(wave: Wave, now: datetime) -> list[datetime]:
    """Those still to come; of what a second officer agrees to they are a part."""
    both = (wave.first_reminder_at, wave.second_reminder_at)
    return [at for at in both if at is not None and at > now]


def planned_before(session: Session, cohort: Cohort, survey: Survey, times: Times) -> Wave | None:
    """The wave of the same form, cohort and day that stands already."""
    wave = wave_of(session, cohort, survey, times.offset_days)
    return wave if wave is not None and wave.state is not WaveState.CANCELLED else None


def is_same(wave: Wave, times: Times) -> bool:
    reminders = (*times.reminders, None, None)[:REMINDERS]
    theirs = (wave.first_reminder_at, wave.second_reminder_at)
    return wave.closes_at == times.closes and theirs == reminders
