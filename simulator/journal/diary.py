"""What people did and what the bot said, in one order: what a recording is made of."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from simulator.basics.strict import Json
from simulator.clock import iso
from simulator.saving.records import as_list, rebuild

KEPT = 20_000


@dataclass(frozen=True)
class Note:
    """``chat_id`` None: of the world, as the clock; ``by`` None: not a person's doing.

    ``verb``, ``value`` and ``beside`` as a step of a played conversation has them, people by their
    ids. ``at`` is in epoch seconds; ``before`` is how what it changed stood before.
    """

    number: int
    chat_id: str | None
    by: str | None
    verb: str
    value: object = None
    at: float = 0
    beside: Json = field(default_factory=dict)
    before: Json | None = None


class Diary:
    """The newest 20,000."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._notes: deque[Note] = deque(maxlen=KEPT)
        self.written = 0

    def note(
        self,
        chat_id: str | None,
        by: str | None,
        verb: str,
        value: object = None,
        *,
        beside: Json | None = None,
        before: Json | None = None,
    ) -> None:
        self.written += 1
        made = Note(self.written, chat_id, by, verb, value, self._now(), beside or {}, before)
        self._notes.append(made)

    def said(self, chat_id: str, message: Json) -> None:
        self.note(chat_id, None, "bot", message)

    def after(self, number: int) -> list[Note]:
        return [note for note in self._notes if note.number > number]

    def state(self) -> object:
        return list(self._notes)

    def restore(self, state: object) -> None:
        """Numbers go on from the greatest that was ever given out."""
        found = [rebuild(Note, one) for one in as_list(state)]
        for one in found:
            iso(one.at)  # a moment that no calendar has is found here
        self._notes = deque(found, maxlen=KEPT)
        self.written = max([self.written, *(one.number for one in found)])
