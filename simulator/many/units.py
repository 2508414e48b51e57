"""Names of aggregation units, at most 1,000 in a month (REF §Get the number of unit name types)."""

from __future__ import annotations

from simulator.basics.days import month_of
from simulator.saving.records import as_list, as_object, as_text

NAMES = 1_000


class Units:
    def __init__(self) -> None:
        self._months: dict[str, dict[str, None]] = {}

    def assign(self, name: str, now: float) -> bool:
        """False: the month has its 1,000 names; the message is sent, and has none."""
        names = self._months.setdefault(month_of(now), {})
        if name in names or len(names) < NAMES:
            names[name] = None
            return True
        return False

    def names(self, now: float) -> list[str]:
        """This month's, in the order of their first use."""
        return list(self._months.get(month_of(now), ()))

    def state(self) -> object:
        return {month: list(names) for month, names in self._months.items()}

    def restore(self, state: object) -> None:
        months = as_object(state).items()
        self._months = {
            month: dict.fromkeys(as_text(name) for name in as_list(names))
            for month, names in months
        }
