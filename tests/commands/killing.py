"""Work killed for real, one moment later each time: before each statement that writes, before and
after each commit and each file that is stored. Every try is a process of its own, forked where all
modules are loaded."""

from __future__ import annotations

import contextlib
import io
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from base.files import Draft
from models.database import Database

MOST = 80  # moments of one piece of work
WRITES = ("INSERT", "UPDATE", "DELETE")


@dataclass
class Moments:
    """So many are left until this process is killed."""

    left: int

    def passed(self, *_: object) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def of(self, database: Database) -> Database:
        """The same, watched."""
        sa.event.listen(database.engine, "before_cursor_execute", self._statement)
        self._around(database.engine.dialect, "do_commit")
        return database

    def of_files(self) -> None:
        self._around(Draft, "commit")

    def _statement(self, _connection: object, _cursor: object, words: str, *_: object) -> None:
        if words.lstrip().startswith(WRITES):
            self.passed()

    def _around(self, owner: Any, name: str) -> None:
        plain = getattr(owner, name)

        def doing(*words: Any, **named: Any) -> Any:
            self.passed()
            done = plain(*words, **named)
            self.passed()
            return done

        setattr(owner, name, doing)


def tries(do: Callable[[Moments], None]) -> Iterator[int]:
    """The signal that ended each try, 0 when one came to its end; LookupError: none ever does."""
    for at in range(1, MOST):
        status = _forked(do, Moments(at))
        yield status
        if status == 0:
            return
    raise LookupError(f"it passes more than {MOST} moments")


def _forked(do: Callable[[Moments], None], moments: Moments) -> int:
    child = os.fork()
    if child == 0:
        _do_and_leave(do, moments)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)


def _do_and_leave(do: Callable[[Moments], None], moments: Moments) -> None:
    """Whatever happens, the rest of the program is the parent's."""
    status = 1
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            do(moments)
        status = 0
    finally:
        os._exit(status)
