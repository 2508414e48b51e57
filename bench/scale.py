"""How much is measured: the issue of figures in full, or a few seconds that prove it still runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """Counts, and seconds."""

    waiting: int = 20_000
    rows: int = 100_000
    rate: float = 20.0
    longest_drain: float = 240.0
    talk: float = 60.0
    users: int = 400
    settle: float = 5.0
    idle: float = 20.0
    video: int = 200_000_000
    burst: float = 10.0
    repeats: int = 3
    crowd: int = 100_000
    people: int = 10_000
    filling: int = 120_000
    pushes: int = 30_000
    tasks: int = 1_000_000
    answered: int = 100_000
    explains: bool = True  # what misses its goal is measured once more, with a profile


FULL = Scale()
TINY = Scale(
    waiting=60,
    rows=2_500,
    longest_drain=20.0,
    talk=3.0,
    users=70,  # nobody speaks twice: on a slow machine the newer turn would answer for the older
    settle=0.5,
    idle=1.0,
    video=3_000_000,
    burst=0.5,
    repeats=1,
    crowd=1_200,
    people=20,
    filling=200,
    pushes=400,
    tasks=3_000,
    answered=300,
    explains=False,
)
