"""bench/README.md: what was measured last of each part, and when."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence

from base.clock import SystemClock
from bench.figures import MISSED, Part

BUSY = 0.25  # of the cores

HEAD = """# How fast

Written by `make bench`; a run takes about an hour, uses only this machine and cleans up after
itself. `make bench ARGS="--only wave forms"` measures these anew and leaves the others as they
stand. Figures are of one run on one machine, so compare them within a part.
Every process is the real one (gunicorn with `gunicorn.conf.py`, `python -m scheduler`); LINE is
replaced by a small server that answers at once. SQLite runs with synchronous FULL, PostgreSQL with
its own defaults. The load comes from the same machine and shares its cores.
"""
_PART = re.compile(r"^## ", re.MULTILINE)


def written(parts: Sequence[Part], load_before: float, standing: str = "") -> str:
    """`standing` is the report there was: what was not measured now is kept from it."""
    found = dict(_titled(section) for section in _PART.split(standing)[1:])
    told = _machine(load_before)
    found |= {part.title: "\n".join(part.lines(told)).rstrip() for part in parts}
    missed = [title for title, text in found.items() if MISSED in text]
    verdict = "All goals are met." if not missed else f"Goals are missed in: {', '.join(missed)}."
    return "\n\n".join([HEAD.rstrip(), f"**{verdict}**", *found.values()]) + "\n"


def _titled(section: str) -> tuple[str, str]:
    return section.partition("\n")[0], f"## {section.rstrip()}"


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
