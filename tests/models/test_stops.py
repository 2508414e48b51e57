"""Why nothing is sent now; several senders may find out at once."""

from __future__ import annotations

import threading
from datetime import timedelta

from base.clock import FileClock
from models.database import Database
from models.outbox import stop, stops


def test_two_senders_who_are_refused_at_once_stop_once(
    any_database: Database, clock: FileClock
) -> None:
    now = clock.now()
    later = now + timedelta(minutes=1)
    told: list[bool] = []

    def refused() -> None:
        with any_database.write() as session:
            told.append(stop(session, "unauthorized", now, later))

    second = threading.Thread(target=refused)
    with any_database.write() as session:
        told.append(stop(session, "unauthorized", now, later))
        second.start()
        second.join(0.3)  # it waits for us
    second.join(60)
    with any_database.read() as session:
        assert (told, stops(session)["unauthorized"].ask_again_at) == ([True, False], later)
