"""The rows of a table that comes with a form: a .csv whose first line names the columns."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from io import StringIO

from forms.text_source import decoded

Row = Mapping[str, str]


def read_table(content: bytes) -> tuple[Row, ...]:
    """Every cell stripped. Raises FormRefused for what is no text."""
    read = csv.DictReader(StringIO(decoded(content)))
    return tuple(
        {str(name).strip(): str(cell or "").strip() for name, cell in row.items() if name}
        for row in read
    )


def matching(table: Sequence[Row], filters: Mapping[str, str]) -> Sequence[Row]:
    """The rows that have all of these values."""
    return [row for row in table if all(row.get(name) == cell for name, cell in filters.items())]
