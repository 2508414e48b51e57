"""The product's Python files, read and parsed: what each imports, and where."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    *("base", "models", "forms", "bot", "reports", "handlers", "console"),
    *("bootstrap", "scheduler", "commands", "simulator", "migrations", "bench"),
    "tools",
)
DOORS = ("wsgi",)


@dataclass(frozen=True)
class Import:
    """`module` as written absolutely; `for_types` when only a type checker reads it."""

    module: str
    line: int
    for_types: bool


@dataclass(frozen=True)
class Source:
    path: Path
    tree: ast.Module
    text: str

    @property
    def name(self) -> str:
        """Path from the project's root, e.g. `bot/inbox/turn.py`."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def module(self) -> str:
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def room(self) -> str:
        """The top folder, or the file's own name at the root."""
        return self.module.partition(".")[0]

    def where(self, node: ast.AST | Import) -> str:
        line = node.line if isinstance(node, Import) else getattr(node, "lineno", 0)
        return f"{self.name}:{line}"

    def imports(self) -> list[Import]:
        return list(_imports(self.tree, self))


def product() -> list[Source]:
    """Every file of the product; not the tests."""
    return list(_product())


@cache
def _product() -> tuple[Source, ...]:
    files = [ROOT / f"{door}.py" for door in DOORS]
    for room in ROOMS:
        files += sorted((ROOT / room).rglob("*.py"))
    return tuple(_source(path) for path in files if "versions" not in path.parts)


def written_tests() -> list[Source]:
    return [_source(path) for path in sorted((ROOT / "tests").rglob("*.py"))]


def _source(path: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    return Source(path, ast.parse(text), text)


def _imports(node: ast.AST, source: Source, for_types: bool = False) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, child.lineno, for_types)
        elif isinstance(child, ast.ImportFrom):
            yield from _from(child, source, for_types)
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            yield from _imports(child, source, for_types=True)
        else:
            yield from _imports(child, source, for_types)


def _from(node: ast.ImportFrom, source: Source, for_types: bool) -> Iterator[Import]:
    """`from a import b` imports a.b where that is a module of ours, else a."""
    base = node.module or ""
    if node.level:
        package = source.path.parent.relative_to(ROOT).parts
        base = ".".join([*package[: len(package) - node.level + 1], *filter(None, [base])])
    for alias in node.names:
        inner = f"{base}.{alias.name}"
        yield Import(inner if _is_module(inner) else base, node.lineno, for_types)


@cache
def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()
