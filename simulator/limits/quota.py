"""The month's messages: people reached, not objects sent (PRICE: Messaging API pricing)."""

from __future__ import annotations

from collections import Counter

from simulator.basics.days import month_of
from simulator.saving.records import as_count, as_object


class Usage:
    def __init__(self) -> None:
        self._months: Counter[str] = Counter()

    def this_month(self, now: float) -> int:
        return self._months[month_of(now)]

    def add(self, people: int, now: float) -> None:
        self._months[month_of(now)] += people

    def state(self) -> object:
        return dict(self._months)

    def restore(self, state: object) -> None:
        found = {month: as_count(people) for month, people in as_object(state).items()}
        self._months = Counter(found)
