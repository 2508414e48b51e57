"""What the processes cost: time while nothing happens, and memory also after a large video."""

from __future__ import annotations

from collections.abc import Iterable

import psutil
import sqlalchemy as sa

from base.clock import monotonic, pause
from bench import load, sampler
from bench.engines import Engines
from bench.figures import Part
from bench.scale import Scale
from bench.site import Site, running
from bench.webhooks import event as made
from bench.webhooks import menus, user, video, webhook
from models.database import Database
from models.files import File
from models.words import FileState

MEGABYTE = 1_000_000
SLOWEST_VIDEO = 120.0


def measure(engines: Engines, engine: str, scale: Scale, *, profiled: bool = False) -> Part:
    part = Part(
        f"Processor and memory, {engine}",
        f"Processor time over {scale.idle:.0f} s in which nothing comes in, in parts of one core. "
        f"Memory (resident set, the most seen) after {scale.talk:.0f} s of "
        f"{scale.rate:.0f} taps a second, and while and after the worker fetches a video of "
        f"{scale.video // MEGABYTE} MB.",
    )
    folder = engines.folder / f"weight-{engine}-{profiled}"
    with running(folder, engines.fresh(engine), profiled=profiled) as site:
        site.start_line(content=scale.video)
        web = site.start_web()
        worker = site.start_worker(*(["bench.door"] if profiled else []))
        clock = site.start_clock()
        pause(scale.settle)
        _tell_idle(part, scale, {"worker": worker, "clock": clock, "gunicorn": web})
        goes_on = load.for_seconds(scale.talk)
        load.at_rate(site.port, menus(scale.users), scale.rate, goes_on)
        part.tell("worker after the taps", _size(worker), "MB", 200)
        part.tell("worker, most with the video", _fetch(site, worker), "MB", 200)
        part.tell("a gunicorn worker", max(map(_size, web.children())), "MB", 120)
        part.tell("clock", _size(clock), "MB")
    part.profile = sampler.told(folder) if profiled else []
    return part


def _tell_idle(part: Part, scale: Scale, processes: dict[str, psutil.Process]) -> None:
    before = {name: _spent(process) for name, process in processes.items()}
    pause(scale.idle)
    for name, process in processes.items():
        share = 100 * (_spent(process) - before[name]) / scale.idle
        part.tell(f"idle {name}", share, "% of a core", 2 if name == "worker" else None)


def _fetch(site: Site, worker: psutil.Process) -> float:
    """The worker's greatest size until the file is stored, and a second longer. RuntimeError."""
    sent = load.Sender(site.port).send(webhook(made(user(0), video())), monotonic())
    database, most, until = Database(site.database_url), 0.0, monotonic() + SLOWEST_VIDEO
    while monotonic() < until:
        most = max(most, _size(worker))
        if _is_stored(database):
            break
        pause(0.05)
    else:
        raise RuntimeError(f"the video was not fetched ({sent.status})\n{site.last_words()}")
    database.close()
    pause(1.0)
    return max(most, _size(worker))


def _is_stored(database: Database) -> bool:
    with database.read() as session:
        stored = sa.select(File.id).where(File.state == FileState.STORED)
        return session.scalar(stored.limit(1)) is not None


def _spent(process: psutil.Process) -> float:
    """Processor seconds of a process and its children."""
    times = [one.cpu_times() for one in _family(process)]
    return float(sum(one.user + one.system for one in times))


def _family(process: psutil.Process) -> Iterable[psutil.Process]:
    return [process, *process.children()]


def _size(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / MEGABYTE
