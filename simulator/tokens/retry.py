"""Retry keys: what was accepted under one, for 24 hours (RETRY: Retrying an API request)."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from simulator.basics.strict import Json
from simulator.saving.records import as_object, rebuild

LIFE_S = 24 * 3600
KEPT = 100_000


@dataclass(frozen=True)
class Accepted:
    at: float
    request_id: str
    answer: Json


class RetryKeys:
    """The newest 100,000: a day of more would be memory that nobody has."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._accepted: OrderedDict[str, Accepted] = OrderedDict()

    def accept(self, key: str, accepted: Accepted) -> None:
        self._forget_old(accepted.at)
        self._accepted.pop(key, None)
        self._accepted[key] = accepted
        if len(self._accepted) > self._kept:
            self._accepted.popitem(last=False)

    def find(self, key: str, now: float) -> Accepted | None:
        found = self._accepted.get(key)
        return found if found is not None and now - found.at < LIFE_S else None

    def _forget_old(self, now: float) -> None:
        while self._accepted:
            oldest = next(iter(self._accepted))
            if now - self._accepted[oldest].at < LIFE_S:
                return
            del self._accepted[oldest]

    def state(self) -> object:
        return dict(self._accepted)

    def restore(self, state: object) -> None:
        found = ((key, rebuild(Accepted, one)) for key, one in as_object(state).items())
        self._accepted = OrderedDict(found)
