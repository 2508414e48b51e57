"""Drawn pictures of village meetings, as PNG: nobody's face, and the same for the same key."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence

from base.ids import digest

WIDTH, HEIGHT = 400, 300
Colour = tuple[int, int, int]
SKY: Colour = (188, 219, 235)
GROUND: Colour = (196, 168, 120)
ROOF: tuple[Colour, ...] = ((160, 74, 58), (92, 110, 128), (70, 112, 88))
CLOTHES: tuple[Colour, ...] = (
    *((214, 96, 77), (244, 165, 130), (253, 219, 199), (146, 197, 222), (67, 147, 195)),
    *((90, 174, 97), (166, 219, 160), (194, 165, 207), (253, 190, 80), (240, 240, 240)),
)
HAIR: Colour = (58, 46, 42)


def meeting(key: str) -> bytes:
    """People under a roof, seen from behind."""
    chosen = bytes.fromhex(digest(key.encode()))
    rows = [bytearray(bytes(SKY if y < 150 else GROUND) * WIDTH) for y in range(HEIGHT)]
    _roof(rows, ROOF[chosen[0] % len(ROOF)])
    for place, number in enumerate(chosen[1:22]):
        row, column = divmod(place, 7)
        x, y = 40 + 52 * column + number % 17, 165 + 38 * row + number % 7
        _disc(rows, x, y + 26, 19, CLOTHES[number % len(CLOTHES)])
        _disc(rows, x, y, 11, HAIR)
    return _png(rows)


def _roof(rows: list[bytearray], colour: Colour) -> None:
    for y in range(30, 92):
        reach = 70 + 2 * (y - 30)
        _span(rows[y], 200 - reach, 200 + reach, colour)
    for y in range(92, 160):
        for post in (40, 354):
            _span(rows[y], post, post + 8, colour)


def _disc(rows: list[bytearray], x: int, y: int, radius: int, colour: Colour) -> None:
    for down in range(-radius, radius + 1):
        reach = int((radius**2 - down**2) ** 0.5)
        if 0 <= y + down < HEIGHT:
            _span(rows[y + down], x - reach, x + reach, colour)


def _span(row: bytearray, begin: int, end: int, colour: Colour) -> None:
    begin, end = max(0, begin), min(WIDTH, end)
    row[3 * begin : 3 * end] = bytes(colour) * (end - begin)


def _png(rows: Sequence[bytearray]) -> bytes:
    """PNG (W3C): 8 bits a colour, no filter in any row."""
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows))
    parts = ((b"IHDR", head), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunks(parts))


def _chunks(parts: Sequence[tuple[bytes, bytes]]) -> Iterator[bytes]:
    for kind, data in parts:
        yield struct.pack(">I", len(data)) + kind + data
        yield struct.pack(">I", zlib.crc32(kind + data))
