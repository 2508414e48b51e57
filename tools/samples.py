"""`python -m tools.samples FOLDER`: every form in a folder checked, played to its end, exported and
read back.

A line per file as `flask forms check` says it, then what came of playing it; at the end the sums.
Ends with 1 when anything crashed, when a question let nobody pass within the limit of steps, or
when an answer was another one after the export. A refused form is none of these.
"""

from __future__ import annotations

import sys
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import click

from commands.doors import form_readers
from commands.forms.attached import files_beside
from commands.forms.check import verdict
from forms import Form, Reader
from tools.answering import Answerer, Played
from tools.exported import there_and_back

KINDS = (".xlsx", ".xls", ".csv", ".md")


@dataclass
class Sums:
    """Of all files. `did`: how often what was answered was right, wrong, skipped, gone back."""

    counts: Counter[str] = field(default_factory=Counter)
    did: Counter[str] = field(default_factory=Counter)
    longest: int = 0
    wrong: int = 0

    def told(self) -> Iterator[str]:
        n, did = self.counts, self.did
        share = 100 * n["asked"] / max(1, n["files"])
        yield f"{n['files']} files: {n['asked']} asked ({share:.0f} %), {n['refused']} refused"
        yield f"{n['plays']:,} plays, {n['steps']:,} steps, the longest {self.longest:,}"
        yield "answers: " + ", ".join(f"{many:,} {what}" for what, many in did.most_common())
        yield f"{n['exports']} exports read back, {n['values']:,} values compared"
        yield f"{self.wrong} faults"


@click.command(help=__doc__)
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--plays", default=12, show_default=True, help="How often each form is played.")
def main(folder: Path, plays: int) -> None:
    sums, readers = Sums(), form_readers()
    files = sorted(one for one in folder.rglob("*") if one.suffix.lower() in KINDS)
    for file in files:
        sums.counts["files"] += 1
        for fault in _faults(file, readers, plays, sums):
            sums.wrong += 1
            click.echo(f"  WRONG {file.name}: {fault}")
    for line in sums.told():
        click.echo(line)
    if sums.wrong or not files:
        raise SystemExit(1)


def _faults(file: Path, readers: Mapping[str, Reader], plays: int, sums: Sums) -> Iterator[str]:
    try:
        form, line, _ = verdict(file, readers, "en")
        click.echo(line.replace(str(file), file.name))
        if form is None:
            sums.counts["refused"] += 1
            return
        sums.counts["asked"] += 1
        yield from _played(form, file, plays, sums)
    except Exception as fault:  # noqa: BLE001  (a crash is what is looked for; the others go on)
        traceback.print_exc(file=sys.stderr)
        yield f"{type(fault).__name__}: {fault}"


def _played(form: Form, file: Path, plays: int, sums: Sums) -> Iterator[str]:
    every = [Answerer(form, seed, files_beside(file)).play() for seed in range(plays)]
    steps = [one.steps for one in every]
    sums.counts.update(plays=len(every), steps=sum(steps))
    sums.longest = max(sums.longest, *steps)
    for one in every:
        sums.did.update(one.did)
    click.echo(f"  played {len(every)} times, {sum(steps):,} steps, the longest {max(steps):,}")
    yield from _stuck(every)
    yield from _exported(form, every, sums)


def _stuck(every: list[Played]) -> Iterator[str]:
    for seed, one in enumerate(every):
        if not one.finished:
            yield f"play {seed}: {one.stuck} lets nobody pass in {one.steps} steps"


def _exported(form: Form, every: list[Played], sums: Sums) -> Iterator[str]:
    compared = 0
    for back in there_and_back(form, every):
        sums.counts.update(exports=1, values=back.values)
        compared += back.values
        yield from back.faults
    click.echo(f"  exported as .xlsx and .csv and read back, {compared:,} values")


if __name__ == "__main__":
    main()
