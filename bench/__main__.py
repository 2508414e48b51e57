"""`python -m bench [--tiny] [--only NAME …] [--to FILE]`: measure, and write what was found; with
`--only`, what stands in FILE of other parts is left there."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from base.settings import ROOT
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
    simulated,
    start,
    ticking,
    weight,
)
from bench.engines import ENGINES, Engines, engines
from bench.figures import Part
from bench.scale import FULL, TINY, Scale

Measure = Callable[[Engines, Scale], list[Part]]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--tiny", action="store_true", help="a few seconds, to see that it works")
    parser.add_argument("--only", nargs="+", choices=NAMES, default=list(NAMES))
    parser.add_argument("--to", type=Path, default=ROOT / "bench" / "README.md")
    told = parser.parse_args()
    busy = os.getloadavg()[0]
    parts = run(told.only, TINY if told.tiny else FULL)
    whole = set(told.only) == set(NAMES)
    standing = "" if whole or not told.to.exists() else told.to.read_text(encoding="utf-8")
    told.to.write_text(report.written(parts, busy, standing), encoding="utf-8")
    print(f"Written to {told.to}.")
    return 0


def run(names: Sequence[str], scale: Scale) -> list[Part]:
    """Everything that is made lies in one folder, on the disk of the project, until the end."""
    (ROOT / "var").mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=ROOT / "var"))
    try:
        with engines(folder) as made:
            return [part for name in names for part in _said(name, NAMES[name](made, scale))]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _said(name: str, parts: list[Part]) -> list[Part]:
    for part in parts:
        print(f"{name}\n" + "\n".join(part.lines("just now")), file=sys.stderr, flush=True)
    return parts


def _backlog(made: Engines, scale: Scale) -> list[Part]:
    return [_again_if_missed(backlog.measure, made, engine, scale) for engine in ENGINES]


def _replies(made: Engines, scale: Scale) -> list[Part]:
    return [_again_if_missed(replies.measure, made, engine, scale) for engine in ENGINES]


def _many(made: Engines, scale: Scale) -> list[Part]:
    return [_again_if_missed(many.measure, made, engine, scale) for engine in ENGINES]


def _ticking(made: Engines, scale: Scale) -> list[Part]:
    return [ticking.measure(made, engine, scale) for engine in ENGINES]


def _weight(made: Engines, scale: Scale) -> list[Part]:
    return [_again_if_missed(weight.measure, made, engine, scale) for engine in ENGINES]


def _start(made: Engines, scale: Scale) -> list[Part]:
    return [start.measure(made.folder, scale)]


def _reading(made: Engines, scale: Scale) -> list[Part]:
    return [reading.measure(made.folder, scale)]


def _forms(made: Engines, scale: Scale) -> list[Part]:
    return [asking.measure(made.folder, scale)]


def _export(made: Engines, scale: Scale) -> list[Part]:
    return [exporting.measure(made, engine, scale) for engine in ENGINES]


def _wave(made: Engines, scale: Scale) -> list[Part]:
    return [_again_if_missed(opening.measure, made, engine, scale) for engine in ENGINES]


def _simulator(made: Engines, scale: Scale) -> list[Part]:
    return [simulated.measure(made.folder, scale)]


def _again_if_missed(
    measure: Callable[..., Part], made: Engines, engine: str, scale: Scale
) -> Part:
    """A goal was missed: once more with a sampler inside, for the profile alone."""
    part = measure(made, engine, scale)
    if part.missed and scale.explains:
        part.profile = measure(made, engine, scale, profiled=True).profile
    return part


NAMES: dict[str, Measure] = {
    "backlog": _backlog,
    "replies": _replies,
    "many": _many,
    "ticking": _ticking,
    "weight": _weight,
    "start": _start,
    "reading": _reading,
    "baselines": baselines.measure,
    "simulator": _simulator,
    "forms": _forms,
    "export": _export,
    "wave": _wave,
}

if __name__ == "__main__":
    raise SystemExit(main())
