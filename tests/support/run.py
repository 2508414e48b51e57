"""`make run` in a folder, on ports of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from base.clock import monotonic, pause
from tests.support.control import Control
from tests.support.ports import free_port

PATIENCE = 120.0
BARE_PATH = "/usr/bin:/bin"
Ports = tuple[int, int]


def free_ports() -> Ports:
    return free_port(), free_port()


@dataclass
class Run:
    """What it says arrives in `lines`. It sees nothing of the environment of the tests."""

    folder: Path
    web_port: int
    simulator_port: int
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        ports = {"WETHI_WEB_PORT": self.web_port, "WETHI_SIMULATOR_PORT": self.simulator_port}
        self.make = subprocess.Popen(
            # A shell's background job ignores Ctrl-C, and so would all that it starts.
            ["env", "--default-signal=INT", "make", "run"],
            cwd=self.folder,
            env={"PATH": BARE_PATH, **{name: str(port) for name, port in ports.items()}},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.control = Control(f"http://127.0.0.1:{self.simulator_port}")

    def _read(self) -> None:
        assert self.make.stdout is not None
        self.lines += (line for line in self.make.stdout)

    @property
    def said(self) -> str:
        return "".join(self.lines)

    def until(self, words: str) -> Run:
        give_up = monotonic() + PATIENCE
        while words not in self.said:
            assert self.make.poll() is None, self.said
            assert monotonic() < give_up, self.said
            pause(0.05)
        return self

    def parts(self) -> list[int]:
        """Process ids of web, worker, clock and simulator."""
        return _children(self._itself())

    def _itself(self) -> int:
        [found] = _children(self.make.pid)
        return found

    def ctrl_c(self) -> int:
        """As the terminal does: the signal goes to make and to what it runs."""
        os.killpg(self.make.pid, signal.SIGINT)
        return self.ended()

    def end(self) -> int:
        """It alone is asked to end; make tells how it went."""
        os.kill(self._itself(), signal.SIGTERM)
        return self.ended()

    def ended(self) -> int:
        """make's exit code; all that was said is heard by then."""
        code = self.make.wait(timeout=PATIENCE)
        self._reader.join(timeout=PATIENCE)
        return code

    def now(self) -> datetime:
        told = str(self.control.get("clock")["now"]).replace("Z", "+00:00")
        return datetime.fromisoformat(told).astimezone(ZoneInfo("Asia/Bangkok"))


def _children(parent: int) -> list[int]:
    """Process ids by Linux's /proc: the fourth word of stat is the parent."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(words[1]) == parent:
            found.append(int(path.parent.name))
    return found
