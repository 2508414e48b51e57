"""A form's file to a Form, or every reason why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from base.workbooks import UNREADABLE
from forms.also import also_of, without_also
from forms.build import Builder
from forms.cautions import cautions
from forms.check import sheet_faults
from forms.choices import OTHER
from forms.circles import circles
from forms.external import inlined
from forms.faults import Fault, FormRefused
from forms.form import Form, Item
from forms.graph import feeds, filtered_by, in_order, restless
from forms.languages import UNNAMED, code_of, name_of
from forms.named import named_files
from forms.nameless import betrayals, nameless_keys
from forms.plot import Plot
from forms.question import Reader
from forms.refusals import from_pyxform
from forms.rows import YES, Rows, without_most
from forms.source import Book, read_book
from forms.xform import XForm, read_xform

MOST_TYPES = 10  # that nobody knows are told at once
OF_A_TYPE = ("unknown_type", "no_choices")
# What a form may have that people were asked before: it was asked so, and is read as it was.
ONLY_BROUGHT = frozenset({("choices", "missing_column")})
ONLY_BROUGHT_CODES = frozenset({"formula_error"})


def load(
    source: bytes | str | Path,
    *,
    readers: Mapping[str, Reader] | None = None,
    name: str = "",
    stored: bool = False,
) -> Form:
    """The form in `source`: Markdown text, the bytes of a .xlsx, .xls, .csv or .md file, or a path
    to one.

    `readers` are the functions that the column `wethi::reader` may name. `stored`: people were
    asked it before, so that it must be read to its end, though it tells who answered or when, or
    has an odd cell; only a form that is brought is refused for that. Raises FormRefused with every
    fault found.
    """
    readers = readers or {}
    book = read_book(source, stored=stored)
    rows = Rows(book.sheet("survey"))
    faults = [one for one in sheet_faults(book, rows, readers) if not (stored and _passes(one))]
    xform, warnings = _convert(book, rows, faults)
    if xform is None:
        _add_new(faults, circles(book, rows))
        raise FormRefused(_sorted(faults))
    plot = Plot(xform, rows, _with_other(book), also_of(book))
    items = Builder(plot).build()
    _add_new(faults, plot.faults)
    order = in_order(items, rows, faults)
    _needs_questions(items, rows, faults)
    faults += [] if stored else _betraying(book, items, order, rows)
    if faults:
        raise FormRefused(_sorted(faults))
    return _form(book, plot, items, order, readers, name, warnings)


def _passes(fault: Fault) -> bool:
    return fault.code in ONLY_BROUGHT_CODES or (fault.sheet, fault.code) in ONLY_BROUGHT


def _convert(book: Book, rows: Rows, faults: list[Fault]) -> tuple[XForm | None, list[str]]:
    """pyxform stops at the first fault; of a type that cannot be the others can still be told."""
    found: list[Fault] = []
    while len(found) < MOST_TYPES:
        made, more = _tried(book, rows, found)
        if made is not None and not found:
            return made
        found += _new(more, found)
        if not more or more[-1].code not in OF_A_TYPE or not more[-1].row:
            break
    faults += _untold(found, faults)
    return None, []


def _tried(
    book: Book, rows: Rows, found: list[Fault]
) -> tuple[tuple[XForm, list[str]] | None, list[Fault]]:
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    try:
        result = convert(xlsform=_for_pyxform(book, rows, found), validate=False)
        return (read_xform(result.xform), list(result.warnings)), []
    except PyXFormError as refused:
        return None, from_pyxform(str(refused), book, rows)
    except UNREADABLE as broken:
        return None, [Fault("survey", 0, "", "not_read", {"detail": str(broken)[:300]})]


def _new(more: list[Fault], found: list[Fault]) -> list[Fault]:
    """What a row that is a text meanwhile lacks is no fault of its author's."""
    known = {(one.sheet, one.row) for one in found}
    return [one for one in more if not one.row or (one.sheet, one.row) not in known]


def _untold(found: list[Fault], faults: list[Fault]) -> list[Fault]:
    """What our own check has already said of that row is said better."""
    told = {(one.sheet, one.row) for one in faults}
    if ("choices", 1) in told:  # no list can be read
        found = [one for one in found if one.code != "no_choices"]
    return [one for one in found if not told or (one.row and (one.sheet, one.row) not in told)]


def _for_pyxform(book: Book, rows: Rows, found: list[Fault]) -> dict[str, Any]:
    """`found` are rows of a type that it stops at: they are texts meanwhile."""
    survey = [dict(row) for row in book.definition["survey"]]
    for one in found:
        survey[one.row - 2][rows.header("type")] = "text"
    for row in survey:
        for header in [h for h in row if h.strip().lower() == "parameters"]:
            if str(row.get("type", "")).strip() == "image":
                row[header] = without_most(str(row[header]))
    return inlined(without_also({**book.definition, "survey": survey}))


def _add_new(faults: list[Fault], more: list[Fault]) -> None:
    seen = {(fault.sheet, fault.row, fault.column) for fault in faults}
    # pyxform makes rows of its own («issue_count»); what made them has been told.
    told = [fault for fault in more if fault.row or not faults]
    faults.extend(one for one in told if (one.sheet, one.row, one.column) not in seen)


def _with_other(book: Book) -> frozenset[str]:
    """Lists with a choice «other» of their own; for or_other pyxform adds one to the others."""
    choices = book.sheet("choices")
    named = [(choices.cell(row, "list_name"), choices.cell(row, "name")) for row in choices.rows]
    return frozenset(name for name, value in named if value == OTHER)


def _needs_questions(items: tuple[Item, ...], rows: Rows, faults: list[Fault]) -> None:
    if not faults and not any(item.asked for item in items):
        faults.append(Fault("survey", 1, rows.header("type"), "no_questions"))


def _betraying(
    book: Book, items: tuple[Item, ...], order: tuple[str, ...], rows: Rows
) -> list[Fault]:
    wholly = _settings(book).get("wethi::anonymous", "").lower() in YES
    hidden = nameless_keys(items, feeds(items), wholly=wholly)
    return list(betrayals(items, order, hidden, rows, wholly=wholly))


def _settings(book: Book) -> dict[str, str]:
    settings = book.sheet("settings")
    first = settings.rows[0] if settings.rows else {}
    return {c.word: str(first[c.header]) for c in settings.columns if first.get(c.header)}


def _sorted(faults: list[Fault]) -> tuple[Fault, ...]:
    sheets = {"settings": 0, "survey": 1, "choices": 2}
    return tuple(sorted(faults, key=lambda fault: (sheets.get(fault.sheet, 3), fault.row)))


def _form(
    book: Book,
    plot: Plot,
    items: tuple[Item, ...],
    order: tuple[str, ...],
    readers: Mapping[str, Reader],
    name: str,
    warnings: list[str],
) -> Form:
    xform = plot.xform
    counted = Counter(item.name for item in items)
    languages = tuple(dict.fromkeys(code_of(language) for language in xform.itext)) or (UNNAMED,)
    return Form(
        name=name or xform.form_id,
        title=xform.title,
        version=xform.version,
        digest=book.digest,
        languages=languages,
        default_language=code_of(xform.default_language) if xform.itext else UNNAMED,
        settings=_settings(book),
        items=items,
        by_key={item.key: item for item in items},
        by_name={item.name: item for item in items if counted[item.name] == 1},
        readers=readers,
        order=order,
        feeds=feeds(items),
        restless=restless(items),
        filtered_by=filtered_by(items, order),
        root=plot.root,
        places={element.key: element for element in plot.places.values() if element.key},
        names={code_of(language): name_of(language) for language in xform.itext},
        cautions=cautions(warnings),
        triggered=tuple(item for item in items if item.triggers),
        files=named_files(book, xform),
    )
