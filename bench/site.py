"""The processes that are measured: started as a deployment starts them, ended with the context."""

from __future__ import annotations

import base64
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import psutil

from base.clock import monotonic, pause
from base.settings import ROOT

HOST = "127.0.0.1"
SECRET = "secret-of-the-bench"
BOT = "U" + "b" * 32
PROFILES = "WETHI_BENCH_PROFILES"
PATIENCE = 60.0


@dataclass
class Site:
    """One database, one pretended LINE, and the processes that were started."""

    folder: Path
    database_url: str
    profiled: bool = False
    line: int = 0
    port: int = 0
    more: dict[str, str] = field(default_factory=dict)  # settings of this site alone
    _stack: ExitStack = field(default_factory=ExitStack)

    def start_line(self, answer_after: float = 0.0, content: int = 1000) -> None:
        words = ["bench.line", "--answer-after", str(answer_after), "--content", str(content)]
        process = self._started(*words, piped=True)
        assert process.stdout is not None
        self.line = int(process.stdout.readline())

    def start_web(self, app: str = "wsgi:app", *words: str) -> psutil.Process:
        """gunicorn with the project's own gunicorn.conf.py, which `words` overrule; returns when it
        answers."""
        self.port = free_port()
        app = "bench.profiled:app()" if self.profiled else app
        return self._answering(self._started("gunicorn", *words, app), self.port)

    def start_worker(self, *words: str) -> psutil.Process:
        return self._said_so("worker_started", words or ("scheduler", "worker"))

    def start_clock(self) -> psutil.Process:
        return self._said_so("clock_started", ("scheduler", "clock"))

    def start_simulator(self) -> psutil.Process:
        """The simulator as anybody starts it, in the place of LINE; returns when it answers."""
        self.line = free_port()
        words = ["--channel-secret", SECRET, "--channel-token", "token"]
        process = self._started("simulator", "--port", str(self.line), *words)
        return self._answering(process, self.line)

    def start(self, *words: str, piped: bool = False) -> subprocess.Popen[bytes]:
        """Any program of ours, `python -m WORDS`; ended with the site if it still runs."""
        return self._started(*words, piped=piped)

    def start_bare(self) -> psutil.Process:
        self.port = free_port()
        return self._answering(self._started("bench.aio", str(self.port)), self.port)

    def arrivals(self) -> dict[str, float]:
        """When each reply reached LINE, by its token."""
        return self._asked("arrivals")

    def sent_to_many(self) -> dict[str, float]:
        """How many «requests» named how many «people», and when the «last» of them came."""
        return self._asked("many")

    def _asked(self, what: str) -> dict[str, float]:
        connection = HTTPConnection(HOST, self.line, timeout=10)
        connection.request("GET", f"/_bench/{what}")
        found: dict[str, float] = json.loads(connection.getresponse().read())
        connection.close()
        return found

    def environment(self) -> dict[str, str]:
        line = f"http://{HOST}:{self.line}"
        told = {
            "DATABASE_URL": self.database_url,
            "MEDIA_DIR": str(self.folder / "media"),
            "CLOCK": "system",
            "LINE_CHANNEL_SECRET": SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": "token",
            "LINE_API_URL": line,
            "LINE_DATA_API_URL": line,
            "SECRET_KEY": "key",
            "DATA_KEYS": base64.urlsafe_b64encode(bytes(32)).decode(),
            "WETHI_BIND": f"{HOST}:{self.port}",
        }
        return told | self.more | ({PROFILES: str(self.folder)} if self.profiled else {})

    def last_words(self) -> str:
        return (self.folder / "log").read_text(errors="replace")[-2000:]

    def end(self) -> None:
        self._stack.close()

    def _answering(self, process: subprocess.Popen[bytes], port: int) -> psutil.Process:
        until = monotonic() + PATIENCE
        while not answers(port):
            if monotonic() > until or process.poll() is not None:
                raise RuntimeError(f"it did not start\n{self.last_words()}")
            pause(0.05)
        return psutil.Process(process.pid)

    def _said_so(self, action: str, words: tuple[str, ...]) -> psutil.Process:
        """Returns when its log says that it has started."""
        process = self._started(*words)
        until = monotonic() + PATIENCE
        while action not in (self.folder / "log").read_text(errors="replace"):
            if monotonic() > until or process.poll() is not None:
                raise RuntimeError(f"{words[-1]} did not start\n{self.last_words()}")
            pause(0.1)
        return psutil.Process(process.pid)

    def _started(self, *words: str, piped: bool = False) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *words],
                cwd=ROOT,
                env=os.environ | self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE if piped else log,
                stderr=log,
                start_new_session=True,
            )
        self._stack.callback(_end, process)
        return process


@contextmanager
def running(folder: Path, database_url: str, *, profiled: bool = False) -> Iterator[Site]:
    folder.mkdir(parents=True, exist_ok=True)
    site = Site(folder, database_url, profiled)
    try:
        yield site
    finally:
        site.end()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def answers(port: int, path: str = "/healthz") -> bool:
    """Whether somebody answers there, with whatever status."""
    connection = HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", path)
        connection.getresponse().read()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(timeout=5)
    if process.stdout is not None:
        process.stdout.close()
