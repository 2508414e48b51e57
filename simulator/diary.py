"""What people did and what the bot said, in one order: what a recording is made of."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from simulator.chats import Json

KEPT = 20_000


@dataclass(frozen=True)
class Note:
    """``chat_id`` None: of the world, as the clock; ``by`` None: not a person's doing.

    ``verb`` and ``value`` as a step of a played conversation has them, people by their ids.
    """

    number: int
    chat_id: str | None
    by: str | None
    verb: str
    value: object = None


class Diary:
    """The newest 20,000."""

    def __init__(self) -> None:
        self._notes: deque[Note] = deque(maxlen=KEPT)
        self.written = 0

    def note(self, chat_id: str | None, by: str | None, verb: str, value: object = None) -> None:
        self.written += 1
        self._notes.append(Note(self.written, chat_id, by, verb, value))

    def said(self, chat_id: str, message: Json) -> None:
        self.note(chat_id, None, "bot", message)

    def after(self, number: int) -> list[Note]:
        return [note for note in self._notes if note.number > number]
