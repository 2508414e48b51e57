"""Words of people as cells that no spreadsheet program runs, cuts without saying or refuses.

A cell that begins with one of `= + - @`, a tab or a line break may be run as a formula (OWASP, "CSV
Injection"); Excel takes the full-width signs too and may skip blanks before them. In a workbook
such a cell is text by its type; in CSV, where a cell has no type, an apostrophe goes before it.
"""

from __future__ import annotations

import re

LONGEST = 32_767  # UTF-16 units of one cell (Excel specifications and limits)
CUT = "…"
_LINE_ENDS = re.compile(r"\r\n?")
# What XML 1.0 cannot hold (production 2, Char), half characters among it.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RUN = "=+\\-@\t\r\n＝＋－＠"
_BLANKS = " \u00a0\u200b\u2060\ufeff"
_DANGEROUS = re.compile(f"[{_BLANKS}]*[{_RUN}]")
_ESCAPED = re.compile(f"'+[{_BLANKS}]*[{_RUN}]")


def plain(text: str) -> str:
    """With line ends of one kind, without what no file can hold."""
    return _UNWRITABLE.sub("", _LINE_ENDS.sub("\n", text))


def is_dangerous(text: str) -> bool:
    return _DANGEROUS.match(text) is not None


def for_csv(text: str) -> str:
    """With an apostrophe where a program might run it; also where one would seem to be ours."""
    return f"'{text}" if is_dangerous(text) or _ESCAPED.match(text) else text


def from_csv(cell: str) -> str:
    """What `for_csv` was given."""
    return cell[1:] if _ESCAPED.match(cell) else cell


def fitting(text: str) -> str:
    """As much of it as a cell of Excel holds, with a mark where it was cut."""
    if len(text) * 2 <= LONGEST or _units(text) <= LONGEST:
        return text
    kept = text.encode("utf-16-le")[: (LONGEST - 1) * 2].decode("utf-16-le", "ignore")
    return kept + CUT


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
