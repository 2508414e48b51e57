"""`python -m scheduler [worker|clock]`: without a word, both in one process for a small site."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from typing import Protocol

import bootstrap
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
    _run(doors)
    return 0


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


def _run(doors: list[Door]) -> None:
    def stop(_signal: int, _frame: object) -> None:
        for door in doors:
            door.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    threads = [threading.Thread(target=door.run) for door in doors]
    for thread in threads:
        thread.start()
    for thread in threads:
        while thread.is_alive():  # a join without a limit would keep the signal from being heard
            thread.join(timeout=0.5)


if __name__ == "__main__":
    raise SystemExit(main())
