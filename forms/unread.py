"""A workbook that pyxform could not take in, told by sheet, row and column where it can be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import islice

from forms.faults import Fault

_DATE = re.compile(r"invalid date on the (.+) sheet, under the (.+) column on row number (\d+)")
_TWINS = re.compile(r"Duplicate column header: (.+)", re.DOTALL)
_NO_WORKBOOK = "was not recognized as a supported type"
MOST_COLUMNS = 500


def unread(refused: Exception, content: bytes) -> Fault:
    """The fault behind what pyxform's readers of .xlsx and .xls raise."""
    message = str(refused)
    if date := _DATE.search(message):
        # pyxform counts the rows under the header, from 0.
        return Fault(date[1], int(date[3]) + 2, date[2], "bad_date")
    if twins := _TWINS.search(message):
        name = twins[1].strip()
        return Fault(_sheet_with_two(name, content), 1, name, "same_header", {"name": name})
    if _NO_WORKBOOK in message:
        return Fault("survey", 0, "", "broken_file")
    return Fault("survey", 0, "", "not_read", {"detail": " ".join(message.split())[:300]})


def _sheet_with_two(name: str, content: bytes) -> str:
    sheets = list(_headers(content))
    if len(sheets) == 1:
        return "survey"  # whatever it is called (pyxform)
    twice = (
        title
        for title, header in sheets
        if Counter(str(cell or "").strip() for cell in header)[name] > 1
    )
    return next(twice, "survey")


def _headers(content: bytes) -> Iterator[tuple[str, Iterable[object]]]:
    from pyxform import xls2json_backends as backends

    if content[:2] == b"PK":
        book = backends.pyxl_open(BytesIO(content), read_only=True)
        for sheet in book.worksheets:
            first = next(sheet.iter_rows(max_row=1, values_only=True), ())
            yield sheet.title.lower(), list(islice(first, MOST_COLUMNS))
        return
    for sheet in backends.xlrd_open(file_contents=content).sheets():
        if sheet.nrows:
            yield sheet.name.lower(), sheet.row_values(0)[:MOST_COLUMNS]
