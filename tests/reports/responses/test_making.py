"""A file is whole or not there, however long it is."""

from __future__ import annotations

import tempfile
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reports.responses import Extras, Format, Response, export
from tests.reports.responses.samples import form, made, plan_of, response
from tools.reading_back import ZONE

LONG = form(
    """
    | type | name | label |
    | text | said | ว่าไงคะ |
    | integer | n | กี่คะ |
    | begin repeat | issue | เรื่อง |
    | text | what | อะไรคะ |
    | end repeat | | |
    """
)


def many(count: int) -> Iterator[Response]:
    for n in range(count):
        answers = {"said": f"คำตอบที่ {n}", "n": n, "issue[1]/what": f"เรื่อง {n}"}
        yield response(answers, id=f"r{n}")


def peak(count: int, kind: Format, target: Path) -> int:
    tracemalloc.start()
    try:
        export(plan_of(LONG), lambda: many(count), target, kind, ZONE)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("kind", Format)
def test_ten_times_the_rows_take_no_more_memory(kind: Format, tmp_path: Path) -> None:
    target = tmp_path / "out"
    peak(50, kind, target)  # what is loaded once
    assert peak(3_000, kind, target) < 1.3 * peak(300, kind, target)


class Broken(Exception):
    pass


def breaking() -> Iterator[Response]:
    yield from many(3)
    raise Broken


@pytest.mark.parametrize("kind", Format)
def test_an_export_that_breaks_leaves_the_file_before_it_and_nothing_else(
    kind: Format, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    target = tmp_path / "out.xlsx"
    target.write_bytes(b"before")
    with pytest.raises(Broken):
        export(plan_of(LONG), breaking, target, kind, ZONE)
    assert target.read_bytes() == b"before"
    assert sorted(one.name for one in tmp_path.rglob("*")) == ["out.xlsx", "scratch"]


@pytest.mark.parametrize("kind", Format)
def test_until_it_is_whole_it_has_another_name(kind: Format, tmp_path: Path) -> None:
    target = tmp_path / "out"
    seen: list[bool] = []

    def watched() -> Iterator[Response]:
        for one in many(3):
            seen.append(target.exists())
            yield one

    export(plan_of(LONG), watched, target, kind, ZONE)
    assert (seen, target.exists()) == ([False] * 3, True)


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    target, _ = made(plan_of(LONG), tmp_path, *many(1))
    assert target.stat().st_mode & 0o077 == 0


def test_how_far_it_is_can_be_heard(tmp_path: Path) -> None:
    heard: list[int] = []
    how: dict[str, Any] = {"extras": Extras(), "tell": heard.append}
    export(plan_of(LONG), lambda: many(2_500), tmp_path / "out", Format.CSV, ZONE, **how)
    assert heard == [1_000, 2_000]


def test_an_answer_to_nothing_is_counted_not_lost_in_silence(tmp_path: Path) -> None:
    _, told = made(plan_of(LONG), tmp_path, response({"nobody": 1, "n": 2}))
    assert told.strange == 1
