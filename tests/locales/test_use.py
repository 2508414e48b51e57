"""Every key that code asks for exists, gets its values, and every sentence is asked for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.architecture.source import Source, product
from tests.locales.texts import catalogue, placeholders

SAYERS = {"say", "tell"}
SPEAKING = {"forms", "bot", "reports", "handlers", "console"}
THAI = catalogue("th")

# Keys that are put together where no test can see it, by how they begin, and why.
DYNAMIC: dict[str, str] = {}


@dataclass(frozen=True)
class Asked:
    """One `say("key", …)`; `values` is None where they are handed on as **values."""

    where: str
    key: str
    values: frozenset[str] | None


@cache
def _asked() -> tuple[Asked, ...]:
    ours = (source for source in product() if source.room in SPEAKING)
    return tuple(one for source in ours for one in _asked_in(source))


def _asked_in(source: Source) -> Iterator[Asked]:
    for node in ast.walk(source.tree):
        if not (isinstance(node, ast.Call) and node.args and _sayer(node)):
            continue
        first = node.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            names = [word.arg for word in node.keywords]
            values = None if None in names else frozenset(filter(None, names))
            yield Asked(source.where(node), first.value, values)


def _sayer(node: ast.Call) -> bool:
    return ast.unparse(node.func).rpartition(".")[2] in SAYERS


def test_every_sentence_that_is_asked_for_exists() -> None:
    assert [f"{one.where} {one.key}" for one in _asked() if one.key not in THAI] == []


def test_every_sentence_gets_the_values_it_wants() -> None:
    wrong = [
        f"{one.where} {one.key} gets {sorted(one.values)}, wants {sorted(placeholders(text))}"
        for one in _asked()
        if one.values is not None
        and (text := THAI.get(one.key)) is not None
        and not _fits(placeholders(text), one.values)
    ]
    assert wrong == []


def _fits(wanted: set[str], given: frozenset[str]) -> bool:
    """Values beyond the wanted are harmless only if another language may want them: none does."""
    return wanted == given


def test_every_key_put_together_from_pieces_finds_some_sentence() -> None:
    lost = [
        f"{source.where(node)} {ast.unparse(node)}"
        for source in product()
        if source.room in SPEAKING
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and node.args and _sayer(node)
        if isinstance(node.args[0], ast.JoinedStr)
        and not any(_pattern(node.args[0]).fullmatch(key) for key in THAI)
    ]
    assert lost == []


def test_every_sentence_is_asked_for_somewhere() -> None:
    whole = {text for source in product() for text in _constants(source)}
    pieces = [_pattern(node) for source in product() for node in _joined(source)]
    telling = [pattern for pattern in pieces if len(re.sub(r"\W|\.\+", "", pattern.pattern)) > 3]
    idle = [
        key
        for key in THAI
        if key not in whole
        and not _stands(key.partition(".")[2], whole)
        and not any(
            pattern.fullmatch(key) or pattern.fullmatch(key.partition(".")[2])
            for pattern in telling
            if not _takes_whole_domain(pattern)
        )
        and not key.startswith(tuple(DYNAMIC))
    ]
    assert idle == []


def _stands(name: str, whole: set[str]) -> bool:
    """Whether code has the name as one piece or, at an underscore, as two (`photo` + `_one`)."""
    return name in whole or any(
        name[:at] in whole and name[at:] in whole for at, sign in enumerate(name) if sign == "_"
    )


def _constants(source: Source) -> set[str]:
    return {
        node.value
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _joined(source: Source) -> list[ast.JoinedStr]:
    return [node for node in ast.walk(source.tree) if isinstance(node, ast.JoinedStr)]


def _pattern(node: ast.JoinedStr) -> re.Pattern[str]:
    """What an f-string can become: each {…} stands for one thing or more."""
    parts = (
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".*"
        for part in node.values
    )
    return re.compile("".join(parts))


def _takes_whole_domain(pattern: re.Pattern[str]) -> bool:
    """f"report.{name}" says nothing about which names there are."""
    return bool(re.fullmatch(r"[a-z]+\\\.(?:\.\*)+|(?:\.\*)+\W*(?:\.\*)*", pattern.pattern))
