"""The same rows as files of each kind that a form may come in."""

from __future__ import annotations

import csv
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

import openpyxl

Rows = Sequence[Sequence[str]]


def xlsx(**sheets: Rows) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def csv_of(sheets: Mapping[str, Rows], separator: str = ",") -> str:
    kept = StringIO()
    writer = csv.writer(kept, delimiter=separator)
    for title, rows in sheets.items():
        writer.writerow([title])
        writer.writerows([["", *row] for row in rows])
    return kept.getvalue()


@dataclass(frozen=True)
class Day:
    """A number that is shown as a day, counted from 1900."""

    number: float


@dataclass(frozen=True)
class Failed:
    """A formula that failed, by Excel's number of the error: 7 #DIV/0!, 23 #REF!, 42 #N/A."""

    code: int


FORMATS = (b"General", b"yyyy-mm-dd")


def xls(rows: Sequence[Sequence[object]]) -> bytes:
    """One sheet as the oldest Excel wrote it (BIFF2), in the Thai code page."""
    records = [
        _record(0x0009, struct.pack("<HH", 2, 0x10)),
        _record(0x0042, struct.pack("<H", 874)),
        *(_record(0x001E, bytes([len(one)]) + one) for one in FORMATS),
    ]
    records += [_cell(y, x, cell) for y, row in enumerate(rows) for x, cell in enumerate(row)]
    return b"".join([*records, _record(0x000A, b"")])


def _cell(y: int, x: int, cell: object) -> bytes:
    if isinstance(cell, Day):
        return _record(0x0003, struct.pack("<HHBBBd", y, x, 0, 1, 0, cell.number))
    if isinstance(cell, Failed):
        return _record(0x0005, struct.pack("<HH3xBB", y, x, cell.code, 1))
    text = str(cell).encode("cp874")
    return _record(0x0004, struct.pack("<HH3xB", y, x, len(text)) + text)


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content
