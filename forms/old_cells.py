"""Cells of an .xls that pyxform reads as something else, or cannot read: a formula that failed,
which it takes for a number, and a day that is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from forms.faults import Fault

if TYPE_CHECKING:
    from xlrd.sheet import Sheet

MOST = 100  # faults of one file


def with_errors(content: bytes, definition: dict[str, Any]) -> dict[str, Any]:
    """pyxform's definition with «#N/A» where such a cell stands."""
    import xlrd

    found = definition
    for name, sheet in _sheets(content):
        rows = list(found.get(name) or ())
        for row, column in _cells(sheet, xlrd.XL_CELL_ERROR):
            header = _header(sheet, column)
            if row - 1 < len(rows) and header in rows[row - 1]:
                said = xlrd.error_text_from_code.get(sheet.cell_value(row, column), "#VALUE!")
                rows[row - 1] = {**rows[row - 1], header: said}
                found = found | {name: rows}
    return found


def days_that_are_none(content: bytes) -> tuple[Fault, ...]:
    """A fault for each day before 1900, or too far away, by sheet, row and column."""
    import xlrd

    faults: list[Fault] = []
    for name, sheet in _sheets(content):
        for row, column in _cells(sheet, xlrd.XL_CELL_DATE):
            try:
                xlrd.xldate_as_tuple(sheet.cell_value(row, column), sheet.book.datemode)
            except xlrd.XLDateError:
                faults.append(Fault(name, row + 1, _header(sheet, column), "bad_date"))
    return tuple(faults[:MOST])


def _sheets(content: bytes) -> list[tuple[str, Sheet]]:
    """By pyxform's names: a sheet alone is the survey, whatever it is called."""
    import xlrd

    try:
        sheets = list(xlrd.open_workbook(file_contents=content).sheets())
    except Exception:  # noqa: BLE001 - its reader raises nearly everything; pyxform has said so
        return []
    return [("survey" if len(sheets) == 1 else one.name.lower(), one) for one in sheets]


def _cells(sheet: Sheet, kind: int) -> Iterator[tuple[int, int]]:
    """Row and column, counted from 0, of the cells of that kind under the header."""
    for row in range(1, sheet.nrows):
        for column, found in enumerate(sheet.row_types(row)):
            if found == kind:
                yield row, column


def _header(sheet: Sheet, column: int) -> str:
    return str(sheet.cell_value(0, column) or "").strip()
