"""What pyxform finds wrong with a form, as faults of ours with their cell and a way out.

pyxform's own messages are English, and each has its shape: the templates of its ErrorCode, or one
of the older sentences below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from forms.faults import Fault

if TYPE_CHECKING:
    from forms.rows import Rows
    from forms.source import Book

# pyxform's ErrorCode → our code; what is not here is told in pyxform's words.
_CODES = {
    "HEADER_001": "no_header",
    "HEADER_002": "two_headers",
    "HEADER_003": "missing_column",
    "HEADER_004": "bad_column_name",
    "NAMES_001": "same_name",
    "NAMES_003": "repeat_named_as_form",
    "NAMES_004": "same_repeat",
    "NAMES_005": "reserved_name",
    "NAMES_006": "choice_without_name",
    "NAMES_007": "same_choice",
    "NAMES_008": "bad_name",
    "PYREF_001": "bad_reference",
    "PYREF_002": "bad_reference",
    "PYREF_003": "unknown_name",
    "PYREF_004": "name_of_two",
    "SURVEY_001": "end_without_begin",
    "SURVEY_002": "begin_without_end",
    "SURVEY_004": "bad_parameters",
    "SURVEY_005": "unknown_parameter",
}
# Older sentences: the pattern, our code, and the column to look at.
_SENTENCES = (
    (r"Unknown question type '(?P<type>.*)'", "unknown_type", "type"),
    (r"Question with no type", "no_type", "type"),
    (r"Missing calculation", "no_calculation", "calculation"),
    (r"Question or group with no name", "no_name", "name"),
    (r"List name not in (?:choices|columns) sheet: ?(?P<name>.+)", "unknown_list", "type"),
    (r"There should be a choices sheet", "no_choices", "type"),
    (r"Please specify choices for this 'or other' question", "no_choices", "type"),
    (r"See \[(?P<name>.*)\] in \[(?P<list>.*)\]", "space_in_choice", "name"),
    (r"Choice filter not supported with or_other", "filter_with_other", "choice_filter"),
    (r"There is no survey element named '(?P<name>.*)'", "unknown_name", ""),
    (r"There are multiple survey elements named '(?P<name>.*)'", "name_of_two", ""),
    (r"named '(?P<name>.*)' has no label or hint", "no_label", "label"),
    (r"File name for '.*' should end with", "not_csv", "type"),
)
_ROW = re.compile(r"\[row\s*:\s*(\d+)\]\s*")
_QUOTED = re.compile(r"'([^']+)'")
_ALSO = {"q": "name", "value": "name", "missing": "names", "rejected": "names"}


def from_pyxform(message: str, book: Book, rows: Rows) -> list[Fault]:
    """All faults in one message of pyxform: it may tell one a line."""
    lines = message.splitlines()
    if len(lines) > 1 and all(_ROW.match(line) for line in lines):
        return [_fault(line, book, rows) for line in lines]
    return [_fault(message, book, rows)]


def _fault(message: str, book: Book, rows: Rows) -> Fault:
    for code, found in _known(message):
        values = {_ALSO.get(name, name): text for name, text in found.items()}
        return _placed(code, values, message, book, rows)
    for pattern, code, column in _SENTENCES:
        if match := re.search(pattern, message):
            values = {name: text.strip() for name, text in match.groupdict().items()}
            return _placed(code, {**values, "column": column}, message, book, rows)
    return _placed("not_valid", {}, message, book, rows)


@cache
def _templates() -> tuple[tuple[str, re.Pattern[str]], ...]:
    from pyxform.errors import ErrorCode

    return tuple(
        (_CODES[one.name], _shape(one.value.msg)) for one in ErrorCode if one.name in _CODES
    )


def _shape(template: str) -> re.Pattern[str]:
    """The template as a pattern; a value named twice is caught once."""
    seen: set[str] = set()
    pieces: list[str] = []
    for text in re.split(r"(\{\w+\})", template.replace("{{", "\0").replace("}}", "\1")):
        name = text.strip("{}")
        if not re.fullmatch(r"\{\w+\}", text):
            pieces.append(re.escape(text.replace("\0", "{").replace("\1", "}")))
        elif name in seen:
            pieces.append(".*?")
        else:
            seen.add(name)
            pieces.append(f"(?P<{name}>.*?)")
    return re.compile("".join(pieces), re.DOTALL)


def _known(message: str) -> Iterator[tuple[str, dict[str, str]]]:
    for code, shape in _templates():
        if match := shape.fullmatch(message.strip()):
            yield code, match.groupdict()


def _placed(code: str, values: dict[str, str], message: str, book: Book, rows: Rows) -> Fault:
    row = int(_first(_ROW, message) or 0)
    sheet = (values.get("sheet") or values.get("sheet_name") or _named_sheet(message)).lower()
    word = values.get("column") or _first(re.compile(r"the '(\w+)' value"), message)
    if not row:
        row, word = _looked_for(code, values, book, rows, message, word)
    word = word or ("type" if row else "")
    header = book.sheet(sheet).header(word) if word else ""
    if row and word:
        filled = (
            rows.sheet.cells(rows.sheet.rows[row - 2], word) if _is_survey(sheet, row, rows) else []
        )
        header = filled[0][0].header if filled else header
    told = {**values, "detail": " ".join(_ROW.sub("", message).split())[:300]}
    return Fault(sheet, row, header, code, told)


def _is_survey(sheet: str, row: int, rows: Rows) -> bool:
    return sheet == "survey" and 2 <= row < len(rows.sheet.rows) + 2


def _first(pattern: re.Pattern[str], message: str) -> str:
    match = pattern.search(message)
    return match[1] if match else ""


def _named_sheet(message: str) -> str:
    named = re.search(r"the '(\w+)' sheet", message)
    return named[1] if named else "choices" if "Choice names with spaces" in message else "survey"


def _looked_for(
    code: str,
    values: dict[str, str],
    book: Book,
    rows: Rows,
    message: str,
    word: str,
) -> tuple[int, str]:
    """Row and column of a message that names no row."""
    if code in ("no_header", "two_headers", "missing_column"):
        return 1, values.get("header") or _first(_QUOTED, values.get("names", "")) or "type"
    if code == "space_in_choice":
        return _choice_row(values, book), "name"
    if code == "no_choices":
        selects = (row.number for row in rows.all if row.type.lower().startswith("select"))
        return next(selects, 0), "type"
    look = _row_quoting(message, rows)
    return look if look[0] else (0, word)


def _choice_row(values: dict[str, str], book: Book) -> int:
    choices = book.sheet("choices")
    for number, cells in enumerate(choices.rows, 2):
        wanted = (values["list"], values["name"])
        if (choices.cell(cells, "list_name"), choices.cell(cells, "name")) == wanted:
            return number
    return 0


def _row_quoting(message: str, rows: Rows) -> tuple[int, str]:
    """The row whose type, name or `${…}` pyxform quotes where it gives no number."""
    quoted = _QUOTED.findall(message)
    looks: tuple[tuple[str, Callable[[str, str], bool]], ...] = (
        ("type", lambda cell, text: cell == text or cell.split()[:1] == [text]),
        ("name", lambda cell, text: cell == text),
    )
    for word, fits in looks:
        for row in rows.all:
            if any(fits(rows.sheet.cell(row.cells, word), text) for text in quoted):
                return row.number, word
    for row in rows.all:
        for column in rows.sheet.columns:
            cell = str(row.cells.get(column.header) or "")
            if any(f"${{{text}}}" in cell for text in quoted):
                return row.number, column.word
    return 0, ""
