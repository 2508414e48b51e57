"""Kills a process at a chosen commit or send. No product file knows of this.

A *point* is a commit of a transaction or a request to LINE, in any process of the site; all are
counted together in one file. At point number `at` the process is ended by SIGKILL, just before or
just after it.
"""

from __future__ import annotations

import fcntl
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Plan:
    """`at` 0 counts only. `side` is «before» or «after». With a `kind` only its points are counted:
    what processes do side by side comes in another order each time."""

    counter: Path
    at: int = 0
    side: str = "before"
    kind: str = ""


def install(plan: Plan) -> None:
    """Put the points into SQLAlchemy's commit and the LINE client of this process."""
    from sqlalchemy.engine.default import DefaultDialect

    from bot.line.client import LineClient

    _wrap(DefaultDialect, "do_commit", plan, "commit")
    for name in ("reply", "push", "multicast", "broadcast"):
        _wrap(LineClient, name, plan, f"send {name}")


def kinds_of(counter: Path) -> list[str]:
    return counter.read_text().splitlines() if counter.exists() else []


def was_killed(plan: Plan) -> bool:
    """Whether the process that reached the point was really ended there."""
    return _mark(plan).exists()


def _wrap(owner: type[Any], name: str, plan: Plan, kind: str) -> None:
    plain: Callable[..., Any] = getattr(owner, name)

    def passing(self: Any, *words: Any, **named: Any) -> Any:
        mine = _is_mine(plan, f"{kind} {_whose()}")
        if mine and plan.side == "before":
            _end_here(plan)
        result = plain(self, *words, **named)
        if mine:
            _end_here(plan)
        return result

    setattr(owner, name, passing)


def _end_here(plan: Plan) -> None:
    _mark(plan).touch()
    os.kill(os.getpid(), signal.SIGKILL)


def _mark(plan: Plan) -> Path:
    return plan.counter.with_suffix(".killed")


def _whose() -> str:
    """The part of the product that reached the point, e.g. `bot.outbox.claim.claim`."""
    frame = sys._getframe(2)
    while frame.f_back is not None:
        frame = frame.f_back
        module = frame.f_globals.get("__name__", "")
        if module.startswith(("bot.", "handlers.", "scheduler.")):
            return f"{module}.{frame.f_code.co_name}"
    return ""


def _is_mine(plan: Plan, kind: str) -> bool:
    """Count one point over all processes; whether it is the one of the plan."""
    if plan.kind in ("", kind):
        return _next(plan.counter, kind, alike=bool(plan.kind)) == plan.at
    _next(plan.counter, kind)
    return False


def _next(counter: Path, kind: str, *, alike: bool = False) -> int:
    """Its number, from 1, among all points, or those that are `alike`."""
    with counter.open("a+", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        before = file.read().splitlines()
        file.write(f"{kind}\n")
        file.flush()
        return 1 + (before.count(kind) if alike else len(before))
