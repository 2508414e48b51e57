"""Keeps the leases of work in flight: renews them every 3 s, so that only the dead lose them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from base.clock import Clock
from base.logs import get, trouble
from models.claims import renew
from models.database import Busy, Database

EVERY = 3.0

log = get("keeper")


class Keeper:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._held: dict[str, type[Any]] = {}
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=EVERY + 1)

    @contextmanager
    def holding(self, table: type[Any], token: str) -> Iterator[None]:
        """While inside, the lease of `token` is renewed."""
        with self._lock:
            self._held[token] = table
        try:
            yield
        finally:
            with self._lock:
                self._held.pop(token, None)

    def _run(self) -> None:
        while not self._stopping.wait(EVERY):
            with self._lock:
                held = dict(self._held)
            if held:
                self._renew(held)

    def _renew(self, held: dict[str, type[Any]]) -> None:
        try:
            with self._database.write() as session:
                for token, table in held.items():
                    renew(session, table, token, self._clock.now())
        except (Busy, SQLAlchemyError) as error:
            log.warning("leases could not be renewed", action="renew_failed", error=trouble(error))
        except Exception:  # without this thread every slow try would be made twice
            log.exception("leases could not be renewed", action="renew_failed")
