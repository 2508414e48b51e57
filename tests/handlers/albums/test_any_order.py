"""Whatever the order in which an album comes, and what of it comes again: the end is the same."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from base.clock import FileClock
from models.files import File
from tests.conftest import START
from tests.handlers.albums.conftest import WHOLE, Albums, albums_in
from tests.support.chat import house
from tests.support.databases import sqlite_template

REPORTED, FILED = File.report_id.is_not(None), File.case_id.is_not(None)
Step = Callable[[Albums], object]

REPORT: tuple[Step, ...] = (
    lambda albums: albums.chat.say(WHOLE),
    lambda albums: albums.chat.press("ไม่มี"),
    lambda albums: albums.chat.press("ส่งรายงาน"),
)
STORY: tuple[Step, ...] = (
    lambda albums: albums.chat.press("แจ้งเรื่อง"),
    lambda albums: albums.chat.press("ส่งเรื่อง"),
    lambda albums: albums.chat.say("หน้าวัด"),
    lambda albums: albums.chat.say("1"),
    lambda albums: albums.chat.say("ไม่เกี่ยว"),
)


@dataclass
class Way:
    """Which photos come before each step and after the last; a photo that comes again is only
    delivered again. The first ones come before anything becomes of them."""

    total: int
    comings: list[list[int]]
    told: bool


@st.composite
def ways(draw: st.DrawFn, steps: int) -> Way:
    total = draw(st.integers(2, 4))
    order = draw(st.permutations(range(1, total + 1)))
    first = draw(st.integers(1, total))
    comings: list[list[int]] = [list(order[:first]), *([] for _ in range(steps))]
    for index in order[first:]:
        comings[draw(st.integers(1, steps))].append(index)
    for index in order:
        since = next(at for at, some in enumerate(comings) if index in some)
        for at in draw(st.lists(st.integers(since, steps), max_size=2)):
            comings[at].append(index)
    return Way(total, comings, draw(st.booleans()))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sqlite_template(tmp_path_factory.mktemp("template"))


@contextmanager
def headman(template: Path, total: int) -> Iterator[Albums]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(template, folder / "wethi.db")
        clock = FileClock(folder / "clock")
        clock.set_now(START)
        with house(f"sqlite:///{folder / 'wethi.db'}", folder, clock) as built:
            yield albums_in(built, total=total)


def play(albums: Albums, way: Way, steps: tuple[Step, ...]) -> None:
    for at, indexes in enumerate(way.comings):
        for index in indexes:
            albums.again(index) if index in albums.sent else albums.photo(index, told=way.told)
        albums.later(20)
        if at < len(steps):
            steps[at](albums)
            albums.later(20)


many = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


@many
@given(way=ways(len(REPORT)))
def test_a_report_has_the_whole_album_in_its_order(template: Path, way: Way) -> None:
    with headman(template, way.total) as albums:
        play(albums, way, REPORT)
        assert albums.messages(REPORTED) == albums.in_their_order()
        assert albums.loose() == 0


@many
@given(way=ways(len(STORY)))
def test_a_case_has_the_whole_album_in_its_order(template: Path, way: Way) -> None:
    with headman(template, way.total) as albums:
        play(albums, way, STORY)
        assert albums.messages(FILED) == albums.in_their_order()
        assert albums.loose() == 0
