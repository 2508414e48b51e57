"""Forms that are text: Markdown tables, and CSV as pyxform and spreadsheets write it."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable
from io import StringIO
from itertools import islice
from typing import Any

from base.workbooks import text_of
from forms.faults import Fault, FormRefused, of_file
from forms.unseen import seen

_TABLE_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*\r?$", re.MULTILINE)
_SEPARATORS = ",;\t"
_SHEETS = frozenset({"survey", "choices", "settings", "external_choices", "entities", "osm"})
_TYPE = frozenset({"type", "command"})


def decoded(content: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, or the Thai code page that Excel writes;
    raises FormRefused for what is no text."""
    if _broken_utf8(content):
        raise of_file("broken_file")
    try:
        return text_of(content)
    except ValueError as no_text:
        raise of_file("no_form") from no_text


def _broken_utf8(content: bytes) -> bool:
    """Thai in UTF-8 begins every letter with the same byte: damaged, it is no Thai code page."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        high = sum(byte >= 0x80 for byte in content)
        return high > 0 and content.count(b"\xe0") * 4 >= high
    return False


def is_markdown(text: str) -> bool:
    return len(_TABLE_ROW.findall(text)) >= 2


def read_csv(text: str, *, stored: bool = False) -> dict[str, Any]:
    """pyxform's definition of a CSV form, empty rows kept so that rows count as they are written.
    What only a form that is brought is refused for is let pass in one that is `stored`.

    Either the first column names the sheets (xlsform.org "CSV"), or the file is the survey sheet
    alone, as a spreadsheet saves it.
    """
    rows = _rows(text, stored=stored)
    survey = {"survey": rows}
    sheets = survey if _survey_alone(rows) else _by_sheet(rows)
    definition: dict[str, Any] = {"sheet_names": list(sheets)}
    for name, lines in sheets.items():
        if name.lower() in _SHEETS and lines:
            header, *body = lines
            _no_twins(name.lower(), header)
            if not stored:
                _nothing_beyond(name.lower(), header, body, first=int(sheets is not survey))
            definition[name.lower()] = [_filled(header, cells) for cells in body]
            definition[f"{name.lower()}_header"] = [dict.fromkeys(filter(None, header))]
    return definition


def _rows(text: str, *, stored: bool) -> list[list[str]]:
    separator = max(_SEPARATORS, key=text[:5000].count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    try:
        rows = [[cell.strip() for cell in row] for row in reader]
    except csv.Error as broken:
        raise of_file("not_read", detail=str(broken)) from broken
    if not stored:
        _no_open_quote(text, separator)
    if sum(len(row) > 1 for row in rows) < 2:
        raise of_file("no_form")
    return rows


def _no_open_quote(text: str, separator: str) -> None:
    """A quotation mark that is never closed makes one cell of all the rows after it."""
    reader, line = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True), 0
    try:
        for _ in reader:
            line = reader.line_num
    except csv.Error as broken:
        if "unexpected end of data" in str(broken):
            raise of_file("open_quote", line=line + 1) from broken


def _survey_alone(rows: list[list[str]]) -> bool:
    first = next((row for row in rows if any(row)), [""])
    cells = [cell.lower() for cell in first]
    return bool(cells[0]) and cells[0] not in _SHEETS and not _TYPE.isdisjoint(cells)


def _by_sheet(rows: Iterable[list[str]]) -> dict[str, list[list[str]]]:
    sheets: dict[str, list[list[str]]] = {}
    present: list[list[str]] = []
    for name, *cells in (row or [""] for row in rows):
        if seen(name):
            present = sheets.setdefault(seen(name), [])
        if any(cells) or present:
            present.append(cells)
    return {name: _trimmed(lines) for name, lines in sheets.items()}


def _trimmed(lines: list[list[str]]) -> list[list[str]]:
    last = max((at for at, cells in enumerate(lines) if any(cells)), default=-1)
    return lines[: last + 1]


def _no_twins(sheet: str, header: Iterable[str]) -> None:
    twins = [name for name, times in Counter(filter(None, header)).items() if times > 1]
    for name in islice(twins, 1):
        raise FormRefused.at(sheet, 1, name, "same_header", name=name)


def _nothing_beyond(sheet: str, header: list[str], body: list[list[str]], *, first: int) -> None:
    """A comma that stands in no quotes moves the cells after it, beyond the header at last. `first`
    is the place of the header's first cell in its line."""
    found = []
    for number, cells in enumerate(body, 2):
        beyond = next((at for at, cell in enumerate(cells) if cell and at >= len(header)), None)
        if beyond is not None:
            values = {"cell": cells[beyond][:40], "columns": len(header)}
            found.append(Fault(sheet, number, letters(first + beyond), "beyond_header", values))
    if found:
        raise FormRefused(tuple(found))


def letters(place: int) -> str:
    """What spreadsheets call a column, counted from 0: A … Z, AA …"""
    name = ""
    while place >= 0:
        name, place = chr(ord("A") + place % 26) + name, place // 26 - 1
    return name


def _filled(header: list[str], cells: list[str]) -> dict[str, str]:
    pairs = zip(header, cells, strict=False)
    return {name: cell for name, cell in pairs if name and cell}
