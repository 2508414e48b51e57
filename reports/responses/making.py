"""An export as a file: whole under its name, or not there at all."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import mkstemp
from zoneinfo import ZoneInfo

from reports.responses import codebook
from reports.responses.cells import Cell, NameOf
from reports.responses.columns import Response
from reports.responses.commas import CommaSheets
from reports.responses.plan import MOST_CHOICES, Plan
from reports.responses.rows import Rows, seen_choices
from reports.responses.sheets import Sheets, titled

Responses = Callable[[], Iterable[Response]]
EVERY = 1_000  # responses between two words about how far it is


class Format(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Extras:
    """`labels`: the language of a second row of headers, '' for none. `codebook`: sheets for the
    questions and their choices; with it a CSV is always a .zip."""

    labels: str = ""
    codebook: bool = True


@dataclass(frozen=True, slots=True)
class Made:
    """`rows` by table. `cut` cells were longer than a workbook's may be; `strange` answers belong
    to no question of their version and are in no column."""

    rows: Mapping[str, int]
    cut: int
    strange: int


def is_packed(plan: Plan, kind: Format, extras: Extras) -> bool:
    """Whether a CSV needs a .zip around it."""
    return kind is Format.CSV and (extras.codebook or len(plan.tables) > 1)


def ending(plan: Plan, kind: Format, extras: Extras) -> str:
    return "zip" if is_packed(plan, kind, extras) else kind.value


def export(
    plan: Plan,
    responses: Responses,
    target: Path,
    kind: Format,
    zone: ZoneInfo,
    extras: Extras = Extras(),
    name_of: NameOf = str,
    tell: Callable[[int], None] = lambda _: None,
) -> Made:
    """`responses` is called once, and once more before where questions have choices that only
    answers tell. `name_of` says what a stored file is called; `tell` hears how many responses are
    written. Raises OSError when the disk is full or not ours; then nothing is left of it."""
    plan = _with_choices(plan, responses)
    with _sheets(plan, kind, extras) as sheets, _whole(target) as draft:
        made = _written(plan, responses(), sheets, zone, extras, name_of, tell)
        sheets.close(draft)
    return made


def _with_choices(plan: Plan, responses: Responses) -> Plan:
    if not plan.open:
        return plan
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in responses():
        seen_choices(plan, one, seen, MOST_CHOICES)
    return plan.with_choices(seen)


def _written(
    plan: Plan,
    responses: Iterable[Response],
    sheets: Sheets,
    zone: ZoneInfo,
    extras: Extras,
    name_of: NameOf,
    tell: Callable[[int], None],
) -> Made:
    books = (codebook.QUESTIONS, codebook.CHOICES) if extras.codebook else ()
    given = titled([*(table.name for table in plan.tables), *books])
    titles = {table.key: title for table, title in zip(plan.tables, given, strict=False)}
    _write_heads(plan, sheets, titles, extras)
    rows = Rows(plan, zone, name_of, titles)
    for number, response in enumerate(responses, 1):
        for key, cells in rows.of(response):
            sheets.put(titles[key], cells)
        if number % EVERY == 0:
            tell(number)
    _write_codebook(plan, sheets, given[len(plan.tables) :])
    return Made(dict(rows.counts), sheets.cut, rows.strange)


def _write_heads(plan: Plan, sheets: Sheets, titles: Mapping[str, str], extras: Extras) -> None:
    for table in plan.tables:
        sheets.put(titles[table.key], table.headers)
        if extras.labels:
            sheets.put(titles[table.key], codebook.label_row(table, extras.labels))


def _write_codebook(plan: Plan, sheets: Sheets, titles: list[str]) -> None:
    told: list[Iterator[list[Cell]]] = [codebook.questions(plan), codebook.choices(plan)]
    for title, rows in zip(titles, told, strict=False):
        for row in rows:
            sheets.put(title, row)


@contextmanager
def _sheets(plan: Plan, kind: Format, extras: Extras) -> Iterator[Sheets]:
    made = _workbook() if kind is Format.XLSX else CommaSheets(packed=is_packed(plan, kind, extras))
    try:
        yield made
    finally:
        made.drop()


def _workbook() -> Sheets:
    """Only who makes one loads openpyxl (15 MB)."""
    from reports.responses.workbook import WorkbookSheets

    return WorkbookSheets()


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """Another name in the same folder, readable for its owner only, until it is whole and on
    disk."""
    handle, name = mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    draft = Path(name)
    try:
        yield draft
        os.fsync(handle)
        draft.replace(target)
    finally:
        os.close(handle)
        draft.unlink(missing_ok=True)
