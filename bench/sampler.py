"""Where time goes in a process: every 5 ms, what each thread stands in. Off unless asked for."""

from __future__ import annotations

import os
import sys
import threading
from collections import Counter
from pathlib import Path
from types import FrameType

from base.clock import pause
from base.settings import ROOT
from bench.site import PROFILES

EVERY = 0.005
HIDDEN = ("threading.py", "selectors.py", "base/clock.py", "queue.py")

_seen: Counter[str] = Counter()


def start(name: str) -> None:
    """Sample this process from now on if the environment names a folder for profiles."""
    if PROFILES in os.environ:
        threading.Thread(target=_run, args=(name,), name="sampler", daemon=True).start()


def _run(name: str) -> None:
    me = threading.get_ident()
    for round_ in range(1, 1_000_000):
        for thread, frame in sys._current_frames().items():
            if thread != me and (place := _place(frame)):
                _seen[place] += 1
        if round_ % 200 == 0:
            write(name)
        pause(EVERY)


def _place(frame: FrameType) -> str | None:
    """The innermost of our own lines, and the function that it stands in; None when it waits."""
    inner = frame.f_code
    if inner.co_filename.endswith(HIDDEN):
        return None
    own: FrameType | None = frame
    while own is not None and not _is_ours(own.f_code.co_filename):
        own = own.f_back
    if own is None:
        return None
    where = Path(own.f_code.co_filename).relative_to(ROOT)
    return f"{where}:{own.f_lineno} {own.f_code.co_name} in {inner.co_name}"


def _is_ours(filename: str) -> bool:
    return filename.startswith(f"{ROOT}/") and "/.venv/" not in filename


def write(name: str) -> None:
    """What was seen so far, most first: one line each, `count place`."""
    if PROFILES in os.environ:
        lines = [f"{count} {place}\n" for place, count in _seen.most_common(200)]
        path = Path(os.environ[PROFILES]) / f"{name}.{os.getpid()}.profile"
        path.write_text("".join(lines), encoding="utf-8")


def told(folder: Path, most: int = 12) -> list[str]:
    """The lines of all processes of a kind together, as shares of what was seen."""
    found: list[str] = []
    for kind in ("worker", "web"):
        seen: Counter[str] = Counter()
        for path in folder.glob(f"{kind}.*.profile"):
            for line in path.read_text(encoding="utf-8").splitlines():
                count, _, place = line.partition(" ")
                seen[place] += int(count)
        total = sum(seen.values())
        found += [f"{kind}: {100 * n / total:4.1f} %  {p}" for p, n in seen.most_common(most)]
    return found
