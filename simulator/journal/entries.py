"""What was asked and sent, newest 10,000 of each, in bounded memory."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from simulator.basics import strict
from simulator.basics.strict import Json
from simulator.clock import iso
from simulator.saving.records import as_list, as_object, as_text, packed, rebuild, unpacked

KEPT = 10_000
KEPT_BYTES = 64 * 1024 * 1024
BODY_BYTES = 64 * 1024


@dataclass(frozen=True)
class Entry:
    """``facts`` are shown as they are, ``bodies`` are raw bytes, read as JSON when asked for.

    ``number`` counts from 1 since the start, through every reset.
    """

    number: int
    at: float
    facts: Json
    bodies: dict[str, bytes]

    @property
    def size(self) -> int:
        return sum(len(body) for body in self.bodies.values())

    def describe(self) -> Json:
        shown: Json = {"n": self.number, "at": iso(self.at), **self.facts}
        return shown | {name: readable(body) for name, body in self.bodies.items()}

    def stored(self) -> Json:
        bodies = {name: _body(body) for name, body in self.bodies.items()}
        return {"number": self.number, "at": self.at, "facts": self.facts, "bodies": bodies}


class Journal:
    def __init__(self) -> None:
        self._entries: deque[Entry] = deque()
        self._bytes = 0
        self._written = 0

    @property
    def written(self) -> int:
        """How many ever."""
        return self._written

    def write(self, at: float, facts: Json, **bodies: bytes) -> Entry:
        self._written += 1
        cut = {name: body[:BODY_BYTES] for name, body in bodies.items()}
        entry = Entry(self._written, at, facts, cut)
        self._entries.append(entry)
        self._bytes += entry.size
        while len(self._entries) > KEPT or self._bytes > KEPT_BYTES:
            self._bytes -= self._entries.popleft().size
        return entry

    def clear(self) -> None:
        self._entries.clear()
        self._bytes = 0

    def after(self, number: int) -> list[Entry]:
        """What was written after entry ``number``."""
        return [entry for entry in self._entries if entry.number > number]

    def describe(self) -> list[Json]:
        return [entry.describe() for entry in self._entries]

    def state(self) -> object:
        return list(self._entries)

    def restore(self, state: object) -> None:
        """Numbers go on from the greatest that was ever given out."""
        found = [_entry(one) for one in as_list(state)]
        self._entries = deque(found)
        self._bytes = sum(entry.size for entry in found)
        self._written = max([self._written, *(entry.number for entry in found)])


def readable(body: bytes) -> object:
    """JSON as JSON, text as text, nothing as null."""
    if not body:
        return None
    try:
        return strict.loads(body)
    except ValueError:
        return body.decode("utf-8", "replace")


def _entry(state: object) -> Entry:
    given = as_object(state)
    bodies = {name: _bytes(body) for name, body in as_object(given.get("bodies")).items()}
    entry = rebuild(Entry, given | {"bodies": bodies})
    iso(entry.at)  # a moment that no calendar has is found here
    return entry


def _body(body: bytes) -> object:
    """Text as text, which whoever opens the file can read."""
    try:
        return body.decode()
    except UnicodeDecodeError:
        return {"base64": packed(body)}


def _bytes(state: object) -> bytes:
    return unpacked(state.get("base64")) if isinstance(state, dict) else as_text(state).encode()
