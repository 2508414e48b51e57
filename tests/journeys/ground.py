"""Where journeys are played again and again: one engine, fresh tables each time."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

from tests.journeys.choice import Kill
from tests.journeys.play import JOURNEY, Picture, play
from tests.journeys.points import Plan
from tests.support.postgres import Server

LAST = 6  # points: a run that answers a burst at once has a few fewer, and never comes to these
TRIES = 3  # how often a run may miss its point because it had a few points fewer


@dataclass(frozen=True)
class Killed:
    """Whether a process was ended, and what that changed for good (nothing, it must be)."""

    at: int
    really: bool
    differences: list[str]


@dataclass
class Ground:
    """`fresh(folder)` is a context with the URL of a database that has tables and no rows."""

    fresh: Any
    journey: Path = JOURNEY

    @cached_property
    def undisturbed(self) -> Picture:
        return self.play()

    def play(
        self,
        at: int = 0,
        side: str = "before",
        kind: str = "",
        faults: dict[str, Any] | None = None,
    ) -> Picture:
        folder = Path(tempfile.mkdtemp(prefix="wethi-journey-"))
        try:
            with self.fresh(folder) as url:
                return play(
                    url, folder, Plan(folder / "points", at, side, kind), faults, self.journey
                )
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def kill(self, at: int, side: str, *, alike: bool = False) -> Killed:
        """Play with a kill there; a run may have a point or two fewer and never come to it. Points
        `alike` are counted by themselves, so that it is one of that kind that is met."""
        kind = self.undisturbed.points[at - 1]
        number = self.undisturbed.points[:at].count(kind)
        name = f"{side} point {at} ({kind})"
        try:
            for _ in range(TRIES):
                after = self.play(number, side, kind) if alike else self.play(at, side)
                if after.killed:
                    break
        except (AssertionError, RuntimeError, TimeoutError) as why:
            return Killed(at, True, [f"{name}: {why!r}"])  # told with the others at the end
        found = [f"{name}: {one}" for one in after.differs_from(self.undisturbed)]
        return Killed(at, after.killed, found)

    def survive(self, kills: Sequence[Kill], *, alike: bool = False) -> None:
        """Each of them; AssertionError says what one changed for good, or that nobody died."""
        tried = [self.kill(at, side, alike=alike) for at, side in kills]
        lines = [line for one in tried for line in one.differences]
        assert not lines, "\n".join(lines)
        missed = [one.at for one in tried if not one.really]
        assert all(at > len(self.undisturbed.points) - LAST for at in missed), missed


def on_sqlite(template: Path, journey: Path = JOURNEY) -> Ground:
    @contextmanager
    def fresh(folder: Path) -> Iterator[str]:
        path = folder / "wethi.db"
        shutil.copy(template, path)
        yield f"sqlite:///{path}"

    return Ground(fresh, journey)


def on_postgres(server: Server, template: str, journey: Path = JOURNEY) -> Ground:
    numbers = count(1)

    @contextmanager
    def fresh(_folder: Path) -> Iterator[str]:
        name = f"{journey.stem}_{next(numbers)}"
        yield server.create(name, template)
        server.drop(name)

    return Ground(fresh, journey)
