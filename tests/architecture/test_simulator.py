"""The simulator's rooms have an order of their own: imports go down, each room has its place."""

from __future__ import annotations

from tests.architecture.source import Import, Source, product

FROM_THE_GROUND = (
    *("basics", "clock", "config", "saving", "validate"),
    *("people", "tokens", "richmenus", "many", "account", "limits", "trouble", "journal"),
    *("delivery", "world", "gateway", "acts", "sending", "api", "play", "control"),
    *("pages", "server", "thread", "doors", "__main__"),
)
SIDE_BY_SIDE = {"tokens", "richmenus", "many", "account", "limits", "trouble", "journal"}


def test_imports_of_the_simulator_only_go_down() -> None:
    assert [where for where in _arrows() if not _down(*where[1:])] == []


def test_the_stores_of_the_simulator_do_not_know_each_other() -> None:
    sideways = [
        where for where in _arrows() if where[1] != where[2] and {*where[1:]} <= SIDE_BY_SIDE
    ]
    assert sideways == []


def test_every_room_of_the_simulator_has_its_place() -> None:
    assert {_room(source.module) for source in _simulator()} == {*FROM_THE_GROUND, ""}


def _simulator() -> list[Source]:
    return [source for source in product() if source.room == "simulator"]


def _arrows() -> list[tuple[str, str, str]]:
    """Where an import stands, the room it stands in, the room it names."""
    return [
        (f"{source.where(one)} imports {one.module}", _room(source.module), _room(one.module))
        for source in _simulator()
        for one in source.imports()
        if _is_ours(one)
    ]


def _is_ours(one: Import) -> bool:
    return one.module.startswith("simulator.")


def _room(module: str) -> str:
    """`simulator.people.chats` → `people`; a file at the root is its own room."""
    return module.partition(".")[2].partition(".")[0]


def _down(above: str, below: str) -> bool:
    return FROM_THE_GROUND.index(below) <= FROM_THE_GROUND.index(above)
