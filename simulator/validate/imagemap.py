"""Imagemap messages (REF §Imagemap message)."""

from __future__ import annotations

from simulator.validate import urls
from simulator.validate.fields import Json, number, one_of, size_between, text
from simulator.validate.problem import Path, Problem, Problems, Rules, mistyped

_WIDTH, _ACTIONS = 1_040, 50
_FAR = 2**31
_KINDS = ("uri", "message", "clipboard")


def imagemap(message: Json, path: Path, rules: Rules) -> Problems:
    yield from urls.media(message, "baseUrl", path, rules)
    yield from text(message, "altText", path, 1_500)
    yield from _size(message.get("baseSize"), (*path, "baseSize"))
    if message.get("video") is not None:
        yield from _video(message["video"], (*path, "video"), rules)
    yield from _actions(message.get("actions"), (*path, "actions"))


def _size(size: object, path: Path) -> Problems:
    if not isinstance(size, dict):
        yield Problem(path, "May not be null") if size is None else mistyped(path)
        return
    yield from number(size, "width", path, _WIDTH, _WIDTH)
    yield from number(size, "height", path, 1, _FAR)


def _video(video: object, path: Path, rules: Rules) -> Problems:
    if not isinstance(video, dict):
        yield mistyped(path)
        return
    yield from urls.media(video, "originalContentUrl", path, rules)
    yield from urls.media(video, "previewImageUrl", path, rules)
    yield from _area(video.get("area"), (*path, "area"))
    link, here = video.get("externalLink"), (*path, "externalLink")
    if isinstance(link, dict):
        yield from urls.opened(link, "linkUri", here)
        yield from text(link, "label", here, 30)
    elif link is not None:
        yield mistyped(here)


def _actions(actions: object, path: Path) -> Problems:
    if not isinstance(actions, list):
        yield Problem(path, "May not be null") if actions is None else mistyped(path)
    elif not 1 <= len(actions) <= _ACTIONS:
        yield Problem(path, size_between(1, _ACTIONS))
    else:
        for place, one in enumerate(actions):
            yield from _action(one, (*path, place))


def _action(found: object, path: Path) -> Problems:
    if not isinstance(found, dict):
        yield mistyped(path)
        return
    yield from one_of(found, "type", path, _KINDS, required=True)
    yield from text(found, "label", path, 100, required=False)
    kind = found.get("type")
    if kind == "uri":
        yield from urls.opened(found, "linkUri", path)
    elif kind == "message":
        yield from text(found, "text", path, 400)
    elif kind == "clipboard":
        yield from text(found, "clipboardText", path, 1_000, low=1)
    yield from _area(found.get("area"), (*path, "area"))


def _area(area: object, path: Path) -> Problems:
    if not isinstance(area, dict):
        yield Problem(path, "May not be null") if area is None else mistyped(path)
        return
    for key, low in (("x", 0), ("y", 0), ("width", 1), ("height", 1)):
        yield from number(area, key, path, low, _FAR)
