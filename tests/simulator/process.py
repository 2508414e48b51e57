"""The simulator as a process of its own."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.contract.line import SECRET, TOKEN, Line
from tests.support.ports import free_port

_WAIT_S = 60


@contextmanager
def process(stop: int, *words: str) -> Iterator[Line]:
    """``stop`` is the signal that ends it."""
    port, channel = free_port(), ("--channel-secret", SECRET, "--channel-token", TOKEN)
    command = [sys.executable, "-m", "simulator", "--port", str(port), *channel, *words]
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield waited_for(f"http://127.0.0.1:{port}")
    finally:
        started.send_signal(stop)
        started.wait(60)


def waited_for(url: str) -> Line:
    line = Line(url)
    end = time.monotonic() + _WAIT_S
    while True:
        try:
            line.control("GET", "bot")
        except ConnectionError:
            assert time.monotonic() < end, "it did not start"
            time.sleep(0.01)
        else:
            return line
