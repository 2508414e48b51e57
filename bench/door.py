"""A worker that knows one more kind of task, which writes many rows: `python -m bench.door`."""

from __future__ import annotations

import signal
import threading
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

import bootstrap
from base.logs import set_up
from base.settings import Settings, read
from bench import sampler
from bot.inbox.turn import Context
from bot.tasks import Outcome, TaskKind
from models.inbox import Unsent
from models.tasks import ScheduledTask
from scheduler.worker import Worker

ROWS = "bench.rows"
A_STEP = 1000


def write_rows(session: Session, _context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    """`subject` says how many rows; at most 1,000 a step, from the stored cursor."""
    begin, end = int(task.cursor or 0), int(task.subject)
    numbers = range(begin, min(end, begin + A_STEP))
    rows = [{"message_id": f"bench-{number}", "at": now} for number in numbers]
    session.execute(sa.insert(Unsent), rows)
    return Outcome(done=numbers.stop >= end, cursor=str(numbers.stop), progress=len(rows))


def main() -> None:
    set_up()
    sampler.start("worker")
    house = bootstrap.worker(read(Settings))
    house.kinds = {**house.kinds, ROWS: TaskKind(ROWS, write_rows)}
    worker = Worker(house)
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    thread = threading.Thread(target=worker.run)
    thread.start()
    while thread.is_alive():
        thread.join(timeout=0.5)
    sampler.write("worker")


if __name__ == "__main__":
    main()
