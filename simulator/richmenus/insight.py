"""How often rich menus were seen and their areas tapped (REF §Get rich menu insight …)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from simulator.basics.strict import Json
from simulator.saving.records import as_count, as_object

SEEN = "seen"
Counts = Counter[str]


class MenuInsight:
    """By menu, by day (``20260807``, Japan's), by what: seen, or the area's number; by person."""

    def __init__(self) -> None:
        self._menus: dict[str, dict[str, dict[str, Counts]]] = {}

    def note(self, menu_id: str, what: str, user_id: str, day: str) -> None:
        days = self._menus.setdefault(menu_id, {})
        days.setdefault(day, {}).setdefault(what, Counter())[user_id] += 1

    def counts(self, menu_id: str, what: str, first: str, last: str) -> dict[str, Counts]:
        """The days of which there is something, first and last included."""
        days = self._menus.get(menu_id, {})
        return {
            day: found[what]
            for day, found in sorted(days.items())
            if what in found and first <= day <= last
        }

    def forget(self, menu_id: str) -> None:
        self._menus.pop(menu_id, None)

    def state(self) -> object:
        return {
            menu_id: {
                day: {what: dict(counts) for what, counts in found.items()}
                for day, found in days.items()
            }
            for menu_id, days in self._menus.items()
        }

    def restore(self, state: object) -> None:
        self._menus = {
            menu_id: {day: _found(found) for day, found in as_object(days).items()}
            for menu_id, days in as_object(state).items()
        }


def metrics(days: Iterable[Counts]) -> Json:
    """``count`` and ``uniqueUsers`` over all of these."""
    whole: Counts = Counter()
    for counts in days:
        whole.update(counts)
    return {"count": whole.total(), "uniqueUsers": len(whole)}


def _found(state: object) -> dict[str, Counts]:
    return {
        what: Counter({user_id: as_count(n) for user_id, n in as_object(counts).items()})
        for what, counts in as_object(state).items()
    }
