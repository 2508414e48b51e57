"""What a name in a file stands for, whatever it was called when it was imported."""

from __future__ import annotations

import ast


def imported(tree: ast.Module) -> dict[str, str]:
    """Local name → what it is, dotted: `X` → `datetime.datetime`. Imports inside functions too."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                top = one.name.partition(".")[0]
                found[one.asname or top] = one.name if one.asname else top
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for one in node.names:
                found[one.asname or one.name] = f"{node.module}.{one.name}"
    return found


def meaning(node: ast.AST, names: dict[str, str]) -> str:
    """`X.now` as `datetime.datetime.now`; what is no dotted name, as it is written."""
    if isinstance(node, ast.Attribute):
        return f"{meaning(node.value, names)}.{node.attr}"
    if isinstance(node, ast.Name):
        return names.get(node.id, node.id)
    return ast.unparse(node)
