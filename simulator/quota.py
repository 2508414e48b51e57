"""The month's messages: people reached, not objects sent (PRICE: Messaging API pricing)."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta, timezone

from simulator.saved import as_count, as_object

_JAPAN = timezone(timedelta(hours=9))  # the day of LINE's own statistics


class Usage:
    def __init__(self) -> None:
        self._months: Counter[str] = Counter()

    def this_month(self, now: float) -> int:
        return self._months[_month(now)]

    def add(self, people: int, now: float) -> None:
        self._months[_month(now)] += people

    def exceeds(self, quota: int | None, people: int, now: float) -> bool:
        """A full month refuses also what would reach nobody."""
        return quota is not None and self.this_month(now) + max(people, 1) > quota

    def state(self) -> object:
        return dict(self._months)

    def restore(self, state: object) -> None:
        found = {month: as_count(people) for month, people in as_object(state).items()}
        self._months = Counter(found)


def _month(now: float) -> str:
    return datetime.fromtimestamp(now, UTC).astimezone(_JAPAN).strftime("%Y-%m")
