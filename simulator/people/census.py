"""Friends and blocks, day by day (REF §Get number of followers, §Get friend demographics)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from simulator.basics.days import day_of
from simulator.people.person import Person
from simulator.saving.records import as_object, rebuild


@dataclass
class Known:
    """``since``: when this person became a friend for the first time (epoch seconds)."""

    since: float | None = None
    blocks: bool = False


class Census:
    """Friends never become fewer, blocks do."""

    def __init__(self) -> None:
        self._known: dict[str, Known] = {}
        self._changes: Counter[str] = Counter()

    def note(self, person: Person, now: float) -> None:
        """Whenever something about a person may have changed."""
        known = self._known.setdefault(person.user_id, Known())
        if person.was_friend and known.since is None:
            known.since = now
            self._changes[f"{day_of(now)} followers"] += 1
        blocks = person.blocked and person.was_friend
        if blocks != known.blocks:
            known.blocks = blocks
            self._changes[f"{day_of(now)} blocks"] += 1 if blocks else -1

    def until(self, what: str, day: str) -> int:
        """``followers`` or ``blocks`` at the end of that day (``yyyyMMdd``)."""
        changes = ((key.split(" "), n) for key, n in self._changes.items())
        return sum(n for (at, kind), n in changes if kind == what and at <= day)

    def since(self, user_id: str) -> float | None:
        known = self._known.get(user_id)
        return None if known is None else known.since

    def state(self) -> object:
        return {"known": dict(self._known), "changes": dict(self._changes)}

    def restore(self, state: object) -> None:
        saved = as_object(state)
        people = as_object(saved["known"]).items()
        found = {user_id: rebuild(Known, one) for user_id, one in people}
        changes = Counter({key: int(n) for key, n in as_object(saved["changes"]).items()})
        self._known, self._changes = found, changes
