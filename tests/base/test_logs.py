"""Logs: one line of JSON each, on standard error, with Thai left readable."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from base.logs import trouble
from tests.architecture.source import ROOT

SAY = """
from base.logs import get, set_up
set_up({level!r})
log = get("room")
log.info("a thing happened", action="thing", village="โนนสมมุติ\\nline two")
log.debug("nobody wants this")
try:
    1 / 0
except ZeroDivisionError:
    log.exception("it failed")
"""


def _lines(level: str = "INFO") -> list[dict[str, str]]:
    done = subprocess.run(
        [sys.executable, "-c", SAY.format(level=level)],
        cwd=ROOT,
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == b""
    return [json.loads(line) for line in done.stderr.decode("utf-8").splitlines()]


def test_each_entry_is_one_line_with_its_fields() -> None:
    entry = _lines()[0]
    assert entry.pop("timestamp").endswith("Z")
    assert entry == {
        "event": "a thing happened",
        "level": "info",
        "room": "room",
        "action": "thing",
        "village": "โนนสมมุติ\nline two",
    }


def test_what_is_below_the_level_is_not_said() -> None:
    assert [entry["level"] for entry in _lines("ERROR")] == ["error"]


def test_a_failure_comes_with_its_trace_on_the_same_line() -> None:
    assert "ZeroDivisionError" in _lines()[-1]["exception"]


def test_what_somebody_typed_is_not_in_the_trouble_that_is_noted() -> None:
    with pytest.raises(ValueError, match="คำ") as caught:
        int("คำที่พิมพ์มา")
    assert trouble(caught.value).startswith("ValueError at test_logs.py:")
