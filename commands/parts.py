"""The processes of `make run`: started, watched, started again when one dies, ended together."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import urllib3

from base.clock import monotonic, pause
from base.settings import ROOT

PATIENCE = 90.0
ENDS_WITHIN = 12.0
LEANS = 10.0  # so long before the end the first is told too
MOST_DEATHS = 5
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


class Failed(Exception):
    """A part ended or stayed silent; the text says which, and its last words."""


@dataclass
class Part:
    """`python -m WORDS`, its output in a file of its own."""

    name: str
    words: list[str]
    log: Path
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0

    def start(self) -> None:
        """In a group of its own: Ctrl-C reaches it through us, in order."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", *self.words],
                cwd=ROOT,
                env=os.environ | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_end_with_us if sys.platform == "linux" else None,  # noqa: PLW1509
            )

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def last_words(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(f"  {line}" for line in lines[-8:])


@dataclass
class Parts:
    """`stopping` is set when all of it shall end."""

    folder: Path
    environment: dict[str, str]
    stopping: threading.Event
    _parts: list[Part] = field(default_factory=list)

    def start(self, name: str, *words: str) -> Part:
        self.folder.mkdir(parents=True, exist_ok=True)
        log = self.folder / f"{name}.log"
        log.write_bytes(b"")
        part = Part(name, list(words), log, self.environment)
        self._parts.append(part)
        part.start()
        return part

    def wait_for(self, url: str) -> None:
        """Until something answers there. Raises Failed when a part ended or it took too long."""
        pool = urllib3.PoolManager(timeout=2.0, retries=False)
        until = monotonic() + PATIENCE
        while not self.stopping.is_set():
            for part in self._parts:
                if part.has_ended():
                    raise Failed(f"The {part.name} did not start:\n{part.last_words()}")
            try:
                if pool.request("GET", url).status == 200:
                    return
            except urllib3.exceptions.HTTPError:
                pause(0.05)
            if monotonic() > until:
                raise Failed(f"{url} did not answer within {PATIENCE:.0f} s.")

    def watch(self, tell: Callable[[Part], None]) -> None:
        """Until stopping; a part that died starts again and is told of. Raises Failed at last."""
        while not self.stopping.wait(0.3):
            for part in self._parts:
                if part.has_ended():
                    self._again(part)
                    tell(part)

    def _again(self, part: Part) -> None:
        part.deaths += 1
        if part.deaths > MOST_DEATHS:
            raise Failed(f"The {part.name} ends again and again:\n{part.last_words()}")
        part.start()

    def end(self) -> None:
        """All at once; the first, on which the others lean, a moment later if they need it."""
        first, others = self._parts[:1], self._parts[1:]
        until = monotonic() + ENDS_WITHIN
        for part in others:
            _signal(part, signal.SIGTERM)
        while any(not part.has_ended() for part in others) and monotonic() < until - LEANS:
            pause(0.05)
        for part in first:
            _signal(part, signal.SIGTERM)
        for part in self._parts:
            _wait_or_kill(part, until - monotonic())


def _signal(part: Part, number: int) -> None:
    if part.process is not None and part.process.poll() is None:
        part.process.send_signal(number)


def _wait_or_kill(part: Part, seconds: float) -> None:
    if part.process is None:
        return
    try:
        part.process.wait(timeout=max(0.1, seconds))
    except subprocess.TimeoutExpired:
        os.killpg(part.process.pid, signal.SIGKILL)
        part.process.wait(timeout=5)


def _end_with_us() -> None:
    """Linux: when this program is killed outright, its parts are told to end too (prctl(2))."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
