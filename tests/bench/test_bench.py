"""Each part of the bench runs, at a scale of seconds, so that it cannot rot unseen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bench import (
    asking,
    backlog,
    baselines,
    exporting,
    many,
    opening,
    reading,
    replies,
    report,
    sampler,
    simulated,
    start,
    ticking,
    weight,
)
from bench.engines import POSTGRES, SQLITE, Engines
from bench.figures import Figure, Part, quantile
from bench.scale import TINY
from tests.support import postgres

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
Measure = Callable[[Engines], list[Part]]

PARTS: dict[str, tuple[Measure, set[str]]] = {
    "backlog": (
        lambda made: [backlog.measure(made, SQLITE, TINY)],
        {"p99", "slowest", "backlog drained after", "rows written after"},
    ),
    "replies": (lambda made: [replies.measure(made, POSTGRES, TINY)], {"median", "p99"}),
    "many": (
        lambda made: [many.measure(made, SQLITE, TINY)],
        {"requests to LINE", "list written in", "answers beside it: median, times as long"},
    ),
    "ticking": (
        lambda made: [ticking.measure(made, SQLITE, TINY)],
        {"with 1,000 tasks", "with 3,000 tasks", "times as long"},
    ),
    "weight": (
        lambda made: [weight.measure(made, SQLITE, TINY)],
        {"idle worker", "worker, most with the video", "a gunicorn worker"},
    ),
    "start": (lambda made: [start.measure(made.folder, TINY)], {"first start", "later start"}),
    "reading": (
        lambda made: [reading.measure(made.folder, TINY)],
        {"read", "taken from the shelf"},
    ),
    "simulator": (
        lambda made: [simulated.measure(made.folder, TINY)],
        {"a push", "times the bare endpoint", "a push while a page listens", "memory"},
    ),
    "forms": (
        lambda made: [asking.measure(made.folder, TINY)],
        {"20 questions: median", "500 questions: p99", "reading a form of 500 questions"},
    ),
    "export": (
        lambda made: [exporting.measure(made, SQLITE, TINY)],
        {"xlsx: written in", "csv: memory", "xlsx: memory, times that of 30 responses"},
    ),
    "wave": (
        lambda made: [opening.measure(made, SQLITE, TINY)],
        {"opened in", "requests for the most used body", "write lock, longest held", "memory"},
    ),
    "baselines": (lambda made: baselines.measure(made, TINY), {"SQLite, p99"}),
}


@pytest.fixture
def made(tmp_path: Path, postgres_server: postgres.Server) -> Engines:
    return Engines(tmp_path, postgres_server)


@pytest.mark.parametrize("name", PARTS)
def test_a_part_measures_what_it_names(name: str, made: Engines) -> None:
    measure, expected = PARTS[name]
    figures = {one.what: one.value for part in measure(made) for one in part.figures}
    assert expected <= figures.keys()
    assert figures.get("without a reply", 0) == 0
    assert figures.get("not answered with 200", 0) == 0


def test_a_missed_goal_says_so_beside_its_figure() -> None:
    part = Part("Title", "How.", [Figure("p99", 120, "ms", 100), Figure("median", 9, "ms", 100)])
    page = report.written([part], 0.0)
    assert "| p99 | 120 ms | under 100 ms | **missed** |" in page
    assert "| median | 9.00 ms | under 100 ms | met |" in page
    assert "Goals are missed in: Title." in page


def test_what_is_not_measured_again_stands_as_it_was_measured() -> None:
    slow, fast = Figure("p99", 120, "ms", 100), Figure("p99", 80, "ms", 100)
    before = report.written([Part("One", "How.", [slow]), Part("Two", "How.", [slow])], 0.0)
    page = report.written([Part("One", "How.", [fast])], 0.0, before)
    assert "Goals are missed in: Two." in page
    assert page.count("| p99 | 80.0 ms | under 100 ms | met |") == 1
    assert page.count("| p99 | 120 ms | under 100 ms | **missed** |") == 1


def test_a_report_of_which_nothing_is_measured_again_stays_as_it_is() -> None:
    page = report.written([Part("One", "How.", [Figure("p99", 120, "ms", 100)])], 0.0)
    assert report.written([], 0.0, page) == page


def test_a_quantile_is_a_value_that_was_measured() -> None:
    values = [float(number) for number in range(1, 101)]
    assert (quantile(values, 0.5), quantile(values, 0.99)) == (50.0, 99.0)


def test_the_profiles_of_several_processes_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "web.1.profile").write_text("3 a\n1 b\n")
    (tmp_path / "web.2.profile").write_text("4 b\n")
    assert sampler.told(tmp_path) == ["web: 62.5 %  b", "web: 37.5 %  a"]
