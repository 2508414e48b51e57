"""Typst behind one function: data goes in as data, and a warning is a fault.

Whatever people wrote travels as JSON and never becomes source: a story that says `#panic` is
printed as it was typed. Only the typeface that comes with the program is used, so that every
machine draws the same (typst's system fonts differ by machine, and an unknown family only warns).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import fontpkg_sarabun
import typst

FONTS = fontpkg_sarabun.ROOT / "files"
PIXEL_PER_POINT = 72  # one point of a page is one pixel of its picture


class NotSet(Exception):
    """Typst could not set it, or was not sure; the text says why."""


def picture(source: Path, data: Mapping[str, Any]) -> bytes:
    """A PNG of the one page that `source` makes of `data` (`json(bytes(sys.inputs.data))` there).

    A point is a pixel. Files are read only from the folder of `source`. Raises NotSet.
    """
    made = _made(source, data, format="png", ppi=PIXEL_PER_POINT)
    if not isinstance(made, bytes):
        raise NotSet(f"{source.name}: more than one page")
    return made


def pictures(source: Path, data: Mapping[str, Any], ppi: float) -> list[bytes]:
    """A PNG of each page, as it looks on paper. Raises NotSet."""
    made = _made(source, data, format="png", ppi=ppi)
    return [made] if isinstance(made, bytes) else list(made)


def paper(source: Path, data: Mapping[str, Any]) -> bytes:
    """A PDF, untagged: what is copied out of a tagged one doubles Thai syllables. Raises NotSet."""
    made = _made(source, data, format="pdf", pdf_tags=False)
    if not isinstance(made, bytes):
        raise NotSet(f"{source.name}: no single document")
    return made


def _made(source: Path, data: Mapping[str, Any], **how: Any) -> Any:
    try:
        made, warnings = typst.compile_with_warnings(
            str(source),
            root=str(source.parent),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
            **how,
        )
    except typst.TypstError as fault:
        raise NotSet(f"{source.name}: {fault.message}") from fault
    if warnings:
        raise NotSet(f"{source.name}: {'; '.join(one.message for one in warnings)}")
    return made
