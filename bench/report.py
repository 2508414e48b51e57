"""bench/README.md: the figures of one run."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence

from base.clock import SystemClock
from bench.figures import Part

BUSY = 0.25  # of the cores

HEAD = """# How fast

Written by `make bench`; a run takes about half an hour, uses only this machine and cleans up
after itself. Figures are of one run on one machine, so compare them within the run.
Every process is the real one (gunicorn with `gunicorn.conf.py`, `python -m scheduler`); LINE is
replaced by a small server that answers at once. SQLite runs with synchronous FULL, PostgreSQL with
its own defaults. The load comes from the same machine and shares its cores.
"""


def written(parts: Sequence[Part], load_before: float) -> str:
    missed = [part.title for part in parts if part.missed]
    verdict = "All goals are met." if not missed else f"Goals are missed in: {', '.join(missed)}."
    lines = [HEAD, _machine(load_before), "", f"**{verdict}**", ""]
    for part in parts:
        lines += part.lines()
    return "\n".join(lines).rstrip() + "\n"


def _machine(load_before: float) -> str:
    """In neutral words: no names, no paths."""
    day = SystemClock().now().date().isoformat()
    cores = os.cpu_count() or 1
    told = (
        f"{day}, {cores} cores, Python {platform.python_version()}. "
        f"Load average before the run: {load_before:.1f}."
    )
    busy = " Other work took part of the cores: absolute times are longer than on a quiet machine."
    return told + (busy if load_before > BUSY * cores else "")
