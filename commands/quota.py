"""What is to come in each month, beside what the month has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from models.counted import went_since
from models.ledger import spent
from models.month import figures_known, month_of


@dataclass(frozen=True, slots=True)
class MonthAhead:
    """`used` messages of `limit` are gone, of the whole site; `more` are to come. `limit` None:
    LINE says that there is none."""

    first: datetime
    used: int
    more: int
    limit: int | None

    @property
    def left(self) -> int:
        return max(0, (self.limit or 0) - self.used - self.more)

    @property
    def over(self) -> int:
        return 0 if self.limit is None else max(0, self.used + self.more - self.limit)


def beside_quota(
    session: Session,
    to_come: Iterable[tuple[datetime, int]],
    free: int,
    now: datetime,
    zone: ZoneInfo,
) -> Iterator[MonthAhead]:
    """A month in which something is to come, and the present one. LINE's own figures where they
    are known; else our ledger, and `free` as the limit."""
    present = month_of(now, zone)
    ahead: Counter[datetime] = Counter({present: 0})
    for at, messages in to_come:
        ahead[max(present, month_of(at, zone))] += messages
    figures = figures_known(session, now, zone)
    if figures is None:
        limit: int | None = free
        used = sum(one.counted for one in spent(session, present, now))
    else:
        limit, used = figures.limit, figures.used + went_since(session, figures.at)
    for first in sorted(ahead):
        yield MonthAhead(first, used if first == present else 0, ahead[first], limit)
