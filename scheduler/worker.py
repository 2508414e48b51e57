"""The worker: handles events, sends the outbox, fetches media, runs scheduled tasks.

One thread looks for each kind of work and hands it to a few hands; it never claims what no hand is
free for. Any number of workers may run, on one machine or many.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from base.clock import monotonic, pause
from base.logs import get, trouble
from bootstrap import WorkerHouse
from models.database import Busy
from models.wake import Bell
from scheduler.line import LOOK_AT_LEAST_EVERY, Job, Line
from scheduler.lines import lines
from scheduler.lookout import Lookout, Seen

BETWEEN_TURNS = 0.001  # a worker with a backlog lets webhooks write in between
AFTER_TROUBLE = 0.5
LOOK_AGAIN = 0.05
TOGETHER = 0.003  # all lines hear a ring: one looks for all, and what comes right after is seen too

log = get("worker")


class Worker:
    def __init__(self, house: WorkerHouse) -> None:
        self.house = house
        self.lines = lines(house)
        self._bell = Bell(house.database)
        self._lookout = Lookout(house.database, house.clock)
        self._stopping = threading.Event()

    def run(self) -> None:
        """Work until `stop`; what is in hand is finished first."""
        self.house.start()
        self._bell.start()
        threads = [
            threading.Thread(target=self._attend, args=(line,), name=line.name)
            for line in self.lines
        ]
        for thread in threads:
            thread.start()
        log.info("worker started", action="worker_started")
        for thread in threads:
            thread.join()
        self._bell.stop()
        self.house.stop()
        log.info("worker stopped", action="worker_stopped")

    def stop(self) -> None:
        self._stopping.set()
        self._bell.ring()

    def drain(self, most: int = 10_000) -> int:
        """Do all that is due now, in this thread, line after line; how many pieces it was."""
        done = 0
        while done < most:
            before = done
            for line in self.lines:
                while done < most and line.once():
                    done += 1
            if done == before:
                break
        return done

    def _attend(self, line: Line) -> None:
        free = threading.BoundedSemaphore(line.hands)
        with ThreadPoolExecutor(line.hands, thread_name_prefix=line.name) as pool:
            while not self._stopping.is_set():
                self._round(line, free, pool)

    def _round(
        self, line: Line, free: threading.BoundedSemaphore, pool: ThreadPoolExecutor
    ) -> None:
        if not free.acquire(timeout=0.2):
            return
        rings = self._bell.count()
        found: Job | bool = False
        try:
            found = line.find()
        except (Busy, SQLAlchemyError) as error:
            log.warning("the database did not answer", action="find_failed", error=trouble(error))
            pause(AFTER_TROUBLE)
        except Exception:
            log.exception("looking for work failed", action="find_failed", line=line.name)
            pause(AFTER_TROUBLE)
        if callable(found):
            pool.submit(_do, line.name, found, partial(self._done, free))
        else:
            free.release()
        if found is False:
            self._rest(line, rings)
        else:
            pause(BETWEEN_TURNS)

    def _done(self, free: threading.BoundedSemaphore) -> None:
        """What was waiting behind it may go now. SQLite's waker has seen the commit already."""
        free.release()
        if not self.house.database.is_sqlite:
            self._bell.ring()

    def _rest(self, line: Line, rings: int) -> None:
        """Until there may be work for this line; at most 5 s, in case a signal was missed."""
        until = monotonic() + LOOK_AT_LEAST_EVERY
        seen = self._seen(line, rings)
        line.looked_again = seen.ready and not line.looked_again
        if line.looked_again:  # it fell due since, or waits for something that nobody rings for
            self._bell.wait(rings, LOOK_AGAIN)
            return
        while (left := until - monotonic()) > 0 and not self._stopping.is_set():
            heard = self._bell.wait(rings, min(left, self._until_due(seen)))
            if heard == rings:
                return
            pause(TOGETHER)
            rings = self._bell.count()
            seen = self._seen(line, rings)
            if seen.ready:
                return

    def _seen(self, line: Line, rings: int) -> Seen:
        """What there is for this line; where nobody can say, it must look by itself."""
        try:
            return self._lookout.seen(line.name, rings)
        except (Busy, SQLAlchemyError):
            pause(AFTER_TROUBLE)
        except Exception:  # a thread that ended would leave its line undone, and nobody would know
            log.exception("looking ahead failed", action="due_failed", line=line.name)
            pause(AFTER_TROUBLE)
        return Seen(ready=True)

    def _until_due(self, seen: Seen) -> float:
        if seen.next_due is None:
            return LOOK_AT_LEAST_EVERY
        return max(0.0, (seen.next_due - self.house.clock.now()).total_seconds())


def _do(name: str, job: Job, release: Callable[[], None]) -> None:
    try:
        job()
    except Exception:
        log.exception("work failed", action="work_failed", line=name)
        pause(AFTER_TROUBLE)
    finally:
        release()
