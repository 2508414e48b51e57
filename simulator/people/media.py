"""Generated pictures, recordings, films and files of a wished size, made piece by piece."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Iterator

from PIL import Image, ImageDraw

PIECE = 256 * 1024
_COMMENT_MAX = 65_533
TYPES = {
    "image": "image/jpeg",
    "video": "video/mp4",
    "audio": "audio/x-m4a",
    "file": "application/octet-stream",
}
PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png"}


def generated(kind: str, size: int, mark: str) -> Iterator[bytes]:
    """``size`` bytes that begin as ``kind`` does; ``mark`` makes them unlike others.

    A JPEG smaller than the smallest picture comes out whole, not cut.
    """
    if kind == "image":
        return _jpeg(size, mark)
    if kind in ("video", "audio"):
        return _mp4(b"isom" if kind == "video" else b"M4A ", size, mark)
    return _filled(size, mark.encode() + b"\n")


def small_jpeg(mark: str, side: int = 64) -> bytes:
    """A real picture in a colour of its own."""
    colour = tuple((hash_byte(mark, i) % 160) + 64 for i in range(3))
    out = io.BytesIO()
    Image.new("RGB", (side, side * 3 // 4), colour).save(out, "JPEG", quality=70)
    return out.getvalue()


def hash_byte(mark: str, place: int) -> int:
    return sum((place + 3) * byte for byte in mark.encode()) & 0xFF


def preview_of(source: bytes) -> bytes:
    """At most 240 pixels wide; a grey one where the picture cannot be read."""
    try:
        with Image.open(io.BytesIO(source)) as picture:
            small = picture.convert("RGB")
            small.thumbnail((240, 240))
    except (OSError, ValueError, Image.DecompressionBombError):
        small = Image.new("RGB", (240, 180), (128, 128, 128))
    out = io.BytesIO()
    small.save(out, "JPEG", quality=70)
    return out.getvalue()


def menu_picture(size: tuple[int, int], boxes: Iterable[tuple[int, int, int, int]]) -> bytes:
    """A PNG in which each box (x, y, width, height) has a colour and an edge of its own; what
    reaches over the picture's edge is cut there."""
    picture = Image.new("RGB", size, (240, 240, 240))
    pen = ImageDraw.Draw(picture)
    for place, (x, y, width, height) in enumerate(boxes):
        shade = 150 + 40 * (place % 3)
        left, top = min(x, size[0]), min(y, size[1])
        corners = (left, top, min(x + width, size[0]), min(y + height, size[1]))
        pen.rectangle(corners, fill=(shade, 200, 190), outline=(90, 90, 90), width=4)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def measured(raw: bytes) -> tuple[str, int, int] | None:
    """Content type, width and height of a JPEG or PNG that is whole; None for anything else."""
    try:
        with Image.open(io.BytesIO(raw), formats=tuple(PICTURES)) as picture:
            picture.load()
            return PICTURES[str(picture.format)], picture.width, picture.height
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _jpeg(size: int, mark: str) -> Iterator[bytes]:
    """Padding is comment segments after the first marker, which every decoder skips."""
    picture = small_jpeg(mark)
    yield picture[:2]
    left = size - len(picture)
    while left >= 4 + len(mark):
        body = min(left - 4, _COMMENT_MAX)
        yield b"\xff\xfe" + struct.pack(">H", body + 2) + mark.encode() + bytes(body - len(mark))
        left -= body + 4
    yield picture[2:]
    yield bytes(max(left, 0))


def _mp4(brand: bytes, size: int, mark: str) -> Iterator[bytes]:
    head = struct.pack(">I", 24) + b"ftyp" + brand + struct.pack(">I", 512) + brand + b"mp42"
    body = max(size - len(head), 8)
    yield head + struct.pack(">I", min(body, 0xFFFFFFFF)) + b"mdat"
    yield from _filled(body - 8, mark.encode())


def _filled(size: int, beginning: bytes) -> Iterator[bytes]:
    yield beginning[:size]
    left = size - len(beginning)
    while left > 0:
        yield bytes(min(left, PIECE))
        left -= PIECE
