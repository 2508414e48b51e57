"""What happens, told to whoever listens (the phone pages)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from simulator.basics import strict

_WAITING = 2_000


class Stream:
    """A listener that does not keep up loses the connection rather than filling memory.

    ``told`` counts what happened, also while nobody listens.
    """

    def __init__(self) -> None:
        self.told = 0
        self._listeners: set[asyncio.Queue[str | None]] = set()

    @property
    def listened(self) -> bool:
        return bool(self._listeners)

    def tell(self, kind: str, **news: object) -> None:
        self.told += 1
        if not self.listened:
            return
        line = strict.dumps({"type": kind, **news}, escaped=True)
        for queue in list(self._listeners):
            self._put(queue, line)

    def close(self) -> None:
        for queue in list(self._listeners):
            self._put(queue, None)

    @contextmanager
    def listening(self) -> Iterator[asyncio.Queue[str | None]]:
        """A queue of JSON lines; None is the end."""
        queue: asyncio.Queue[str | None] = asyncio.Queue(_WAITING)
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    def _put(self, queue: asyncio.Queue[str | None], line: str | None) -> None:
        if queue.full():
            self._listeners.discard(queue)
            while not queue.empty():
                queue.get_nowait()
            line = None
        queue.put_nowait(line)
