"""Many webhooks, one commit: whoever comes while another's is being written shares the next one.

A commit waits for the disk, and waits as long for ten rows as for one. There is no thread of its
own for this: the first of those who wait writes for all, then hands the pen to the next.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache, partial

from sqlalchemy import exc

from base.clock import monotonic, pause
from bot.inbox.heard import Heard
from bot.inbox.store import store
from models.database import Busy, Database

LEAST = 0.05  # seconds that a write gets, however late it is
# The database's trouble, whatever it was given.
AWAY = (exc.OperationalError, exc.InterfaceError, exc.TimeoutError)
GATHER = 0.002  # seconds for others to come, where many come; a commit takes as long
MOST = 64  # bodies in one commit: others wait for the lock meanwhile


class _Slip:
    """One body that waits to be stored, until `until` of `monotonic()`."""

    def __init__(self, heard: Heard, until: float) -> None:
        self.heard = heard
        self.until = until
        self.ended = False
        self.error: Exception | None = None
        self.writes = False  # it is this one's turn to write
        self.woken = threading.Event()

    def end(self, error: Exception | None = None) -> None:
        self.error = error
        self.ended = True
        self.woken.set()


class Intake:
    """Of one process; any thread may call `take`."""

    def __init__(self, database: Database, bot_user_id: Callable[[], str | None]) -> None:
        self._database = database
        self._bot_user_id = bot_user_id
        self._lock = threading.Lock()
        self._waiting: list[_Slip] = []
        self._writing = False
        self._crowded = False  # the last commit was for several

    def take(self, heard: Heard, patience: float) -> None:
        """Returns once it is committed. Raises Busy after `patience` seconds, or what happened."""
        slip = _Slip(heard, monotonic() + patience)
        with self._lock:
            self._waiting.append(slip)
            slip.writes, self._writing = not self._writing, True
        while not slip.ended:
            if slip.writes:
                self._write_for_all(slip)
            elif not slip.woken.wait(max(0.0, slip.until - monotonic())):
                self._give_up(slip)
        if slip.error is not None:
            raise slip.error

    def _write_for_all(self, slip: _Slip) -> None:
        """One commit for those who wait, `slip` among them, then the next one writes."""
        slip.writes = False
        slip.woken.clear()
        if self._crowded:
            pause(GATHER)
        try:
            self._write(cache(self._those_waiting), slip.until)
        finally:
            self._pass_on()

    def _those_waiting(self) -> list[_Slip]:
        with self._lock:
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        self._crowded = len(batch) > 1
        return batch

    def _write(self, batch: Callable[[], list[_Slip]], until: float) -> None:
        """`batch` is asked as late as may be: who came while we waited for our turn comes along."""
        try:
            self._commit(batch, until)
        except Busy as busy:
            self._sort_out(batch(), busy)
        except exc.SQLAlchemyError as error:
            self._part(batch(), error)
        except BaseException:
            for slip in batch():
                slip.end(Busy())
            raise
        else:
            for slip in batch():
                slip.end()

    def _part(self, batch: list[_Slip], error: exc.SQLAlchemyError) -> None:
        """One that cannot be stored must not take the others along."""
        if len(batch) == 1 or isinstance(error, AWAY):
            for slip in batch:
                slip.end(error)
        else:
            for slip in batch:
                self._write(partial(list, [slip]), slip.until)

    def _commit(self, batch: Callable[[], list[_Slip]], until: float) -> None:
        ours = self._bot_user_id()
        with self._database.write(patience=max(LEAST, until - monotonic())) as session:
            store(session, [slip.heard for slip in batch()], ours)

    def _sort_out(self, batch: list[_Slip], busy: Busy) -> None:
        """Whose time is up is told; the others come into the next commit."""
        now = monotonic()
        again = [slip for slip in batch if slip.until > now]
        with self._lock:
            self._waiting = again + self._waiting
        for slip in batch:
            if slip not in again:
                slip.end(busy)

    def _pass_on(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting[0].writes = True
                self._waiting[0].woken.set()
            else:
                self._writing = False

    def _give_up(self, slip: _Slip) -> None:
        """Its time is up. One that is being written has an answer soon, whichever."""
        with self._lock:
            if slip.writes or slip.ended:
                return
            if slip in self._waiting:
                self._waiting.remove(slip)
                slip.end(Busy())
                return
        slip.woken.wait(LEAST)
