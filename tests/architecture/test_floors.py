"""Imports only go down, and rooms on one floor do not import each other."""

from __future__ import annotations

import pytest

from tests.architecture.source import Import, Source, product

ALL_BELOW = ("base", "models", "forms", "bot", "reports", "handlers", "console")
MAY_IMPORT = {
    "base": (),
    "models": ("base",),
    "forms": ("base",),
    "bot": ("base", "models", "forms"),
    "reports": ("base", "models", "forms"),
    "handlers": ("base", "models", "forms", "bot", "reports"),
    "console": ("base", "models", "forms", "reports", "bot.messages", "handlers"),
    "bootstrap": ALL_BELOW,
    "wsgi": (*ALL_BELOW, "bootstrap"),
    "scheduler": (*ALL_BELOW, "bootstrap"),
    "commands": (*ALL_BELOW, "bootstrap"),
    "bench": (*ALL_BELOW, "bootstrap", "scheduler", "wsgi"),
    "tools": (*ALL_BELOW, "bootstrap", "commands"),
    "migrations": ("base", "models"),
    "simulator": (),
}


def _ours(source: Source) -> list[Import]:
    return [one for one in source.imports() if one.module.partition(".")[0] in MAY_IMPORT]


def _allowed(source: Source, module: str) -> bool:
    if module.partition(".")[0] == source.room:
        return True
    return any(
        module == floor or module.startswith(f"{floor}.") for floor in MAY_IMPORT[source.room]
    )


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_imports_only_go_down(room: str) -> None:
    up = [
        f"{source.where(one)} imports {one.module}"
        for source in product()
        if source.room == room
        for one in _ours(source)
        if not _allowed(source, one.module)
    ]
    assert up == []


def test_every_folder_of_code_has_its_floor() -> None:
    assert {source.room for source in product()} <= set(MAY_IMPORT)


def test_rooms_of_handlers_do_not_import_each_other() -> None:
    sideways = [
        f"{source.where(one)} imports {one.module}"
        for source in product()
        if source.room == "handlers" and source.name.count("/") > 1
        for one in _ours(source)
        if one.module.startswith("handlers.")
        and one.module.split(".")[1] != source.module.split(".")[1]
    ]
    assert sideways == []


def test_the_console_uses_of_handlers_only_what_they_do() -> None:
    wrong = [
        f"{source.where(one)} imports {one.module}"
        for source in product()
        if source.room in ("console", "commands")
        for one in _ours(source)
        if one.module.startswith("handlers.") and one.module.split(".")[-1] in ("chat", "tasks")
    ]
    assert wrong == []


def test_what_a_room_does_knows_nothing_of_how_it_is_said() -> None:
    """A `service.py` takes rows and gives rows: no Flask, no LINE, no bubbles, no chat."""
    wrong = [
        f"{source.where(one)} imports {one.module}"
        for source in product()
        if source.room == "handlers" and source.path.name == "service.py"
        for one in source.imports()
        if one.module.split(".")[0] in ("flask", "linebot")
        or one.module.startswith(("bot.line", "bot.messages", "bot.dialogue", "bot.inbox"))
        or one.module.endswith(".chat")
    ]
    assert wrong == []


def test_no_files_import_each_other_in_a_circle() -> None:
    """Imports inside functions count; those that only a type checker reads do not."""
    arrows = {
        source.module: {one.module for one in _ours(source) if not one.for_types} - {source.module}
        for source in product()
    }
    assert _circle(arrows) == []


def test_a_circle_would_be_found() -> None:
    assert _circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == ["a", "b", "c", "a"]


def _circle(arrows: dict[str, set[str]]) -> list[str]:
    """One circle as a path, or nothing."""
    done: set[str] = set()

    def walk(module: str, path: list[str]) -> list[str]:
        if module in path:
            return [*path[path.index(module) :], module]
        if module in done:
            return []
        for target in sorted(arrows.get(module, ())):
            if found := walk(target, [*path, module]):
                return found
        done.add(module)
        return []

    for module in sorted(arrows):
        if found := walk(module, []):
            return found
    return []
