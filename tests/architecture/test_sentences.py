"""No sentence of the bot stands in code: texts are keys of catalogues."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import regex

from tests.architecture.source import Source, product

SENTENCE = regex.compile(r"\p{Thai}\S*\s+\S*\p{Thai}|\p{Thai}{15,}")


def _docstrings(source: Source) -> set[ast.AST]:
    return {
        node.value
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def _texts(source: Source) -> Iterator[ast.Constant]:
    docstrings = _docstrings(source)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and node not in docstrings:
            yield node


def test_no_thai_sentence_stands_in_code() -> None:
    """Single words may (names of columns and buttons of LINE's own, tables of `base/thai/`)."""
    found = [
        f"{source.where(node)} {node.value}"
        for source in product()
        if not source.name.startswith("base/thai/")
        for node in _texts(source)
        if isinstance(node.value, str) and SENTENCE.search(node.value)
    ]
    assert found == []


def test_no_bubble_is_made_of_words_written_in_code() -> None:
    found = [
        f"{source.where(node)} {ast.unparse(node)[:60]}"
        for source in product()
        if source.room in ("bot", "handlers", "console")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] == "Bubble"
        and node.args
        and any(_has_words(part) for part in ast.walk(node.args[0]))
    ]
    assert found == []


def _has_words(node: ast.AST) -> bool:
    """Whether it is a literal that a person could read, rather than a key or a piece of one."""
    if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        return False
    return bool(regex.search(r"\p{L}{2,}\s+\p{L}{2,}|\p{Thai}", node.value))
