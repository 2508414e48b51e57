"""Everything that a simulator remembers as one JSON document, and back."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from simulator.basics import strict
from simulator.basics.strict import Json
from simulator.saving.records import written

FORMAT = "line-simulator"
VERSION = 1
BULKY = ("content", "requests", "webhooks", "diary")


class Store(Protocol):
    """``restore`` takes what ``state`` gave and raises ValueError for anything else."""

    def state(self) -> object: ...

    def restore(self, state: object) -> None: ...


class BadState(ValueError):
    """A document that is none, or of another version, or a part that is not as it was saved."""


def take(stores: Mapping[str, Store], saved_at: str, without: Iterable[str] = ()) -> Json:
    """``without`` names parts that stay out, as the bulky ones.

    Quick, however much there is: what takes its time comes when ``pieces`` are written.
    """
    kept = {name: store for name, store in stores.items() if name not in set(without)}
    parts = {name: store.state() for name, store in kept.items()}
    return {"format": FORMAT, "version": VERSION, "savedAt": saved_at, "parts": parts}


def pieces(document: Json) -> Iterator[str]:
    """What ``take`` gave as JSON; a thread may write it while the simulator goes on."""
    parts = document["parts"]
    assert isinstance(parts, dict)
    head = strict.dumps({key: one for key, one in document.items() if key != "parts"}, escaped=True)
    yield f'{head.removesuffix("}")},"parts":{{'
    for place, (name, part) in enumerate(parts.items()):
        yield f"{',' if place else ''}{strict.dumps(name)}:"
        yield from written(part)
    yield "}}"


def put(stores: Mapping[str, Store], document: object) -> frozenset[str]:
    """All of it or, after BadState, nothing. A part that is not named is left as it is.

    Gives the names of the parts that are now as the document has them.
    """
    parts = _parts(stores, document)
    before = {name: "".join(written(stores[name].state())) for name in parts}
    for name, part in parts.items():
        try:
            stores[name].restore(part)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as fault:
            for one, state in before.items():
                stores[one].restore(strict.loads(state, strict.DEPTH + 20))
            raise BadState(f"{name} is not as it was saved: {fault}") from fault
    return frozenset(parts)


def parse(raw: bytes) -> object:
    """Deeper than a call's body may be: calls stand in it."""
    try:
        return strict.loads(raw, strict.DEPTH + 20)
    except ValueError as fault:
        raise BadState(f"this state is not JSON: {fault}") from fault


def read(path: Path) -> object:
    """The document of a file; raises BadState, and OSError where it cannot be read."""
    return parse(path.read_bytes())


def write(path: Path, document: Json) -> None:
    """All or nothing: whoever reads meanwhile, or after a power cut, finds the old or the new.

    The draft of one that was killed at it is written over.
    """
    draft = path.with_name(f".{path.name}.draft")
    path.parent.mkdir(parents=True, exist_ok=True)
    with draft.open("w", encoding="ascii") as file:
        file.writelines(pieces(document))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _parts(stores: Mapping[str, Store], document: object) -> dict[str, object]:
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise BadState("this is no state of the simulator")
    if document.get("version") != VERSION:
        found = document.get("version")
        raise BadState(f"this state has version {found}; this simulator reads version {VERSION}")
    parts = document.get("parts")
    if not isinstance(parts, dict):
        raise BadState("this state has no parts")
    if stray := set(parts) - set(stores):
        raise BadState(f"this simulator knows no part {sorted(stray)[0]}")
    return parts
