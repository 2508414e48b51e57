"""Actions of buttons, areas and quick replies (REF §Action objects)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulator.basics.moments import MODES, possible
from simulator.validate import urls
from simulator.validate.count import graphemes
from simulator.validate.fields import INSIDE, Json, Words, one_of, text
from simulator.validate.problem import Path, Problem, Problems, mistyped

ANYWHERE = ("postback", "message", "uri", "datetimepicker", "clipboard")
QUICK_REPLY = (*ANYWHERE, "camera", "cameraRoll", "location")
_INPUT = ("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice")


@dataclass(frozen=True)
class Place:
    """Where an action stands; the label's limit is in grapheme clusters."""

    label_max: int = 20
    label_required: bool = True
    kinds: tuple[str, ...] = ANYWHERE
    words: Words = INSIDE


TEMPLATE = Place()
IMAGE_CAROUSEL = Place(label_max=12, label_required=False)
DEFAULT_ACTION = Place(label_required=False)
FLEX_BUTTON = Place(label_max=40)
FLEX = Place(label_max=40, label_required=False)
FLEX_VIDEO = Place(label_max=40, label_required=False, kinds=("uri",))


def action(found: object, path: Path, place: Place) -> Problems:
    if not isinstance(found, dict):
        yield Problem(path, place.words.empty) if found is None else mistyped(path)
        return
    kind = found.get("type")
    if kind not in place.kinds:
        yield from one_of(found, "type", path, place.kinds, required=True, words=place.words)
        return
    yield from _label(found, path, place)
    yield from _KINDS[str(kind)](found, path, place)


def _label(found: Json, path: Path, place: Place) -> Problems:
    if not found.get("label"):
        if place.label_required:
            yield Problem(path, "`label` must be specified")
        return
    yield from text(found, "label", path, place.label_max, count=graphemes, words=place.words)


def _postback(found: Json, path: Path, place: Place) -> Problems:
    yield from text(found, "data", path, 300, words=place.words)
    for key in ("displayText", "text", "fillInText"):
        yield from text(found, key, path, 300, required=False, count=graphemes, words=place.words)
    if found.get("displayText") and found.get("text"):
        yield Problem(path, "`displayText` and `text` cannot be used together")
    yield from one_of(found, "inputOption", path, _INPUT, words=place.words)
    if found.get("fillInText") and found.get("inputOption") != "openKeyboard":
        yield Problem((*path, "fillInText"), "`inputOption` must be openKeyboard")


def _message(found: Json, path: Path, place: Place) -> Problems:
    yield from text(found, "text", path, 300, count=graphemes, words=place.words)


def _uri(found: Json, path: Path, place: Place) -> Problems:
    yield from urls.opened(found, "uri", path, place.words)
    desktop = found.get("altUri")
    if isinstance(desktop, dict):
        yield from urls.opened(desktop, "desktop", (*path, "altUri"), place.words)
    elif desktop is not None:
        yield mistyped((*path, "altUri"))


def _datetimepicker(found: Json, path: Path, place: Place) -> Problems:
    yield from text(found, "data", path, 300, words=place.words)
    mode = found.get("mode")
    if not isinstance(mode, str) or mode not in MODES:
        yield from one_of(found, "mode", path, MODES, required=True, words=place.words)
        return
    for key in ("initial", "max", "min"):
        value = found.get(key)
        if value is not None and not _can_be_picked(mode, value):
            yield Problem((*path, key), "invalid format")
    lowest, highest = found.get("min"), found.get("max")
    if isinstance(lowest, str) and isinstance(highest, str) and lowest.upper() >= highest.upper():
        yield Problem((*path, "min"), "`min` must be less than `max`")


def _can_be_picked(mode: str, value: object) -> bool:
    """The bot may write the ``T`` of a moment small."""
    return isinstance(value, str) and possible(mode, value.replace("t", "T"))


def _clipboard(found: Json, path: Path, place: Place) -> Problems:
    yield from text(found, "clipboardText", path, 1_000, words=place.words, low=1)


def _richmenuswitch(found: Json, path: Path, place: Place) -> Problems:
    yield from text(found, "richMenuAliasId", path, 32, words=place.words)
    yield from text(found, "data", path, 300, words=place.words)


def _nothing_more(_: Json, __: Path, ___: Place) -> Problems:
    yield from ()


_KINDS: dict[str, Callable[[Json, Path, Place], Problems]] = {
    "postback": _postback,
    "message": _message,
    "uri": _uri,
    "datetimepicker": _datetimepicker,
    "clipboard": _clipboard,
    "camera": _nothing_more,
    "cameraRoll": _nothing_more,
    "location": _nothing_more,
    "richmenuswitch": _richmenuswitch,
}
