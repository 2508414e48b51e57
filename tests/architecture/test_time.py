"""`base/clock.py` is the only place that reads time; the simulator has one of its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.names import imported, meaning
from tests.architecture.source import product

CLOCKS = {"base/clock.py", "simulator/clock.py"}
# By the end of what a name stands for: an alias does not hide it.
_PYTHON = re.compile(
    r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|os\.times|uuid\.uuid1|email\.utils\.localtime)$"
)
_WORDS = (
    "current_(timestamp|date|time)|localtime(stamp)?|(clock|statement|transaction)_timestamp"
    "|timeofday|getdate|sysdate|unixepoch|julianday"
)
_SQL_FUNCTION = re.compile(rf"(^|\.)func\.(now|{_WORDS})$", re.IGNORECASE)
# As a word of SQL: alone where SQL has it so, called where it is also a word of English.
_SQL_TEXT = re.compile(rf"\b(now\(\)|{_WORDS})(?![\w-])|'now'", re.IGNORECASE)


def reads(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and name of everything that tells the time."""
    names = imported(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((node.lineno, "time") for one in _modules(node) if one == "time")
        elif isinstance(node, ast.Attribute | ast.Name):
            said = meaning(node, names)
            if _PYTHON.search(said) or _SQL_FUNCTION.search(said):
                yield node.lineno, said
        elif isinstance(node, ast.Call) and _is_sql_of_now(node, names):
            yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.Constant) and (found := _SQL_TEXT.search(str(node.value))):
            yield node.lineno, found[0]


def _modules(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [one.name.partition(".")[0] for one in node.names]


def _is_sql_of_now(node: ast.Call, names: dict[str, str]) -> bool:
    """`func.date("now")`: SQLite's word for the moment."""
    told = [one.value for one in node.args if isinstance(one, ast.Constant)]
    return "now" in told and ".func." in f".{meaning(node.func, names)}"


def test_nobody_else_reads_time() -> None:
    found = [
        f"{source.name}:{line} {what}"
        for source in product()
        if source.name not in CLOCKS and source.room != "bench"
        for line, what in reads(source.tree)
    ]
    assert found == []


def test_the_clocks_are_found_to_read_time() -> None:
    assert {source.name for source in product() if any(reads(source.tree))} >= CLOCKS


@pytest.mark.parametrize(
    "text",
    [
        "import time as t",
        "from time import monotonic",
        "from datetime import datetime as X\nX.now()",
        "import datetime as d\nd.datetime.utcnow()",
        "from datetime import date as D\nread = D.today",
        "def f():\n    from datetime import datetime as X\n    return X.now(zone)",
        "import os as system\nsystem.times()",
        "from os import times\ntimes()",
        "from sqlalchemy import func as f\nsa.select(f.now())",
        "import sqlalchemy as sa\nsa.func.clock_timestamp()",
        "import sqlalchemy as sa\nsa.func.date('now')",
        "sa.text(\"SELECT datetime('now')\")",
        "sa.text('UPDATE event SET due_at = clock_timestamp()')",
        "sa.text(f'due_at < {column} + now()')",
        "sa.Column('at', server_default='CURRENT_TIMESTAMP')",
    ],
)
def test_no_other_name_hides_it(text: str) -> None:
    assert any(reads(ast.parse(text)))


@pytest.mark.parametrize(
    "text",
    [
        "clock.now()",
        "from datetime import datetime\ndatetime.fromisoformat(x)",
        "x = 'now or later'",
    ],
)
def test_what_reads_no_time_is_left_alone(text: str) -> None:
    assert not any(reads(ast.parse(text)))
