"""The sheets of a form as their author wrote them, and the caps that keep a bad file small."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from base.workbooks import LARGEST, LARGEST_UNPACKED, UNREADABLE, XLS, is_bomb, quiet
from forms.blank import sheets_twice, too_wide, with_blank_rows
from forms.faults import FormRefused, of_file
from forms.headers import Column, columns
from forms.merged import with_merged
from forms.old_cells import days_that_are_none, with_errors
from forms.text_source import decoded, is_markdown, read_csv
from forms.unread import unread
from forms.unseen import without_unseen

MOST_TITLES = 5
_DAY = re.compile(r"^(\d{4}-\d{2}-\d{2}) 00:00:00$")
# A workbook with a password is another file inside the same wrapping.
_LOCKED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `rows[0]` is the spreadsheet's row 2."""

    name: str
    columns: tuple[Column, ...] = ()
    rows: Sequence[Mapping[str, str]] = ()

    def cell(self, row: Mapping[str, str], word: str) -> str:
        """The first filled cell of the column `word`, stripped, '' if there is none."""
        return next((text for _, text in self.cells(row, word)), "")

    def cells(self, row: Mapping[str, str], word: str) -> list[tuple[Column, str]]:
        named = [column for column in self.columns if column.word == word]
        return [
            (c, str(row[c.header]).strip()) for c in named if str(row.get(c.header) or "").strip()
        ]

    def header(self, word: str) -> str:
        return next((c.header for c in self.columns if c.word == word), word)


@dataclass(frozen=True, slots=True)
class Book:
    """A form's file: its hash and its sheets, with pyxform's own reading of them."""

    digest: str
    definition: dict[str, Any]
    sheets: Mapping[str, Sheet] = field(default_factory=dict)

    def sheet(self, name: str) -> Sheet:
        return self.sheets.get(name) or Sheet(name)


def read_book(source: bytes | str | Path, *, stored: bool = False) -> Book:
    """The sheets of .xlsx, .xls, .csv or Markdown; raises FormRefused when it is none of them.
    `stored` as for `forms.load`."""
    content = _content(source)
    if len(content) > LARGEST:
        raise of_file("too_large", limit=LARGEST // 1_000_000)
    definition = without_unseen(_definition(content, stored=stored))
    if not definition.get("survey"):
        raise _no_survey(definition, content)
    sheets = {name: _sheet(name, definition) for name in ("survey", "choices", "settings")}
    return Book(hashlib.sha256(content).hexdigest(), definition, sheets)


def _no_survey(definition: Mapping[str, Any], content: bytes) -> FormRefused:
    """A sheet that is called nearly so is not to be seen as the reason, unless it is named."""
    workbook = content[:2] == b"PK" or content.startswith(XLS)
    titles = [str(title) for title in definition.get("sheet_names") or () if workbook]
    others = [f"«{title}»" for title in titles[:MOST_TITLES] if title.lower() != "survey"]
    if "survey" in map(str.lower, titles) or not others:
        return FormRefused.at("survey", 1, "type", "no_survey")
    return FormRefused.at("survey", 1, "type", "no_survey_among", sheets=", ".join(others))


def _content(source: bytes | str | Path) -> bytes:
    if isinstance(source, bytes):
        return source
    if isinstance(source, str) and ("\n" in source or "|" in source):
        return source.encode("utf-8", "surrogatepass")
    try:
        return Path(source).read_bytes()
    except (OSError, ValueError) as unreadable:
        raise of_file("no_file", name=str(source)) from unreadable


def _definition(content: bytes, *, stored: bool) -> dict[str, Any]:
    # The name of the file is not asked: what is inside says it better.
    if content[:2] == b"PK":
        _look_inside(content)
        return _by_pyxform(content, ".xlsx")
    if content.startswith(XLS):
        if _LOCKED in content:
            raise of_file("locked_file")
        return _by_pyxform(content, ".xls")
    text = decoded(content)
    if is_markdown(text):
        if wrong := (*sheets_twice(text), *too_wide(text)):
            raise FormRefused(wrong)
        return with_blank_rows(text, _by_pyxform(text.encode(), ".md"))
    return read_csv(text, stored=stored)


def _look_inside(content: bytes) -> None:
    try:
        bomb = is_bomb(content)
    except UNREADABLE as broken:
        raise of_file("broken_file") from broken
    if bomb:
        raise of_file("too_large", limit=LARGEST_UNPACKED // 1_000_000)


def _by_pyxform(content: bytes, kind: str) -> dict[str, Any]:
    # pyxform costs a second and is wanted only where a form is loaded.
    from pyxform.errors import PyXFormError
    from pyxform.xls2json_backends import get_xlsform

    try:
        with quiet():
            data = get_xlsform(content, file_type=kind)
    except PyXFormError as refused:
        raise FormRefused((unread(refused, content),)) from refused
    except Exception as broken:  # readers of old workbooks raise nearly everything
        if kind == ".xls" and (faults := days_that_are_none(content)):
            raise FormRefused(faults) from broken
        raise of_file("chart_sheet" if _has_chart(content) else "broken_file") from broken
    read = {name: getattr(data, name) for name in data.__slots__}
    if kind == ".xls":
        read = with_errors(content, read)
    if kind in (".xlsx", ".xls"):
        read = with_merged(content, read)
    return read | {"survey": [_with_plain_days(row) for row in read.get("survey") or ()]}


def _has_chart(content: bytes) -> bool:
    """Whether a sheet of it is a chart and no table: pyxform reads no workbook with one."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return any(one.startswith("xl/chartsheets/") for one in archive.namelist())
    except UNREADABLE:
        return False


def _with_plain_days(row: Mapping[str, str]) -> dict[str, str]:
    """A day that was typed into a cell comes as a moment, which is no answer to a date."""
    return {name: _DAY.sub(r"\1", cell) for name, cell in row.items()}


def _sheet(name: str, definition: Mapping[str, Any]) -> Sheet:
    headers = [str(header) for part in definition.get(f"{name}_header") or () for header in part]
    rows = tuple(definition.get(name) or ())
    return Sheet(name, columns(headers), rows)
