"""`python -m scheduler [worker|clock]`: without a word, both in one process for a small site."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from typing import Protocol

import bootstrap
from base.heap import settle
from base.logs import set_up
from base.settings import DatabaseSettings, Settings, SettingsFault, read


class Door(Protocol):
    def run(self) -> None: ...
    def stop(self) -> None: ...


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m scheduler", description=__doc__)
    parser.add_argument("part", nargs="?", choices=["worker", "clock"])
    part = parser.parse_args().part
    set_up()
    try:
        doors = _doors(part)
    except SettingsFault as fault:
        sys.stderr.write(f"{fault}\n")
        return 2
    settle()
    return 0 if _run(doors) else 1


def _doors(part: str | None) -> list[Door]:
    from scheduler.clock import ClockDoor
    from scheduler.worker import Worker

    doors: list[Door] = []
    if part in (None, "worker"):
        doors.append(Worker(bootstrap.worker(read(Settings))))
    if part in (None, "clock"):
        house = bootstrap.clock(read(DatabaseSettings))
        doors.append(ClockDoor(house.database, house.clock, house.zone))
    return doors


def _run(doors: list[Door]) -> bool:
    """Until asked to stop. False when a door ended by itself: then all end, to be started again."""
    asked = threading.Event()

    def stop(_signal: int, _frame: object) -> None:
        asked.set()
        for door in doors:
            door.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    threads = [threading.Thread(target=door.run) for door in doors]
    for thread in threads:
        thread.start()
    while all(thread.is_alive() for thread in threads):
        threads[0].join(timeout=0.5)  # without a limit it would keep the signal from being heard
    for door in doors:
        door.stop()
    for thread in threads:
        while thread.is_alive():
            thread.join(timeout=0.5)
    return asked.is_set()


if __name__ == "__main__":
    raise SystemExit(main())
