"""Rows as a workbook (.xlsx), written sheet by sheet to disk while they come (openpyxl's
"write-only mode")."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import WorkbookAlreadySaved
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from reports.responses.cells import Cell
from reports.responses.safe import fitting, is_dangerous, plain
from reports.responses.sheets import titled

MOST_ROWS = 1_048_576  # of a sheet (Excel specifications and limits)
_FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a day that never was
_AS = {datetime: "yyyy-mm-dd hh:mm:ss", date: "yyyy-mm-dd", time: "hh:mm"}
_ERRORS = "#"  # openpyxl takes «#N/A» for a fault


class WorkbookSheets:
    """A sheet that is full goes on in another one, «NAME (2)», under the same headers."""

    def __init__(self) -> None:
        self.cut = 0
        self._book = Workbook(write_only=True)
        self._open: dict[str, WriteOnlyWorksheet] = {}
        self._heads: dict[str, Sequence[Cell]] = {}
        self._filled: dict[str, int] = {}
        self._titles: list[str] = []

    def put(self, title: str, row: Sequence[Cell]) -> None:
        """The first row of a title are its headers."""
        if title not in self._open:
            self._heads[title] = row
            self._begin(title, title)
        elif self._filled[title] == MOST_ROWS:
            self._begin(title, titled([*self._titles, title])[-1])
            self._write(title, self._heads[title])
        self._write(title, row)

    def close(self, target: Path) -> None:
        self._book.save(target)

    def drop(self) -> None:
        """openpyxl keeps each sheet in a file until it is saved."""
        for sheet in self._book.worksheets:
            with suppress(WorkbookAlreadySaved, OSError, ValueError, AttributeError):
                sheet.close()
            with suppress(OSError, ValueError, AttributeError):
                sheet._writer.cleanup()  # type: ignore[attr-defined]

    def _begin(self, title: str, name: str) -> None:
        made = self._book.create_sheet(name)
        assert isinstance(made, WriteOnlyWorksheet)
        made.freeze_panes = "A2"
        self._titles.append(name)
        self._open[title], self._filled[title] = made, 0

    def _write(self, title: str, row: Sequence[Cell]) -> None:
        sheet = self._open[title]
        sheet.append([self._cell(sheet, cell) for cell in row])
        self._filled[title] += 1

    def _cell(self, sheet: WriteOnlyWorksheet, cell: Cell) -> object:
        if isinstance(cell, str):
            return self._text(sheet, cell)
        if isinstance(cell, date | time):
            return _timed(sheet, cell)
        return cell

    def _text(self, sheet: WriteOnlyWorksheet, text: str) -> object:
        whole = plain(text)
        kept = fitting(whole)
        self.cut += kept is not whole
        if not is_dangerous(kept) and not kept.startswith(_ERRORS):
            return kept
        made = WriteOnlyCell(sheet, kept)
        made.data_type = "s"
        made.quotePrefix = True  # so that it stays text when somebody opens the cell to change it
        return made


def _timed(sheet: WriteOnlyWorksheet, cell: date | time) -> object:
    if isinstance(cell, datetime):
        cell = cell.replace(tzinfo=None)
    if (
        isinstance(cell, date)
        and (cell.date() if isinstance(cell, datetime) else cell) < _FIRST_DAY
    ):
        return cell.isoformat()
    made = WriteOnlyCell(sheet)
    made.value = cell
    made.number_format = _AS[type(cell)]
    return made
