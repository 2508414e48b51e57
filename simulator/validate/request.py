"""The messages of a sending request: all of them are good, or nothing is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from simulator.validate import common, simple, words
from simulator.validate.braces import substituted
from simulator.validate.fields import Json, one_of, size_between
from simulator.validate.flex import container
from simulator.validate.imagemap import imagemap
from simulator.validate.problem import (
    Path,
    Problem,
    Problems,
    Rules,
    dotted,
    mistyped,
    pointer,
    slashed,
)
from simulator.validate.template import template

MESSAGES = 5
_DETAILS = 30
_SIMPLE: dict[str, Callable[[Json, Path, Rules], Problems]] = {
    "text": words.text_message,
    "textV2": words.text_v2,
    "sticker": simple.sticker,
    "image": simple.image,
    "video": simple.video,
    "audio": simple.audio,
    "location": simple.location,
    "coupon": simple.coupon,
    "imagemap": imagemap,
}
_KINDS = (*_SIMPLE, "template", "flex")


@dataclass(frozen=True)
class Refusal:
    """What LINE answers with status 400."""

    message: str
    details: list[Json]


@dataclass(frozen=True)
class Verdict:
    """``refusal`` None: the messages are taken; ``warnings`` name what LINE itself would refuse."""

    refusal: Refusal | None = None
    warnings: tuple[str, ...] = ()


def check(messages: object, rules: Rules) -> Verdict:
    """The request's schema is read before the inside of any container."""
    schema = verdict(_schema(messages, rules))
    if schema.refusal is not None:
        return schema
    warnings = list(schema.warnings)
    assert isinstance(messages, list)
    for place, message in enumerate(messages):
        inside, write = _inside(message, rules)
        problems, tolerated = _parted(inside)
        if problems:
            return Verdict(_inside_refusal(problems, place, write))
        warnings += [f"messages[{place}] {write(one.path)}: {one.message}" for one in tolerated]
    return Verdict(warnings=tuple(warnings))


def verdict(problems: Problems) -> Verdict:
    """Of a body that has no containers: LINE reads its schema alone."""
    wrong, tolerated = _parted(problems)
    if wrong:
        return Verdict(schema_refusal(wrong))
    return Verdict(warnings=tuple(f"{dotted(one.path)}: {one.message}" for one in tolerated))


def _parted(problems: Problems) -> tuple[list[Problem], list[Problem]]:
    found = list(problems)
    return [one for one in found if not one.warning], [one for one in found if one.warning]


def _schema(messages: object, rules: Rules) -> Problems:
    path = ("messages",)
    if messages is None:
        yield Problem(path, "May not be empty")
    elif not isinstance(messages, list):
        yield mistyped(path)
    elif not 1 <= len(messages) <= MESSAGES:
        yield Problem(path, size_between(1, MESSAGES))
    else:
        for place, message in enumerate(messages):
            yield from _message(message, (*path, place), rules)


def _message(message: object, path: Path, rules: Rules) -> Problems:
    if not isinstance(message, dict):
        yield Problem(path, "May not be null") if message is None else mistyped(path)
        return
    kind = message.get("type")
    if not isinstance(kind, str) or kind not in _KINDS:
        yield from one_of(message, "type", path, _KINDS, required=True)
        return
    if kind in _SIMPLE:
        yield from _SIMPLE[kind](message, path, rules)
    else:
        yield from simple.alt_text(message, path)
    yield from common.quick_reply(message, path, rules)
    yield from common.sender(message, path, rules)


def _inside(message: Json, rules: Rules) -> tuple[Problems, Callable[[Path], str]]:
    if message["type"] == "flex":
        return container(message.get("contents"), rules), pointer
    if message["type"] == "template":
        return template(message, rules), slashed
    if message["type"] == "textV2":
        return substituted(message, rules), slashed
    return iter(()), dotted


def _inside_refusal(problems: list[Problem], place: int, write: Callable[[Path], str]) -> Refusal:
    """LINE writes a no-break space into this message (line-bot-sdk-python #686, #111)."""
    text = f"A message (messages[{place}])\u00a0in the request body is invalid"
    return Refusal(text, _details(problems, write))


def schema_refusal(problems: list[Problem]) -> Refusal:
    """In the dialect of a request's own schema; ``problems`` has at least one."""
    strange = next((problem for problem in problems if problem.mistyped), None)
    if strange is not None:
        return Refusal(_mistyped_text(strange.path), [])
    return Refusal(f"The request body has {len(problems)} error(s)", _details(problems, dotted))


def _details(problems: Iterable[Problem], write: Callable[[Path], str]) -> list[Json]:
    shown = [_detail(problem, write) for problem in problems]
    return shown[:_DETAILS]


def _detail(problem: Problem, write: Callable[[Path], str]) -> Json:
    message = "invalid property" if problem.mistyped else problem.message
    return {"message": message, "property": write(problem.path)}


def _mistyped_text(path: Path) -> str:
    return f"The property, '{dotted(path)}', in the request body is invalid (line: -, column: -)"
