"""What saying something to many costs, in messages and in baht; and from when on two must agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from models.counted import counted_since
from models.month import month_of


@dataclass(frozen=True, slots=True)
class Budget:
    """`free` messages of a month belong to the plan, `price` is baht for one beyond them; a list
    of more than `alone` people goes only when a second officer agrees, a wave of more than
    `wave_alone`: a cohort expects to be asked."""

    free: int = 300
    price: Decimal = Decimal("0.10")
    alone: int = 30
    wave_alone: int = 100


PLAIN = Budget()


@dataclass(frozen=True, slots=True)
class Cost:
    """`left` of this month's free messages before it; `beyond` cost `baht`."""

    messages: int
    left: int
    beyond: int
    baht: Decimal


@dataclass(slots=True)
class Purse:
    """The free messages of each month, taken in the order in which it is asked: go by time."""

    session: Session
    budget: Budget
    now: datetime
    zone: ZoneInfo
    taken: dict[datetime, int] = field(default_factory=dict)

    def left(self, at: datetime) -> int:
        """Of the month of `at`: what went out before, and what was taken here, is gone."""
        month, free = month_of(at, self.zone), self.budget.free
        gone = counted_since(self.session, month, at if at < self.now else None, free)
        return free - min(free, max(gone, self.taken.get(month, 0)))

    def beyond(self, at: datetime, messages: int) -> int:
        """Takes so many; how many of them are not free."""
        left = self.left(at)
        self.taken[month_of(at, self.zone)] = self.budget.free - left + messages
        return max(0, messages - left)

    def ahead(self, steps: Iterable[tuple[datetime, int]]) -> Cost:
        """Of what goes in several steps, each with its moment; one that has passed is now."""
        left, messages, beyond = self.left(self.now), 0, 0
        for at, count in sorted(steps):
            messages += count
            beyond += self.beyond(max(at, self.now), count)
        return Cost(messages, left, beyond, baht(beyond, self.budget.price))


def cost_of(session: Session, budget: Budget, messages: int, now: datetime, zone: ZoneInfo) -> Cost:
    """By our own account of this month. LINE's figures decide when it goes out (enough.py)."""
    return cost_ahead(session, budget, [(now, messages)], now, zone)


def cost_ahead(
    session: Session,
    budget: Budget,
    steps: Iterable[tuple[datetime, int]],
    now: datetime,
    zone: ZoneInfo,
) -> Cost:
    """As `cost_of`, of what goes in several steps, each out of its own month's free messages."""
    return Purse(session, budget, now, zone).ahead(steps)


def baht(messages: int, price: Decimal) -> Decimal:
    return (messages * price).quantize(Decimal("0.01"))
