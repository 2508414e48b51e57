"""The door: ``python -m simulator``."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.doors.options import read_config
from tests.simulator.process import waited_for
from tests.support.ports import free_port

NEEDED = ["--channel-secret", "s", "--channel-token", "t"]


def test_it_starts_answers_and_stops(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "simulator", "--port", str(port), *NEEDED]
    process = subprocess.Popen(
        [*command, "--clock", f"file:{tmp_path / 'clock'}"], stdout=subprocess.PIPE
    )
    try:
        line = waited_for(f"http://127.0.0.1:{port}")
        line.advance(60)
        assert float((tmp_path / "clock").read_text()) == 60
        assert line.http("GET", "/_simulator/").status == 200
    finally:
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=60)
    assert f"http://127.0.0.1:{port}/_simulator/".encode() in out
    assert process.returncode == 0


def test_the_defaults_are_those_of_the_readme() -> None:
    config = read_config(NEEDED)
    assert (config.host, config.port, config.webhook) == ("127.0.0.1", 8100, None)
    assert config.clock_path is None
    assert config.channel_id == "1234567890"


def test_the_channel_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINE_CHANNEL_ID", "16500")
    assert read_config(NEEDED).channel_id == "16500"
    assert read_config([*NEEDED, "--channel-id", "16501"]).channel_id == "16501"


def test_the_bot_is_called_as_whoever_starts_it_likes() -> None:
    assert read_config(NEEDED).bot_name == "Bot"
    assert read_config([*NEEDED, "--name", "Rice Shop"]).bot_name == "Rice Shop"


def test_the_clock_is_system_or_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert read_config([*NEEDED, "--clock", "file:var/clock"]).clock_path == Path("var/clock")
    assert read_config([*NEEDED, "--clock", "system"]).clock_path is None
    with pytest.raises(SystemExit):
        read_config([*NEEDED, "--clock", "tomorrow"])
    assert "file:PATH" in capsys.readouterr().err


def test_the_island_imports_nothing_of_ours() -> None:
    """In a process of its own, with every module of the simulator loaded."""
    code = (
        "import sys, simulator.__main__, simulator.thread;"
        "ours = set('base models forms bot reports handlers console bootstrap linebot'.split());"
        "sys.exit(' '.join(ours & {name.split('.')[0] for name in sys.modules}) or 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], timeout=60, capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")
