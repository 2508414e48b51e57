"""Template messages (REF §Template messages). Texts count grapheme clusters."""

from __future__ import annotations

import re
from collections.abc import Callable

from simulator.validate import urls
from simulator.validate.actions import DEFAULT_ACTION, IMAGE_CAROUSEL, TEMPLATE, action
from simulator.validate.count import graphemes
from simulator.validate.fields import INSIDE, Json, one_of, text
from simulator.validate.problem import Path, Problem, Problems, Rules, mistyped

Check = Callable[[Json, Path, Rules], Problems]
_COLUMNS = 10
_RGB = re.compile(r"#[0-9A-Fa-f]{6}")


def template(message: Json, rules: Rules) -> Problems:
    """Paths begin at ``template``, as in LINE's answers."""
    found, path = message.get("template"), ("template",)
    if not isinstance(found, dict):
        yield Problem(path, INSIDE.empty) if found is None else mistyped(path)
        return
    kind = found.get("type")
    if not isinstance(kind, str) or kind not in _KINDS:
        yield from one_of(found, "type", path, tuple(_KINDS), required=True, words=INSIDE)
        return
    yield from _KINDS[kind](found, path, rules)


def _buttons(found: Json, path: Path, rules: Rules) -> Problems:
    yield from _picture(found, path)
    yield from _titled(found, path, rules, wide=160, narrow=60)
    yield from _actions(found, path, 1, 4)


def _confirm(found: Json, path: Path, _: Rules) -> Problems:
    yield from text(found, "text", path, 240, count=graphemes, words=INSIDE)
    yield from _actions(found, path, 2, 2)


def _carousel(found: Json, path: Path, rules: Rules) -> Problems:
    columns = found.get("columns")
    yield from _picture(found, path)
    yield from _columns(columns, path, rules, _column)
    if isinstance(columns, list):
        yield from _alike([column for column in columns if isinstance(column, dict)], path)


def _image_carousel(found: Json, path: Path, rules: Rules) -> Problems:
    yield from _columns(found.get("columns"), path, rules, _image_column)


def _columns(columns: object, path: Path, rules: Rules, check: Check) -> Problems:
    here = (*path, "columns")
    if not isinstance(columns, list):
        yield Problem(here, INSIDE.empty) if columns is None else mistyped(here)
        return
    if not 1 <= len(columns) <= _COLUMNS:
        yield Problem(here, f"size must be between 1 and {_COLUMNS}")
    for place, column in enumerate(columns):
        if isinstance(column, dict):
            yield from check(column, (*here, place), rules)
        else:
            yield mistyped((*here, place))


def _column(column: Json, path: Path, rules: Rules) -> Problems:
    yield from _titled(column, path, rules, wide=120, narrow=60)
    yield from _actions(column, path, 1, 3)


def _image_column(column: Json, path: Path, rules: Rules) -> Problems:
    yield from urls.media(column, "imageUrl", path, rules, words=INSIDE)
    yield from action(column.get("action"), (*path, "action"), IMAGE_CAROUSEL)


def _titled(found: Json, path: Path, rules: Rules, *, wide: int, narrow: int) -> Problems:
    """The text is shorter beside a title or a picture."""
    crowded = bool(found.get("title") or found.get("thumbnailImageUrl"))
    limit = narrow if crowded else wide
    yield from text(found, "text", path, limit, count=graphemes, words=INSIDE)
    yield from _colour(found, path)
    yield from text(found, "title", path, 40, required=False, count=graphemes, words=INSIDE)
    yield from urls.media(found, "thumbnailImageUrl", path, rules, required=False, words=INSIDE)
    if found.get("defaultAction") is not None:
        yield from action(found["defaultAction"], (*path, "defaultAction"), DEFAULT_ACTION)


def _picture(found: Json, path: Path) -> Problems:
    yield from one_of(found, "imageAspectRatio", path, ("rectangle", "square"), words=INSIDE)
    yield from one_of(found, "imageSize", path, ("cover", "contain"), words=INSIDE)


def _colour(found: Json, path: Path) -> Problems:
    colour, here = found.get("imageBackgroundColor"), (*path, "imageBackgroundColor")
    if colour is not None and not isinstance(colour, str):
        yield mistyped(here)
    elif colour is not None and not _RGB.fullmatch(colour):
        yield Problem(here, "invalid color")


def _actions(found: Json, path: Path, low: int, high: int) -> Problems:
    actions, here = found.get("actions"), (*path, "actions")
    if not isinstance(actions, list):
        yield Problem(here, INSIDE.empty) if actions is None else mistyped(here)
        return
    if not low <= len(actions) <= high:
        yield Problem(here, f"size must be between {low} and {high}")
    for place, one in enumerate(actions):
        yield from action(one, (*here, place), TEMPLATE)


def _alike(columns: list[Json], path: Path) -> Problems:
    """The same number of actions in every column; title and picture in all or in none."""
    counts = {len(actions) for c in columns if isinstance(actions := c.get("actions"), list)}
    if len(counts) > 1:
        yield Problem((*path, "columns"), "the number of actions must be the same in all columns")
    for key in ("title", "thumbnailImageUrl"):
        if len({bool(column.get(key)) for column in columns}) > 1:
            yield Problem((*path, "columns"), f"`{key}` must be in all columns or in none")


_KINDS: dict[str, Check] = {
    "buttons": _buttons,
    "confirm": _confirm,
    "carousel": _carousel,
    "image_carousel": _image_carousel,
}
