"""What saying something to many costs, in messages and in baht; and from when on two must agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from models.counted import counted_since


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
    """`left` of the month's free messages before it; `beyond` cost `baht`."""

    messages: int
    left: int
    beyond: int
    baht: Decimal


def cost_of(session: Session, budget: Budget, messages: int, now: datetime, zone: ZoneInfo) -> Cost:
    """By our own account of this month. LINE's figures decide when it goes out (enough.py)."""
    local = now.astimezone(zone)
    month = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    left = max(0, budget.free - counted_since(session, month))
    beyond = max(0, messages - left)
    return Cost(messages, left, beyond, (beyond * budget.price).quantize(Decimal("0.01")))
