"""The simulator as a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.contract.line import SECRET, TOKEN, Line


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
        started.wait(20)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def waited_for(url: str) -> Line:
    line = Line(url)
    for _ in range(2_000):
        try:
            line.control("GET", "bot")
        except ConnectionError:
            time.sleep(0.01)
        else:
            return line
    raise AssertionError("it did not start")
