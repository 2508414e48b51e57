"""Narrowcasts and how far they are (REF §Get narrowcast message status)."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field

from simulator.basics.strict import Json
from simulator.clock import iso
from simulator.saving.records import as_list, plain, rebuild

READABLE_S = 14 * 86_400
_KEPT = 200
INTERNAL, TOO_FEW, SMALL_AUDIENCE, PARTIAL = 1, 2, 4, 5


@dataclass
class Narrowcast:
    """``reserved`` people of the month are its own while it is sending; ``people`` got it."""

    request_id: str
    accepted: float
    messages: list[Json]
    recipient: Json | None = None
    demographic: Json | None = None
    limit: Json = field(default_factory=dict)
    phase: str = "waiting"
    started: float = 0.0
    completed: float | None = None
    people: list[str] = field(default_factory=list)
    failures: int = 0
    reserved: int = 0
    error: int | None = None
    reason: str | None = None

    @property
    def under_way(self) -> bool:
        return self.phase in ("waiting", "sending")

    def fail(self, error: int, reason: str, now: float) -> None:
        self.phase, self.error, self.reason, self.completed = "failed", error, reason, now
        self.reserved = 0

    def describe(self) -> Json:
        shown: Json = {"phase": self.phase, "acceptedTime": iso(self.accepted)}
        if self.phase != "waiting":
            sent = len(self.people) if self.phase == "succeeded" else 0
            shown |= {"successCount": sent, "failureCount": self.failures}
            shown |= {"targetCount": len(self.people) + self.failures}
        if self.error is not None:
            shown |= {"failedDescription": self.reason, "errorCode": self.error}
        if self.completed is not None:
            shown["completedTime"] = iso(self.completed)
        return shown


class Narrowcasts:
    def __init__(self) -> None:
        self._by_request: OrderedDict[str, Narrowcast] = OrderedDict()

    def __iter__(self) -> Iterator[Narrowcast]:
        return iter(self._by_request.values())

    def add(self, one: Narrowcast) -> None:
        self._by_request[one.request_id] = one
        if len(self._by_request) > _KEPT:
            self._by_request.popitem(last=False)

    def get(self, request_id: str, now: float) -> Narrowcast | None:
        """Readable for 14 days after it was accepted."""
        found = self._by_request.get(request_id)
        return found if found is not None and now - found.accepted < READABLE_S else None

    def sent(self, request_id: str, now: float) -> Narrowcast | None:
        """One that a redelivery object may name: it has succeeded, less than 14 days ago."""
        found = self.get(request_id, now)
        return found if found is not None and found.phase == "succeeded" else None

    def under_way(self) -> list[Narrowcast]:
        return [one for one in self._by_request.values() if one.under_way]

    @property
    def reserved(self) -> int:
        return sum(one.reserved for one in self._by_request.values())

    def state(self) -> object:
        return [plain(one) for one in self]

    def restore(self, state: object) -> None:
        found = [rebuild(Narrowcast, one) for one in as_list(state)]
        self._by_request = OrderedDict((one.request_id, one) for one in found)
