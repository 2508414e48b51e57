"""What can be seen wrong in the sheets themselves, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from forms.expressions import ExpressionError, compile_expression
from forms.faults import Fault
from forms.question import Reader
from forms.rows import FACES, LEVELS, NO, YES, Row, Rows, most
from forms.scopes import Scopes
from forms.source import Book, Sheet
from forms.value import day_of, decimal_of, moment_of

# Types of XLSForm that the chat cannot ask (docs/forms.md).
UNSUPPORTED = frozenset(
    {
        "geotrace",
        "geoshape",
        "background-audio",
        "audit",
        "xml-external",
        "start-geopoint",
        "background-geopoint",
        "osm",
        "include",
    }
)
OWN_COLUMNS = {
    "survey": frozenset(
        {
            *("wethi::reader", "wethi::voice", "wethi::faces", "wethi::short"),
            *("wethi::level", "wethi::anonymous", "wethi::nothing"),
        }
    ),
    "choices": frozenset({"wethi::also"}),
    "settings": frozenset({"wethi::review", "wethi::progress", "wethi::anonymous"}),
}
EXPRESSIONS = (
    *("relevant", "required", "constraint", "calculation", "choice_filter"),
    *("repeat_count", "read_only"),
)
SHEETS = ("survey", "choices", "settings")
FORMULA_ERRORS = frozenset(
    {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
)
# What people read, or the form works by; other columns are the author's own.
READ = frozenset(
    {
        *("type", "name", "list_name", "label", "hint", "guidance_hint", "default", "form_title"),
        *("constraint_message", "required_message", *EXPRESSIONS),
    }
)
_YES_OR_NO = ("required", "read_only")
_PLAIN = YES | NO | {"true()", "false()", "ok", "x"}
_PLAIN_DEFAULTS: Mapping[str, Callable[[str], object]] = {
    "date": day_of,
    "time": moment_of,
    "integer": decimal_of,
    "decimal": decimal_of,
}
_NAME = re.compile(r"\$\{\s*([^{}]*?)\s*\}")
_FROM_LIST = re.compile(
    r"(?:select[_ ](?:one|multiple)(?: from)?|rank)\s+(?P<list>[\w-]+)(?:\s+or[_ ]other)?$"
)
_ONE_WORD = re.compile(r"[^\s${}()'\"]+(?:\(\))?")
_SELECTS = re.compile(r"(?:select[_ ](?:one|multiple)|rank)\b(?: from\b)?")
_OTHER = re.compile(r" or(?:_other| other| specify other)$")
_FILE = re.compile(r"\S+\.csv$")


def sheet_faults(book: Book, rows: Rows, readers: Mapping[str, Reader]) -> list[Fault]:
    """All faults of the survey and choices sheets that need no XForm, in the order of rows."""
    names = {row.name for row in rows.all if row.name} | _words_of_other(rows)
    scope = Scopes(rows, book)
    faults: list[Fault] = []
    lists = _lists(book)
    for row in rows.all:
        faults += _type_faults(row, rows)
        faults += _list_faults(row, rows, lists)
        faults += _own_name_faults(row, rows)
        faults += _own_faults(row, rows, readers)
        faults += _name_faults(rows.sheet, row.number, row.cells, names)
        faults += _expression_faults(row, rows.sheet, scope)
        faults += _default_faults(row, rows.sheet, scope)
    faults += _column_faults(book)
    faults += _choice_faults(book)
    for title in SHEETS:
        faults += _formula_faults(book.sheet(title))
    for sheet in (book.sheet("choices"), book.sheet("settings")):
        for number, cells in enumerate(sheet.rows, 2):
            faults += _name_faults(sheet, number, cells, names)
    return faults


def _words_of_other(rows: Rows) -> set[str]:
    """Names of the questions that pyxform adds for or_other."""
    return {f"{row.name}_other" for row in rows.all if row.type.lower().endswith("or_other")}


def _column_faults(book: Book) -> Iterator[Fault]:
    # A misspelt column of ours would otherwise do nothing, silently.
    for name, known in OWN_COLUMNS.items():
        for column in book.sheet(name).columns:
            if column.word.startswith("wethi::") and column.word not in known:
                values = {"name": column.header}
                yield Fault(name, 1, column.header, "unsupported_column", values)


def _choice_faults(book: Book) -> Iterator[Fault]:
    choices = book.sheet("choices")
    if any(choices.rows) and not any(c.word == "list_name" for c in choices.columns):
        yield Fault("choices", 1, "list_name", "missing_column", {"names": "list_name"})


def _formula_faults(sheet: Sheet) -> Iterator[Fault]:
    """What a formula of the spreadsheet came to when it failed would be read to people."""
    read = [column for column in sheet.columns if column.word in READ or "::" in column.word]
    for number, cells in enumerate(sheet.rows, 2):
        for column in read:
            if (text := str(cells.get(column.header) or "").strip()) in FORMULA_ERRORS:
                yield Fault(sheet.name, number, column.header, "formula_error", {"cell": text})


def _type_faults(row: Row, rows: Rows) -> Iterator[Fault]:
    words = row.type.split()
    kind = row.type.lower().replace(" ", "_") if words[0].lower() == "begin" else words[0].lower()
    if kind in UNSUPPORTED:
        yield _fault(row, rows.header("type"), "unsupported_type", type=row.type)
    if _SELECTS.match(row.type.lower()) and not kind.endswith(("_from_file", "_external")):
        yield from _list_name_faults(row, rows)
    if kind.endswith("_from_file") and not (len(words) > 1 and _FILE.match(words[1])):
        yield _fault(row, rows.header("type"), "not_csv", type=row.type)
    if "search(" in rows.sheet.cell(row.cells, "appearance").replace(" ", ""):
        yield _fault(row, rows.filled_header(row.key, "appearance"), "search_appearance")


def _list_name_faults(row: Row, rows: Rows) -> Iterator[Fault]:
    """pyxform calls a type with a list of two words, or without any, an unknown type."""
    words = _OTHER.sub("", _SELECTS.sub("", row.type.lower(), count=1)).split()
    if len(words) != 1:
        code = "space_in_list" if words else "no_list"
        yield _fault(row, rows.header("type"), code, name=" ".join(words))


def _lists(book: Book) -> frozenset[str]:
    choices = book.sheet("choices")
    return frozenset(choices.cell(cells, "list_name") for cells in choices.rows) - {""}


def _list_faults(row: Row, rows: Rows, lists: frozenset[str]) -> Iterator[Fault]:
    """pyxform stops at the first. Without any list it says where the first choices are needed."""
    chosen = _FROM_LIST.match(row.type)
    named = chosen["list"] if chosen and chosen["list"] != "or_other" else ""
    if lists and named and named not in lists and not _is_off(row, rows):
        yield _fault(row, rows.header("type"), "unknown_list", name=named)


def _own_name_faults(row: Row, rows: Rows) -> Iterator[Fault]:
    from pyxform.parsing.expression import is_xml_tag

    if row.name and not is_xml_tag(row.name) and not _is_off(row, rows):
        yield _fault(row, rows.header("name"), "bad_name")


def _is_off(row: Row, rows: Rows) -> bool:
    """pyxform passes over rows that are switched off."""
    return rows.sheet.cell(row.cells, "disabled").lower() in YES


def _own_faults(row: Row, rows: Rows, readers: Mapping[str, Reader]) -> Iterator[Fault]:
    reader = rows.sheet.cell(row.cells, "wethi::reader")
    if reader and reader not in readers:
        yield _fault(row, rows.header("wethi::reader"), "unknown_reader", name=reader)
    faces = rows.sheet.cell(row.cells, "wethi::faces").lower()
    if faces and faces not in FACES:
        yield _fault(row, rows.header("wethi::faces"), "unknown_faces", name=faces)
    for header in ("wethi::voice", "wethi::anonymous", "wethi::nothing"):
        word = rows.sheet.cell(row.cells, header).lower()
        if word not in YES | NO:
            yield _fault(row, rows.header(header), "not_yes_or_no", name=word)
    level = rows.sheet.cell(row.cells, "wethi::level")
    if level not in LEVELS:
        yield _fault(row, rows.header("wethi::level"), "unknown_level", name=level)
    parameters = rows.sheet.cell(row.cells, "parameters")
    if row.type == "image" and "max=" in parameters.replace(" ", "") and not most(parameters):
        yield _fault(row, rows.header("parameters"), "bad_max", cell=parameters)


def _name_faults(
    sheet: Sheet, number: int, cells: Mapping[str, str], names: set[str]
) -> Iterator[Fault]:
    for column in sheet.columns:
        if column.word in EXPRESSIONS:
            continue
        for name in dict.fromkeys(_NAME.findall(str(cells.get(column.header) or ""))):
            if name not in names:
                code = "last_saved" if name.startswith("last-saved#") else "unknown_name"
                yield Fault(sheet.name, number, column.header, code, {"name": name})


def _default_faults(row: Row, sheet: Sheet, scopes: Scopes) -> Iterator[Fault]:
    """A default is an expression or plain text as pyxform decides; plain text must be an answer."""
    from pyxform.utils import default_is_dynamic

    kind = row.type.split()[0].lower()
    for column, text in sheet.cells(row.cells, "default"):
        values = {"cell": text, "type": row.type}
        if not default_is_dynamic(text, kind):
            if kind in _PLAIN_DEFAULTS and _PLAIN_DEFAULTS[kind](text) is None:
                yield Fault("survey", row.number, column.header, "bad_default", values)
            continue
        try:
            compile_expression(text, scopes.of(row))
        except ExpressionError as wrong:
            # Unknown names are found in every cell.
            if wrong.code != "unknown_name":
                yield Fault(
                    "survey", row.number, column.header, wrong.code, {**values, **wrong.values}
                )


def _expression_faults(row: Row, sheet: Sheet, scopes: Scopes) -> Iterator[Fault]:
    for word in EXPRESSIONS:
        for column, text in sheet.cells(row.cells, word):
            if word in _YES_OR_NO and text.lower() in _PLAIN:
                continue
            if text in FORMULA_ERRORS:
                continue
            tried = f"instance('_')/root/item[{text}]" if word == "choice_filter" else text
            try:
                compile_expression(tried, scopes.of(row))
            except ExpressionError as wrong:
                shift = len(tried) - len(text) - 1 if tried != text else 0
                if word in _YES_OR_NO and _ONE_WORD.fullmatch(text):
                    yield Fault(
                        "survey", row.number, column.header, "not_yes_or_no", {"name": text}
                    )
                    continue
                values = {"cell": text, **wrong.values}
                if isinstance(place := values.get("place"), int):
                    values["place"] = max(1, place - shift)
                yield Fault("survey", row.number, column.header, wrong.code, values)


def _fault(row: Row, column: str, code: str, **values: object) -> Fault:
    return Fault("survey", row.number, column, code, values)
