"""`flask forms check` and `flask forms eval`, as an operator types them."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result

from base.settings import ROOT
from bootstrap.rooms import form_readers
from commands import forms

GOOD = """
| survey |
| | type | name | label::ไทย (th) | label::English (en) | hint::ไทย (th) |
| | text | a | ก | A | ข |
| | integer | b | ข | B | |
"""
BAD = """
| survey |
| | type | name | label | relevant |
| | text | a | A | |
| | geotrace | c | C | |
| | text | b | B | ${a} = |
"""


def run(*words: str, said: str = "") -> Result:
    moment = datetime(2026, 7, 13, 19, 5, tzinfo=ZoneInfo("Asia/Bangkok"))
    group = forms.group(lambda: moment, form_readers)
    return CliRunner().invoke(group, list(words), input=said)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.md"
    path.write_text(GOOD, "utf-8")
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.md"
    path.write_text(BAD, "utf-8")
    return path


def test_a_form_that_can_be_asked_takes_one_line(good: Path) -> None:
    done = run("check", str(good))
    assert (done.exit_code, done.stdout) == (0, f"ok {good}: 2 questions, th, en\n")


def test_what_pyxform_warns_of_is_shown_beside(good: Path) -> None:
    assert f"warning {good}: " in run("check", str(good)).stderr


def test_a_refused_form_takes_one_line_and_ends_with_1(bad: Path) -> None:
    done = run("check", str(bad))
    assert done.exit_code == 1
    assert done.stdout.startswith(f"refused {bad}: survey row 3, type: ")
    assert done.stdout.count("\n") == 1


def test_further_faults_are_shown_beside(bad: Path) -> None:
    assert f"also {bad}: survey row 4, relevant: " in run("check", str(bad)).stderr


def test_a_refusal_is_told_in_thai_too(bad: Path) -> None:
    assert "แถว 3, type: " in run("check", "--language", "th", str(bad)).stdout


def test_many_files_are_checked_though_one_is_refused(good: Path, bad: Path) -> None:
    done = run("check", str(bad), str(good), str(bad.parent / "none.xlsx"))
    kinds = [line.split()[0] for line in done.stdout.splitlines()]
    assert (done.exit_code, kinds) == (1, ["refused", "ok", "refused"])


@pytest.mark.parametrize("path", sorted(ROOT.glob("handlers/*/forms/*.md")), ids=lambda p: p.stem)
def test_every_form_of_the_program_can_be_asked(path: Path) -> None:
    assert run("check", str(path)).exit_code == 0


def evaluated(*lines: object) -> list[dict[str, object]]:
    said = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    done = run("eval", said=said)
    assert done.exit_code == 0
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_expressions_are_evaluated_line_by_line() -> None:
    assert evaluated(
        {"expr": "${a} + 1", "answers": {"a": 2}, "now": "2026-07-13T12:00:00+07:00"},
        {
            "expr": "selected(${a}, 'y')",
            "answers": {"a": "x y"},
            "now": "2026-07-13T12:00:00+07:00",
        },
    ) == [{"value": 3}, {"value": True}]


def test_the_day_is_that_of_the_office() -> None:
    late = {"expr": "today()", "answers": {}, "now": "2026-07-13T20:00:00+00:00"}
    local = {"expr": "today()", "answers": {}, "now": "2026-07-13T20:00:00"}
    assert evaluated(late, local) == [{"value": "2026-07-14"}, {"value": "2026-07-13"}]


def test_without_a_moment_it_is_now() -> None:
    assert evaluated({"expr": "today()"}) == [{"value": "2026-07-13"}]


@pytest.mark.parametrize(
    "line",
    [
        {"expr": "1 +", "answers": {}},
        {"expr": "nosuch(1)", "answers": {}},
        {"expr": "1", "answers": {}, "now": "yesterday"},
        {"answers": {}},
        {"expr": "${a}", "answers": [1]},
        "no json",
        "[]",
    ],
)
def test_a_bad_line_is_answered_and_the_next_is_read(line: object) -> None:
    first, second = evaluated(line, {"expr": "1 + 1", "answers": {}})
    assert first["error"]
    assert second == {"value": 2}
