"""One kind of work, and how to find a piece of it."""

from __future__ import annotations

from collections.abc import Callable

LOOK_AT_LEAST_EVERY = 5.0  # seconds: a missed signal costs no more than this

Job = Callable[[], None]
Find = Callable[[], Job | bool]


class Line:
    """One kind of work: `find` claims (a job to do, True: dealt with, False: nothing due)."""

    def __init__(self, name: str, find: Find, hands: int) -> None:
        self.name, self.find, self.hands = name, find, hands
        self.looked_again = False

    def once(self) -> bool:
        """Find one piece of work and do it here; False when nothing is due (tests, draining)."""
        found = self.find()
        if callable(found):
            found()
            return True
        return found
