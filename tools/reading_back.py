"""An exported file, read back into the answers that it was made of."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, time
from pathlib import Path
from typing import Any
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import openpyxl

from forms import Form, Item, QuestionType
from reports.responses.columns import Column, Part
from reports.responses.plan import Plan
from reports.responses.safe import from_csv
from reports.responses.sheets import titled

ZONE = ZoneInfo("Asia/Bangkok")
Sheet = list[dict[str, Any]]  # a dict a row, by header
_SEVERAL = (QuestionType.SELECT_MULTIPLE, QuestionType.RANK)
_NUMBERS = (QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.RANGE)


def sheets_of(path: Path) -> dict[str, Sheet]:
    """By title, from .xlsx, .csv (its title is '') or .zip."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        read = book.worksheets
        return {one.title: _rows(list(one.iter_rows(values_only=True))) for one in read}
    if path.suffix == ".csv":
        return {"": _commas(path.read_bytes())}
    with ZipFile(path) as packed:
        return {name.removesuffix(".csv"): _commas(packed.read(name)) for name in packed.namelist()}


def cells_of(path: Path, sheet: int = 0) -> dict[str, Any]:
    """The cells of a workbook's first row of answers, by header."""
    read: Any = openpyxl.load_workbook(path).worksheets[sheet]
    return {str(head.value): cell for head, cell in zip(read[1], read[2], strict=True)}


def _commas(content: bytes) -> Sheet:
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return _rows([[from_csv(cell) or None for cell in row] for row in rows])


def _rows(rows: list[Any]) -> Sheet:
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def answers_of(plan: Plan, form: Form, path: Path) -> list[dict[str, Any]]:
    """Of each response, of a plan with one version."""
    sheets = sheets_of(path)
    main, *repeats = plan.tables
    titles = titled([table.name for table in plan.tables])
    entries: dict[str, list[tuple[int, str]]] = {}  # of a table: row of the response, path
    found: list[dict[str, Any]] = []
    for row in sheets[titles[0] if titles[0] in sheets else ""]:
        entries.setdefault("", []).append((len(found), ""))
        found.append(dict(_answers(form, plan, "", main.columns, row, "")))
    patterns = {table: key for (_, key), (table, asked) in plan.found.items() if not asked}
    for table, title in zip(repeats, titles[1:], strict=True):
        seen: Counter[int] = Counter()
        for row in sheets[title]:
            parent = int(row["_parent_index"])
            seen[parent] += 1
            of, around = entries[table.parent][parent - 1]
            here = f"{_joined(around, patterns[table.key])}[{seen[parent]}]"
            entries.setdefault(table.key, []).append((of, here))
            found[of].update(_answers(form, plan, table.key, table.columns, row, here))
    return found


def _joined(around: str, key: str) -> str:
    """«issue[1]» and issue/step: «issue[1]/step»."""
    return (
        "/".join([*around.split("/"), *key.split("/")[len(around.split("/")) :]]) if around else key
    )


def _answers(
    form: Form,
    plan: Plan,
    table: str,
    columns: tuple[Column, ...],
    row: Mapping[str, Any],
    entry: str,
) -> list[tuple[str, Any]]:
    keys = {held: key for (_, key), held in plan.found.items()}
    told = []
    for column in (one for one in columns if one.part is Part.WHOLE):
        item = form.by_key[keys[table, column.id]]
        value = _value(item, row[column.header])
        if value is None:
            continue
        if item.type is QuestionType.GEOPOINT:
            value = {"geo": value}
        plain = item.name if form.by_name.get(item.name) is item else item.key
        told.append((_joined(entry, item.key) if entry else plain, value))
    return told


def _value(item: Item, cell: Any) -> Any:
    if cell is None:
        return None
    if item.type in _SEVERAL or (item.type is QuestionType.IMAGE and "multiple" in item.appearance):
        return cell.split()
    if item.type in _NUMBERS:
        return _number(cell)
    if item.type is QuestionType.DATE or item.preload == "today":
        return str(cell)[:10]
    if item.type is QuestionType.TIME:
        return f"{time.fromisoformat(str(cell)):%H:%M}"
    if item.type is QuestionType.DATETIME or item.preload in ("start", "end"):
        moment = cell if isinstance(cell, datetime) else datetime.fromisoformat(cell)
        whole = moment.replace(tzinfo=ZONE) if moment.tzinfo is None else moment
        return whole.isoformat(timespec="seconds" if item.preload else "minutes")
    return cell


def _number(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    try:
        return int(cell) if cell.lstrip("-").isdecimal() else float(cell)
    except ValueError:
        return cell
