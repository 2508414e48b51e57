"""`make run` in a copy of the tree, on free ports: all of it, once started and once again."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import urllib3

from base.clock import monotonic, pause
from base.office import NATIONAL
from tests.support.run import PATIENCE, Ports, Run, free_ports
from tests.support.tree import clone, installed

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

KAEO, LOADS = "คุณแก้ว", "Loading the demonstration"


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As a clone has it after `make install`, in a folder without `.env` and `var/`."""
    return installed(clone(tmp_path_factory.mktemp("clone")))


@pytest.fixture(scope="module")
def ports() -> Ports:
    return free_ports()


@pytest.fixture(scope="module")
def first(tree: Path, ports: Ports) -> Iterator[Run]:
    run = Run(tree, *ports)
    try:
        yield run.until("Ctrl-C")
    finally:
        if run.make.poll() is None:
            run.end()


def test_it_prints_the_two_addresses_and_what_the_clock_says(first: Run) -> None:
    assert f"http://127.0.0.1:{first.simulator_port}/_simulator/" in first.said
    assert f"http://127.0.0.1:{first.web_port}/" in first.said
    assert re.search(r"clock starts on (Mon|Tues|Wednes|Thurs|Fri)day .* 10:0\d", first.said)


def test_the_phones_talk_to_nong_wethi(first: Run) -> None:
    assert first.control.get("bot")["displayName"] == "น้องเวที"


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
    assert NATIONAL.is_open(first.now())


def test_a_worker_that_dies_is_started_again(first: Run) -> None:
    user = first.control.person("ลุงชาย")
    _answered(first, user, 1)
    worker = next(pid for pid in first.parts() if "worker" in _words(pid))
    os.kill(worker, signal.SIGKILL)
    first.until("The worker ended and was started again")
    before = len(first.control.chat(user))
    first.control.say(user, "สวัสดี")
    _answered(first, user, before + 2)


def test_a_second_one_beside_it_is_refused_with_a_way_out(first: Run) -> None:
    second = Run(first.folder, first.web_port, first.simulator_port)
    assert second.ended() == 2  # make's own code for a recipe that failed
    assert f"Port {first.web_port} is taken" in second.said
    assert "Traceback" not in second.said


@pytest.fixture(scope="module")
def ended(first: Run) -> tuple[int, list[int]]:
    """How make ended after Ctrl-C (of this signal, as make does), and the parts until then."""
    parts = first.parts()
    return first.ctrl_c(), parts


def test_ctrl_c_ends_all_of_it(ended: tuple[int, list[int]], ports: Ports) -> None:
    code, parts = ended
    assert (code, len(parts)) == (-signal.SIGINT, 4)
    assert [pid for pid in parts if Path(f"/proc/{pid}").exists()] == []
    for port in ports:
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.fixture(scope="module")
def second(ended: object, first: Run, ports: Ports) -> Iterator[Run]:
    (first.folder / "var/clock").unlink()  # even then it must not go back
    run = Run(first.folder, *ports)
    try:
        yield run.until("Ctrl-C")
    finally:
        assert run.end() == 0


def test_a_second_start_loads_nothing_and_knows_who_became_a_friend(second: Run) -> None:
    assert LOADS not in second.said
    kaeo = next(u for u in second.control.get("users") if u["displayName"] == KAEO)
    assert kaeo["friend"]


def test_a_second_start_shows_what_was_said_before(second: Run) -> None:
    kaeo = next(u for u in second.control.get("users") if u["displayName"] == KAEO)
    greeting, *_ = second.control.chat(kaeo["userId"])
    assert greeting["from"] == "bot"
    assert greeting["message"]["altText"].startswith("สวัสดีค่ะ น้องเวที")


def test_a_second_start_never_goes_back(first: Run, second: Run) -> None:
    start = re.search(r"clock starts on \w+ (\d+ \w+ \d+), (\d\d:\d\d)", first.said)
    assert start is not None
    told = datetime.strptime(" ".join(start.groups()), "%d %B %Y %H:%M")  # noqa: DTZ007
    assert second.now().replace(tzinfo=None) >= told
    assert NATIONAL.is_open(second.now())


def test_a_real_line_gets_no_simulator_and_no_demonstration(
    tree: Path, ports: Ports, ended: object, second: Run, tmp_path: Path
) -> None:
    shutil.copytree(tree, tmp_path / "real", True, shutil.ignore_patterns("var"))
    env = tmp_path / "real/.env"
    text = re.sub(r"(?m)^CLOCK=.*$", "", env.read_text())
    env.write_text(re.sub(r"http://127.0.0.1:\d+", "https://127.0.0.2", text))
    port, _ = free_ports()
    run = Run(tmp_path / "real", port, ports[1]).until("Ctrl-C")
    answer = urllib3.request("GET", f"http://127.0.0.1:{port}/healthz", retries=False, timeout=60)
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
