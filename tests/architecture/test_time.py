"""`base/clock.py` is the only place that reads time; the simulator has one of its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.source import Source, product

CLOCKS = {"base/clock.py", "simulator/clock.py"}
READS = {"now", "utcnow", "today"}
HOLDERS = {"datetime", "date", "func"}


def _reads(source: Source) -> Iterator[str]:
    for one in source.imports():
        if one.module == "time":
            yield f"{source.where(one)} imports time"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in READS:
            holder = ast.unparse(node.value).rpartition(".")[2]
            if holder in HOLDERS:
                yield f"{source.where(node)} {ast.unparse(node)}"
        elif isinstance(node, ast.Constant) and "CURRENT_TIMESTAMP" in str(node.value):
            yield f"{source.where(node)} CURRENT_TIMESTAMP"


def test_nobody_else_reads_time() -> None:
    found = [
        where
        for source in product()
        if source.name not in CLOCKS and source.room != "bench"
        for where in _reads(source)
    ]
    assert found == []


def test_the_clocks_are_found_to_read_time() -> None:
    assert {source.name for source in product() if any(_reads(source))} >= CLOCKS
