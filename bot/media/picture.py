"""Pictures made fit to keep and to show: upright, without metadata, with a small copy.

Decoding is bounded before it begins: a file of a few kB can claim gigabytes of pixels.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageOps

from bot.media.sniff import PICTURES
from bot.media.strip import BrokenPicture, Write, strip

THUMBNAIL = 320  # pixels of the longer side
MAX_BYTES = 50_000_000  # larger ones are kept as files and not looked into
MAX_PIXELS = 60_000_000  # claimed by the file
MAX_PROGRESSIVE = 16_000_000  # a progressive JPEG is held whole, whatever size is asked for
MAX_DECODED = 8_000_000  # pixels in memory, 4 bytes each, twice while turning
_UPRIGHT = 1
_ORIENTATION = 0x0112
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


def clean(source: BinaryIO, write: Write, content_type: str) -> None:
    """Write the picture upright and without metadata; BrokenPicture if it cannot be read.

    Pixels are untouched unless the picture has to be turned; a turned one above 8 million pixels
    becomes a half, a quarter or an eighth as wide, and is left as it lies if that is not enough.
    """
    turned = _turned(source) if content_type in PICTURES else b""
    source.seek(0)
    strip(io.BytesIO(turned) if turned else source, write, content_type)


def thumbnail(path: Path) -> bytes | None:
    """A JPEG of at most 320 pixels a side; None for what cannot be drawn safely."""
    try:
        with _opened(path, 2 * THUMBNAIL) as picture:
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((THUMBNAIL, THUMBNAIL))
            return _saved(_on_white(upright), "JPEG", quality=75)
    except BrokenPicture:
        return None


def _turned(source: BinaryIO) -> bytes:
    """The picture as it should be seen; b"" if it already is, or cannot be turned."""
    try:
        with _opened(source) as picture:
            if picture.getexif().get(_ORIENTATION, _UPRIGHT) == _UPRIGHT:
                return b""
            profile = {"icc_profile": picture.info.get("icc_profile")}
            return _saved(ImageOps.exif_transpose(picture), picture.format, quality=90, **profile)
    except BrokenPicture:
        return b""


@contextmanager
def _opened(source: Path | BinaryIO, wanted: int | None = None) -> Iterator[Image.Image]:
    """Within our bounds, else BrokenPicture. `wanted` is a side that is large enough."""
    try:
        with Image.open(source, formats=_FORMATS) as picture:
            _reduce(picture, wanted)
            yield picture
    except BrokenPicture:
        raise
    except Exception as fault:  # decoders raise nearly everything on hostile bytes
        raise BrokenPicture(f"{type(fault).__name__}: {fault}"[:200]) from fault


def _reduce(picture: Image.Image, wanted: int | None) -> None:
    """Let the JPEG decoder leave pixels out; other formats are decoded whole or not at all."""
    width, height = picture.size
    whole = MAX_PROGRESSIVE if "progressive" in picture.info else MAX_PIXELS
    if width * height > whole:
        raise BrokenPicture(f"{width} × {height} pixels")
    scales = [scale for scale in (1, 2, 4, 8) if _is_enough(picture.size, scale, wanted)]
    if scales:
        picture.draft(None, (width // scales[-1], height // scales[-1]))
    if picture.width * picture.height > MAX_DECODED:
        raise BrokenPicture(f"{width} × {height} pixels")


def _is_enough(size: tuple[int, int], scale: int, wanted: int | None) -> bool:
    """With a wanted side: still that large. Without: the first scale that is small enough."""
    if wanted is not None:
        return max(size) // scale >= wanted
    return size[0] * size[1] > MAX_DECODED * (scale // 2) ** 2


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    white = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(white, layer).convert("RGB")


def _saved(picture: Image.Image, kind: str | None, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()
