"""Cells that an author merged over several rows: what stands in them holds for each row.

A spreadsheet keeps the value in the top cell only; read so, a list's second choice would be in no
list, and be left out without a word.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from base.workbooks import UNREADABLE, XLS, quiet


@dataclass(frozen=True, slots=True)
class Merged:
    """Rows `top` to `bottom` (the header is row 1) of the column that is headed so."""

    sheet: str
    header: str
    top: int
    bottom: int


def with_merged(content: bytes, definition: dict[str, Any]) -> dict[str, Any]:
    """pyxform's definition of a workbook with these cells filled; rows that are empty stay so."""
    found = definition
    for area in _areas(content):
        rows = list(found.get(area.sheet) or ())
        above = rows[area.top - 2] if area.top - 2 < len(rows) else {}
        if area.header in above:
            for place in range(area.top - 1, min(area.bottom - 1, len(rows))):
                if rows[place]:
                    rows[place] = {area.header: above[area.header]} | dict(rows[place])
            found = found | {area.sheet: rows}
    return found


def _areas(content: bytes) -> list[Merged]:
    try:
        areas = _of_xls(content) if content.startswith(XLS) else _of_xlsx(content)
        return [one for one in areas if one.bottom > one.top > 1]
    except UNREADABLE:  # a workbook that could be read without its merged cells
        return []


def _of_xlsx(content: bytes) -> Iterator[Merged]:
    if not _merges_any(content):
        return
    import openpyxl

    with quiet():
        sheets = openpyxl.load_workbook(BytesIO(content), data_only=True).worksheets
    for sheet in sheets:
        for area in sheet.merged_cells.ranges:
            header = sheet.cell(1, area.min_col).value
            yield Merged(sheet.title.lower(), _header(header), area.min_row, area.max_row)


def _merges_any(content: bytes) -> bool:
    """Reading a workbook a second time costs as much as the first."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        sheets = [one for one in archive.namelist() if one.startswith("xl/worksheets/")]
        return any(b"<mergeCell " in archive.read(one) for one in sheets)


def _of_xls(content: bytes) -> Iterator[Merged]:
    import xlrd

    for sheet in xlrd.open_workbook(file_contents=content, formatting_info=True).sheets():
        for top, bottom, left, _ in sheet.merged_cells:
            header = sheet.cell_value(0, left)
            yield Merged(sheet.name.lower(), _header(header), top + 1, bottom)


def _header(value: object) -> str:
    return str(value or "").strip()
