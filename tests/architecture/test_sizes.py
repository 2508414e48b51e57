"""Files that a person can take in."""

from __future__ import annotations

import ast

from tests.architecture.source import product, written_tests

MOST_LINES = 400
MOST_IN_A_FUNCTION = 60


def test_no_file_is_longer_than_400_lines() -> None:
    long = [
        source.name
        for source in product() + written_tests()
        if source.text.count("\n") > MOST_LINES
    ]
    assert long == []


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{source.where(node)} {node.name}"
        for source in product()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno > MOST_IN_A_FUNCTION
    ]
    assert long == []


def test_functions_are_about_eight_lines() -> None:
    """The middle one, that is: half of them are not longer."""
    lengths = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for source in product()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert lengths[len(lengths) // 2] <= 10
