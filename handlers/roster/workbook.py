"""An office's .xlsx, .xls or .csv as lines of text: merged cells filled, dates and numbers written
out. What is inside decides, not the file's name.

A sign-in sheet is laid out for paper. A cell that is merged over five rows holds for all five, a
telephone number is a number to the spreadsheet, and 15 June 2569 may be a date of the year 2569.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from base.thai.digits import to_arabic
from base.thai.text import normalize
from base.thai.years import BUDDHIST, FIRST, LAST, on
from base.workbooks import LARGEST, UNREADABLE, XLS, csv_rows, is_bomb

MOST_ROWS, MOST_COLUMNS = 5_000, 60
NOT_COMPUTED = "=?"  # a formula whose value no spreadsheet has written down


class NotRead(Exception):
    """The file as a whole is refused; `key` names the sentence in the catalogue «roster»."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


@dataclass(frozen=True, slots=True)
class Line:
    """One row; `number` as the spreadsheet counts, `cells` stripped, "" where nothing stands."""

    number: int
    cells: tuple[str, ...]

    @property
    def told(self) -> list[str]:
        return [cell for cell in self.cells if cell]


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet that can be seen; rows without anything are left out."""

    name: str
    lines: tuple[Line, ...] = field(default=())


def read_workbook(path: Path) -> list[Grid]:
    """Its visible sheets. Raises NotRead."""
    data = _bytes(path)
    try:
        if data.startswith(XLS):
            return list(_old_grids(data))
        if not data.startswith(b"PK"):
            return [Grid(path.stem, tuple(_text_lines(data)))]
        if is_bomb(data):
            raise NotRead("too_large", most=LARGEST // 1_000_000)
        return list(_grids(data))
    except UNREADABLE as fault:
        raise NotRead("not_xlsx") from fault


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise NotRead("too_large", most=LARGEST // 1_000_000)
        return path.read_bytes()
    except OSError as fault:
        raise NotRead("not_there", path=path) from fault


def _old_grids(data: bytes) -> Iterator[Grid]:
    """The sheets of an .xls. Raises what xlrd does, UNREADABLE or NotRead."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True)
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError) as fault:
        raise NotRead("not_xlsx") from fault
    for sheet in book.sheets():
        if sheet.visibility == 0:
            if sheet.nrows > MOST_ROWS:
                raise NotRead("too_many_rows", sheet=sheet.name, most=MOST_ROWS)
            yield Grid(sheet.name, tuple(_old_lines(sheet, book.datemode)))


def _old_lines(sheet: Any, datemode: int) -> Iterator[Line]:
    merged = {
        (row, column): (top, left)
        for top, bottom, left, right in sheet.merged_cells
        for row in range(top, bottom)
        for column in range(left, min(right, MOST_COLUMNS))
    }
    for row in range(sheet.nrows):
        cells = tuple(
            _text(_old_value(sheet.cell(*merged.get((row, column), (row, column))), datemode), None)
            for column in range(min(sheet.ncols, MOST_COLUMNS))
        )
        if any(cells):
            yield Line(row + 1, cells)


def _old_value(cell: Any, datemode: int) -> object:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate.xldate_as_datetime(cell.value, datemode)
    if cell.ctype in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER):
        value: object = cell.value
        return value
    return None


def _text_lines(data: bytes) -> Iterator[Line]:
    """A .csv as a spreadsheet saves it; nothing in it is merged."""
    rows = csv_rows(data)
    if len(rows) > MOST_ROWS:
        raise NotRead("too_many_rows", sheet="csv", most=MOST_ROWS)
    for number, row in enumerate(rows, 1):
        cells = tuple(_text(cell, None) for cell in row[:MOST_COLUMNS])
        if any(cells):
            yield Line(number, cells)


def _grids(data: bytes) -> Iterator[Grid]:
    # Half a second, and only this command reads workbooks.
    import openpyxl

    values = openpyxl.load_workbook(BytesIO(data), data_only=True)
    formulas = openpyxl.load_workbook(BytesIO(data))
    for sheet in values.worksheets:
        if sheet.sheet_state == "visible":
            if sheet.max_row > MOST_ROWS:
                raise NotRead("too_many_rows", sheet=sheet.title, most=MOST_ROWS)
            yield Grid(sheet.title, tuple(_lines(sheet, formulas[sheet.title])))


def _lines(sheet: Any, formulas: Any) -> Iterator[Line]:
    merged = _merged(sheet)
    for number in range(1, sheet.max_row + 1):
        cells = []
        for column in range(1, min(sheet.max_column, MOST_COLUMNS) + 1):
            at = merged.get((number, column), (number, column))
            cells.append(_text(sheet.cell(*at).value, formulas.cell(*at).value))
        if any(cells):
            yield Line(number, tuple(cells))


def _merged(sheet: Any) -> Mapping[tuple[int, int], tuple[int, int]]:
    """Where the value of a covered cell stands: at the top left of what is merged."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row, min(area.max_row, MOST_ROWS) + 1):
            for column in range(area.min_col, min(area.max_col, MOST_COLUMNS) + 1):
                found[row, column] = (area.min_row, area.min_col)
    return found


def _text(value: object, formula: object) -> str:
    if value is None:
        return NOT_COMPUTED if isinstance(formula, str) and formula.startswith("=") else ""
    if isinstance(value, datetime | date):
        return _day(value).isoformat()
    if isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(normalize(to_arabic(str(value))).split())
    return text if text.strip("-–— ") else ""


def _day(value: date) -> date:
    """A date that was typed with its Buddhist year is one of that year to the spreadsheet."""
    told = date(value.year, value.month, value.day)
    if FIRST + BUDDHIST <= value.year <= LAST + BUDDHIST:
        return on(value.year - BUDDHIST, value.month, value.day) or told
    return told
