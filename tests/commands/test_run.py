"""`make run` in a copy of the tree, on free ports: all of it, once started and once again."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import urllib3

from base.clock import monotonic, pause
from base.office import is_open
from tests.architecture.source import DOORS, ROOMS, ROOT
from tests.support.control import Control

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

PATIENCE = 120.0
BARE_PATH = "/usr/bin:/bin"
KAEO, LOADS = "คุณแก้ว", "Loading the demonstration"


@dataclass
class Run:
    """One `python -m commands.run` in `folder`; what it says arrives in `lines`."""

    folder: Path
    web_port: int
    simulator_port: int
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        ports = {"WETHI_WEB_PORT": self.web_port, "WETHI_SIMULATOR_PORT": self.simulator_port}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "commands.run"],
            cwd=self.folder,
            env={"PATH": BARE_PATH, **{name: str(port) for name, port in ports.items()}},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.control = Control(f"http://127.0.0.1:{self.simulator_port}")

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.lines += (line for line in self.process.stdout)

    @property
    def said(self) -> str:
        return "".join(self.lines)

    def until(self, words: str) -> Run:
        give_up = monotonic() + PATIENCE
        while words not in self.said:
            assert self.process.poll() is None, self.said
            assert monotonic() < give_up, self.said
            pause(0.05)
        return self

    def children(self) -> list[int]:
        """Process ids by Linux's /proc: the fourth word of stat is the parent."""
        found = []
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                words = path.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(words[1]) == self.process.pid:
                found.append(int(path.parent.name))
        return found

    def end(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.ended()

    def ended(self) -> int:
        """The exit code; all that it said is heard by then."""
        code = self.process.wait(timeout=PATIENCE)
        self._reader.join(timeout=5)
        return code

    def now(self) -> datetime:
        told = str(self.control.get("clock")["now"]).replace("Z", "+00:00")
        return datetime.fromisoformat(told).astimezone(ZoneInfo("Asia/Bangkok"))


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product's own files, as a clone has them, in a folder without `.env` and `var/`."""
    folder = tmp_path_factory.mktemp("clone")
    for name in (*ROOMS, "locales"):
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, folder / name)
    for name in (*(f"{door}.py" for door in DOORS), "gunicorn.conf.py"):
        shutil.copy2(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        for probe in (one, other):
            probe.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


@pytest.fixture(scope="module")
def first(tree: Path, ports: tuple[int, int]) -> Iterator[Run]:
    run = Run(tree, *ports)
    try:
        yield run.until("Ctrl-C")
    finally:
        if run.process.poll() is None:
            run.end()


def test_it_prints_the_two_addresses_and_what_the_clock_says(first: Run) -> None:
    assert f"http://127.0.0.1:{first.simulator_port}/_simulator/" in first.said
    assert f"http://127.0.0.1:{first.web_port}/" in first.said
    assert re.search(r"clock starts on (Mon|Tues|Wednes|Thurs|Fri)day .* 10:0\d", first.said)


def test_its_secrets_are_for_its_owner_alone(first: Run) -> None:
    assert stat.S_IMODE((first.folder / ".env").stat().st_mode) == 0o600
    assert stat.S_IMODE((first.folder / "var").stat().st_mode) == 0o700


def test_the_parts_write_into_files_and_not_to_the_terminal(first: Run) -> None:
    logs = {path.name for path in (first.folder / "var/log").iterdir()}
    assert logs == {"simulator.log", "web.log", "worker.log", "clock.log"}
    assert "gunicorn" in (first.folder / "var/log/web.log").read_text()
    assert "gunicorn" not in first.said


def test_a_new_friend_is_answered(first: Run) -> None:
    kaeo = next(u["userId"] for u in first.control.get("users") if u["displayName"] == KAEO)
    first.control.post(f"users/{kaeo}/friend")
    _answered(first, kaeo, 1)
    assert is_open(first.now())


def test_a_worker_that_dies_is_started_again(first: Run) -> None:
    user = first.control.person("ลุงชาย")
    _answered(first, user, 1)
    worker = next(pid for pid in first.children() if "worker" in _words(pid))
    os.kill(worker, signal.SIGKILL)
    first.until("The worker ended and was started again")
    before = len(first.control.chat(user))
    first.control.say(user, "สวัสดี")
    _answered(first, user, before + 2)


def test_a_second_one_beside_it_is_refused_with_a_way_out(first: Run) -> None:
    second = Run(first.folder, first.web_port, first.simulator_port)
    assert second.ended() == 1
    assert f"Port {first.web_port} is taken" in second.said
    assert "Traceback" not in second.said


@pytest.fixture(scope="module")
def ended(first: Run) -> tuple[int, list[int]]:
    """The exit code after Ctrl-C, and the parts that ran until then."""
    children = first.children()
    return first.end(), children


def test_ctrl_c_ends_all_of_it(ended: tuple[int, list[int]], ports: tuple[int, int]) -> None:
    code, children = ended
    assert (code, len(children)) == (0, 4)
    assert [pid for pid in children if Path(f"/proc/{pid}").exists()] == []
    for port in ports:
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.fixture(scope="module")
def second(ended: object, first: Run, ports: tuple[int, int]) -> Iterator[Run]:
    (first.folder / "var/clock").unlink()  # even then it must not go back
    run = Run(first.folder, *ports)
    try:
        yield run.until("Ctrl-C")
    finally:
        assert run.end(signal.SIGTERM) == 0


def test_a_second_start_loads_nothing_and_knows_who_became_a_friend(second: Run) -> None:
    assert LOADS not in second.said
    kaeo = next(u for u in second.control.get("users") if u["displayName"] == KAEO)
    assert (kaeo["friend"], second.control.chat(kaeo["userId"])) == (True, [])


def test_a_second_start_never_goes_back(first: Run, second: Run) -> None:
    start = re.search(r"clock starts on \w+ (\d+ \w+ \d+), (\d\d:\d\d)", first.said)
    assert start is not None
    told = datetime.strptime(" ".join(start.groups()), "%d %B %Y %H:%M")  # noqa: DTZ007
    assert second.now().replace(tzinfo=None) >= told
    assert is_open(second.now())


def test_a_real_line_gets_no_simulator_and_no_demonstration(
    tree: Path, ports: tuple[int, int], ended: object, second: Run, tmp_path: Path
) -> None:
    shutil.copytree(tree, tmp_path / "real", ignore=shutil.ignore_patterns("var"))
    env = tmp_path / "real/.env"
    text = re.sub(r"(?m)^CLOCK=.*$", "", env.read_text())
    env.write_text(re.sub(r"http://127.0.0.1:\d+", "https://127.0.0.2", text))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    run = Run(tmp_path / "real", port, ports[1]).until("Ctrl-C")
    answer = urllib3.request("GET", f"http://127.0.0.1:{port}/healthz", retries=False, timeout=10)
    names = {path.name for path in (tmp_path / "real/var/log").iterdir()}
    assert (run.end(), answer.status) == (0, 200)
    assert (names, LOADS in run.said) == ({"web.log", "worker.log", "clock.log"}, False)


def _answered(run: Run, user: str, items: int) -> None:
    give_up = monotonic() + PATIENCE
    while len(run.control.chat(user)) < items:
        assert monotonic() < give_up, run.control.chat(user)
        pause(0.05)


def _words(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
