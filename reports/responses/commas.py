"""Rows as CSV: one file, or a .zip with one for each sheet.

UTF-8 with its mark (BOM), by which Excel knows Thai, and CRLF as RFC 4180 wants it.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from shutil import copyfileobj, rmtree
from tempfile import mkdtemp
from typing import TextIO
from zipfile import ZIP_DEFLATED, ZipFile

from reports.responses.cells import Cell
from reports.responses.safe import for_csv, plain


@dataclass(frozen=True, slots=True)
class _Open:
    path: Path
    file: TextIO


class CommaSheets:
    """`packed` puts even a single sheet into a .zip."""

    def __init__(self, *, packed: bool) -> None:
        self.cut = 0  # a file of text has no longest cell
        self._packed = packed
        self._folder = Path(mkdtemp(prefix="wethi-export-"))  # for its owner only
        self._open: dict[str, _Open] = {}

    def put(self, title: str, row: Sequence[Cell]) -> None:
        told = [_told(cell) for cell in row]
        csv.writer(self._sheet(title).file, lineterminator="\r\n").writerow(told)

    def _sheet(self, title: str) -> _Open:
        if title not in self._open:
            path = self._folder / f"{len(self._open)}.csv"
            file = path.open("w", encoding="utf-8-sig", newline="")
            self._open[title] = _Open(path, file)
        return self._open[title]

    def close(self, target: Path) -> None:
        """Raises ValueError for several sheets that shall not be packed."""
        for sheet in self._open.values():
            sheet.file.close()
        if self._packed:
            self._pack(target)
            return
        (only,) = self._open.values()
        with only.path.open("rb") as made, target.open("wb") as kept:
            copyfileobj(made, kept)

    def _pack(self, target: Path) -> None:
        with ZipFile(target, "w", ZIP_DEFLATED) as packed:
            for title, sheet in self._open.items():
                packed.write(sheet.path, f"{title}.csv")

    def drop(self) -> None:
        for sheet in self._open.values():
            with suppress(OSError):
                sheet.file.close()
        rmtree(self._folder, ignore_errors=True)


def _told(cell: Cell) -> str | int | float | None:
    if isinstance(cell, str):
        return for_csv(plain(cell))
    return cell.isoformat() if isinstance(cell, date | time) else cell
