"""A long form as a file: read once, and taken from the shelf by every turn after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import forms
from base.clock import monotonic
from bench.figures import MILLI, Part
from bench.scale import Scale
from bot.dialogue.rooms import FormRoom, Shelf

LONG = 500
HEADS = "type | name | label | required | relevant | constraint | calculation |"
CHOICES = "| choices |\n| | list_name | name | label |\n| | yn | y | ใช่ |\n| | yn | n | ไม่ใช่ |\n"


def measure(folder: Path, scale: Scale) -> Part:
    part = Part(
        f"Reading a form of {LONG} questions",
        "Numbers, choices and texts in groups of ten, each with an expression that reads the first "
        f"of its group; Markdown, the best of {scale.repeats}. What pyxform needs is imported "
        "before.",
    )
    path = folder / "long.md"
    path.write_text(written(LONG), encoding="utf-8")
    forms.load(written(1))
    part.tell("read", min(_read_seconds(path) for _ in range(scale.repeats)), "s", 1)
    part.tell("taken from the shelf", _shelf_seconds(path) * MILLI, "ms", 1)
    return part


def written(size: int) -> str:
    """A form of that many questions as Markdown."""
    rows = "\n".join(f"| | {row}" for row in (HEADS, *_rows(size)))
    return f"| survey |\n{rows}\n{CHOICES}"


def _rows(size: int) -> Iterator[str]:
    for start in range(0, size, 10):
        yield f"begin_group | g{start} | ส่วนที่ {start} | | | | |"
        yield from _questions(range(start, min(start + 10, size)))
        yield f"calculate | c{start} | | | | | coalesce(${{q{start}}}, 0) + 1 |"
        yield "end_group | | | | | | |"


def _questions(numbers: Sequence[int]) -> Iterator[str]:
    kinds = (
        "integer | q{n} | ข้อ {n} กี่คน | yes | {relevant} | . >= 0 | |",
        "select_one yn | q{n} | ข้อ {n} ใช่ไหม | | {relevant} | | |",
        "text | q{n} | ข้อ {n} เป็นยังไง | | {relevant} | string-length(.) < 99 | |",
    )
    for place, n in enumerate(numbers):
        relevant = f"${{q{numbers[0]}}} >= 0" if place else ""
        yield kinds[place % 3].format(n=n, relevant=relevant)


def _read_seconds(path: Path) -> float:
    began = monotonic()
    forms.load(path)
    return monotonic() - began


def _shelf_seconds(path: Path) -> float:
    """What a turn pays for the form that its worker has read."""
    room = FormRoom("long", path, rows=lambda *_: lambda *_: [], finish=lambda *_: None)
    shelf = Shelf({"long": room})
    digest = shelf.latest("long").digest
    began = monotonic()
    shelf.of("long", digest, path.read_bytes)
    return monotonic() - began
