"""One kind of work: how to find a piece of it, and when the next one is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

LOOK_AT_LEAST_EVERY = 5.0  # seconds: a missed signal costs no more than this

Job = Callable[[], None]
Find = Callable[[], Job | bool]


class Line:
    """One kind of work: `find` claims (a job to do, True: dealt with, False: nothing due)."""

    def __init__(
        self, name: str, find: Find, due: Callable[[], datetime | None], hands: int
    ) -> None:
        self.name, self.find, self.due, self.hands = name, find, due, hands

    def once(self) -> bool:
        """Find one piece of work and do it here; False when nothing is due (tests, draining)."""
        found = self.find()
        if callable(found):
            found()
            return True
        return found
