"""The same rows as files of each kind that a form may come in."""

from __future__ import annotations

import csv
import struct
from collections.abc import Mapping, Sequence
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


def xls(rows: Rows) -> bytes:
    """One sheet as the oldest Excel wrote it (BIFF2), in the Thai code page."""
    records = [
        _record(0x0009, struct.pack("<HH", 2, 0x10)),
        _record(0x0042, struct.pack("<H", 874)),
    ]
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            text = cell.encode("cp874")
            label = struct.pack("<HH3xB", y, x, len(text)) + text
            records.append(_record(0x0004, label))
    return b"".join([*records, _record(0x000A, b"")])


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content
