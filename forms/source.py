"""The sheets of a form as their author wrote them, and the caps that keep a bad file small."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from forms.blank import with_blank_rows
from forms.faults import Fault, FormRefused

LARGEST = 10_000_000
LARGEST_UNPACKED = 60_000_000
MOST_ENTRIES = 2_000
# What pyxform and openpyxl raise on files that are not what they seem.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
    NotImplementedError,
)
_ALIASES = {
    "relevance": "relevant",
    "readonly": "read_only",
    "calculate": "calculation",
    "caption": "label",
    "requiredmsg": "required_message",
    "constraining_message": "constraint_message",
    "command": "type",
    "tag": "name",
    "list name": "list_name",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One header: as written, the XLSForm word it means, and its language ('' if none)."""

    header: str
    word: str
    language: str


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


def read_book(source: bytes | str | Path) -> Book:
    """The sheets of Markdown or .xlsx; raises FormRefused when it is neither."""
    content = _content(source)
    if len(content) > LARGEST:
        raise _refused("too_large", limit=LARGEST // 1_000_000)
    packed = content[:2] == b"PK"
    if packed:
        _look_inside(content)
    else:
        _must_be_text(content)
    definition = _definition(content, ".xlsx" if packed else ".md")
    sheets = {name: _sheet(name, definition) for name in ("survey", "choices", "settings")}
    return Book(hashlib.sha256(content).hexdigest(), definition, sheets)


def _content(source: bytes | str | Path) -> bytes:
    if isinstance(source, bytes):
        return source
    if isinstance(source, str) and ("\n" in source or "|" in source):
        return source.encode("utf-8", "surrogatepass")
    try:
        return Path(source).read_bytes()
    except (OSError, ValueError) as unreadable:
        raise _refused("no_file", name=str(source)) from unreadable


def _look_inside(content: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except UNREADABLE as broken:
        raise _refused("broken_file") from broken
    if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > LARGEST_UNPACKED:
        raise _refused("too_large", limit=LARGEST_UNPACKED // 1_000_000)


def _must_be_text(content: bytes) -> None:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as binary:
        raise _refused("no_form") from binary
    if "\0" in text or text.count("|") < 5:
        raise _refused("no_form")


def _definition(content: bytes, kind: str) -> dict[str, Any]:
    # pyxform costs a second and is wanted only where a form is loaded.
    from pyxform.errors import PyXFormError
    from pyxform.xls2json_backends import get_xlsform

    try:
        data = get_xlsform(content, file_type=kind)
    except PyXFormError as refused:
        raise _refused("not_read", detail=str(refused)) from refused
    except UNREADABLE as broken:
        raise _refused("broken_file") from broken
    read = {name: getattr(data, name) for name in data.__slots__}
    if kind == ".md":
        read = with_blank_rows(content.decode("utf-8"), read)
    if not read.get("survey"):
        raise _refused("no_survey")
    return read


def _sheet(name: str, definition: Mapping[str, Any]) -> Sheet:
    headers = [str(header) for part in definition.get(f"{name}_header") or () for header in part]
    rows = tuple(definition.get(name) or ())
    return Sheet(name, tuple(_column(header) for header in headers), rows)


def _column(header: str) -> Column:
    first, _, rest = header.strip().partition("::")
    word = first.strip().lower()
    if word == "wethi":
        own, _, rest = rest.partition("::")
        return Column(header, f"wethi::{own.strip().lower()}", rest.strip())
    word = _ALIASES.get(word, word.replace(" ", "_"))
    return Column(header, word, rest.strip())


def _refused(code: str, **values: object) -> FormRefused:
    return FormRefused((Fault("survey", 0, "", code, values),))
