"""How many messages each way of sending sent on each day (REF §Get number of sent … messages).

A message to five people is five, as in the quota.
"""

from __future__ import annotations

from collections import Counter

from simulator.basics.days import day_of
from simulator.saving.records import as_count, as_object

KINDS = ("reply", "push", "multicast", "narrowcast", "broadcast")


class Tally:
    def __init__(self) -> None:
        self._sent: Counter[str] = Counter()

    def add(self, kind: str, people: int, now: float) -> None:
        self._sent[f"{day_of(now)} {kind}"] += people

    def of(self, kind: str, day: str) -> int:
        return self._sent[f"{day} {kind}"]

    def state(self) -> object:
        return dict(self._sent)

    def restore(self, state: object) -> None:
        self._sent = Counter({key: as_count(one) for key, one in as_object(state).items()})
