"""The state in its file, soon after it changed: a simulator that is killed loses seconds."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from simulator.clock import Clock, iso, stopwatch
from simulator.saving import state

EVERY_S = 2.0
SHARE = 20

_LOG = logging.getLogger(__name__)


class Kept(Protocol):
    """What there is to save; ``mark()`` is another after each change."""

    clock: Clock

    def mark(self) -> tuple[int, ...]: ...

    def stores(self) -> Mapping[str, state.Store]: ...


class Keeper:
    """Looks every ``every_s`` seconds whether there is anything to save.

    A twentieth of the time at most goes into it: who has much to save saves less often. What takes
    time is done in a thread, and the bot's calls go on meanwhile.
    """

    def __init__(self, world: Kept, path: Path, every_s: float = EVERY_S) -> None:
        self._world, self._path, self._every_s = world, path, every_s
        self._saved = world.mark()
        self._end = asyncio.Event()

    def open(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def close(self) -> None:
        """Waits for what is being written; then all is saved once more."""
        self._end.set()
        await self._task
        await self._write()

    async def _run(self) -> None:
        wait = self._every_s
        while not self._end.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._end.wait(), wait)
                return
            wait = self.pause_after(await self.save())

    def pause_after(self, took_s: float) -> float:
        return max(self._every_s, SHARE * took_s)

    async def save(self) -> float:
        """Seconds that it took, 0 where nothing changed. A disk that is full is tried again."""
        began, mark = stopwatch(), self._world.mark()
        if mark == self._saved:
            return 0
        try:
            await self._write()
            self._saved = mark
        except (OSError, ValueError) as fault:
            _LOG.warning("the state could not be saved to %s: %s", self._path, fault)
        return stopwatch() - began

    async def _write(self) -> None:
        """Taken at one moment, between two calls."""
        world = self._world
        document = state.take(world.stores(), iso(world.clock.now()))
        await asyncio.to_thread(state.write, self._path, document)
