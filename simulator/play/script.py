"""A conversation as it stands in a YAML file (README.md of this folder has the format)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from simulator.play.yamls import Loader, said

VERBS = frozenset(
    {
        *("say", "send", "photo", "photos", "tap", "menu", "switch", "postback", "edit", "unsend"),
        *("friend", "block", "unblock", "consents", "beacon", "videoPlayComplete", "membership"),
        *("accountLink", "liff", "event", "invite", "remove", "join", "leave", "group"),
        *("wait", "clock", "faults", "webhook", "release", "redeliver", "bot"),
    }
)
_BESIDE = frozenset({"by", "in", "to", "pick", "which", "quote", "hold", "first"})
_SEEN = frozenset({"text", "matches", "buttons", "quick", "type"})
_SOMEBODY: dict[str, dict[str, Any]] = {"somebody": {}}
_ROOM = frozenset({"members", "bot", "kind", "otherAccount"})
_KINDS = ("group", "room")
_TOP = frozenset({"play", "people", "groups", "at", "faults", "steps"})


class BadScript(ValueError):
    """A file that is no conversation; names file and line."""


@dataclass(frozen=True)
class Step:
    """``line`` in the file, from 1; ``beside`` is who, where and which (README.md)."""

    number: int
    line: int
    verb: str
    value: Any
    beside: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Gathering:
    """``bot``: the account is in it since long, and no event tells of it.

    ``kind`` is group or room; ``other_account``: another official account keeps this one out.
    """

    members: list[str]
    bot: bool = False
    kind: str = "group"
    other_account: bool = False


@dataclass(frozen=True)
class Script:
    path: Path
    title: str
    people: dict[str, dict[str, Any]]
    groups: dict[str, Gathering]
    at: str | None
    faults: dict[str, Any]
    steps: tuple[Step, ...]


def read(path: Path) -> Script:
    """Raises BadScript, and OSError where the file cannot be read."""
    text = path.read_text(encoding="utf-8")
    try:
        node, found = yaml.compose(text, Loader), yaml.load(text, Loader)  # noqa: S506
    except yaml.YAMLError as fault:
        raise BadScript(f"{path}: this is no YAML: {fault}") from fault
    if not isinstance(found, dict) or not isinstance(found.get("steps"), list):
        raise BadScript(f"{path}: a conversation has steps")
    if stray := set(found) - _TOP:
        raise BadScript(f"{path}: {sorted(stray)[0]} is not known")
    people: dict[str, dict[str, Any]] = {
        said(name): dict(one or {}) for name, one in (found.get("people") or {}).items()
    }
    return Script(
        path,
        str(found.get("play") or path.stem),
        people or dict(_SOMEBODY),
        {said(name): _room(path, one) for name, one in (found.get("groups") or {}).items()},
        said(found["at"]) if found.get("at") is not None else None,
        dict(found.get("faults") or {}),
        tuple(_steps(path, found["steps"], _lines(node))),
    )


def _room(path: Path, value: Any) -> Gathering:
    """A list of members, or an object with the list and whether the bot is there."""
    found = value if isinstance(value, dict) else {"members": value}
    if set(found) - _ROOM or not isinstance(found.get("members"), list):
        raise BadScript(f"{path}: a group is a list of its members, or members and bot")
    kind, flags = found.get("kind", "group"), (found.get("bot"), found.get("otherAccount"))
    if kind not in _KINDS:
        raise BadScript(f"{path}: kind is group or room")
    return Gathering(
        [said(one) for one in found["members"]], flags[0] is True, kind, bool(flags[1])
    )


def _lines(node: yaml.Node | None) -> list[int]:
    """Of each step."""
    assert isinstance(node, yaml.MappingNode)
    steps = next(value for key, value in node.value if key.value == "steps")
    return [one.start_mark.line + 1 for one in steps.value]


def _steps(path: Path, steps: list[Any], lines: list[int]) -> list[Step]:
    return [
        _step(f"{path}: line {line}", number, line, step)
        for number, (step, line) in enumerate(zip(steps, lines, strict=True), 1)
    ]


def _step(where: str, number: int, line: int, step: Any) -> Step:
    step = {step: None} if isinstance(step, str) else step
    if not isinstance(step, dict):
        raise BadScript(f"{where}: a step is one of {', '.join(sorted(VERBS))}")
    verbs = [key for key in step if key in VERBS]
    if len(verbs) != 1 or set(step) - VERBS - _BESIDE:
        raise BadScript(f"{where}: a step has exactly one of {', '.join(sorted(VERBS))}")
    verb, beside = verbs[0], {key: one for key, one in step.items() if key in _BESIDE}
    value = _expected(where, step[verb]) if verb == "bot" else step[verb]
    return Step(number, line, verb, value, beside)


def _expected(where: str, value: Any) -> list[dict[str, Any]]:
    """``nothing``, one message or a list; a message is its words or an object."""
    if value in ("nothing", None, []):
        return []
    messages = value if isinstance(value, list) else [value]
    found = [_message(one if isinstance(one, dict) else {"text": one}) for one in messages]
    for one in found:
        if stray := set(one) - _SEEN:
            raise BadScript(f"{where}: bot knows {', '.join(sorted(_SEEN))}, not {min(stray)}")
    return found


def _message(found: dict[str, Any]) -> dict[str, Any]:
    """A number that is said is words."""
    return {
        key: [said(part) for part in one] if isinstance(one, list) else said(one)
        for key, one in found.items()
    }
