"""A page of a menu as a picture: large words, and icons for whoever does not read.

The icons stand in `icons.typ`, drawn by typst's own shapes: what has Thai in it must not go
through an SVG (its renderer misplaces every word with ำ).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from reports.menus.layout import HEIGHT, WIDTH, strip, tiles
from reports.typesetting import picture

HERE = Path(__file__).parent
SOURCES = (HERE / "menu.typ", HERE / "icons.typ")
MAX_BYTES = 1_000_000  # LINE reference, "Upload rich menu image": 1 MB


@dataclass(frozen=True, slots=True)
class Tile:
    """`icon` is a name in `icons.typ`, `colour` a dark one («#0B6B3A»): words on it are white."""

    label: str
    icon: str
    colour: str


@dataclass(frozen=True, slots=True)
class Page:
    """1 to 4 tiles; `turn` is the strip that leads to the next page."""

    tiles: tuple[Tile, ...]
    turn: Tile | None = None


def draw(page: Page) -> bytes:
    """A PNG of 2500 × 1686 pixels, at most 1 MB. Raises NotSet."""
    return picture(SOURCES[0], _data(page))


def mark(page: Page) -> str:
    """12 hex digits that change when the picture would: of the words, the sources and typst."""
    told = json.dumps(_data(page), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(f"{_drawing()}\n{told}".encode()).hexdigest()[:12]


def placed(page: Page) -> list[tuple[Tile, Any]]:
    """Each tile with its Rect, the strip last."""
    found = list(zip(page.tiles, tiles(len(page.tiles), strip=page.turn is not None), strict=True))
    return [*found, (page.turn, strip())] if page.turn is not None else found


def _data(page: Page) -> dict[str, Any]:
    shown: Sequence[tuple[Tile, Any]] = placed(page)
    drawn = [{**asdict(tile), **asdict(rect)} for tile, rect in shown]
    turn = drawn.pop() if page.turn is not None else None
    return {"width": WIDTH, "height": HEIGHT, "tiles": drawn, "turn": turn}


@cache
def _drawing() -> str:
    parts = [version("typst"), version("fontpkg-sarabun")]
    parts += [hashlib.sha256(source.read_bytes()).hexdigest() for source in SOURCES]
    return " ".join(parts)
