"""A QR code as a PNG (ISO/IEC 15948: one bit a pixel, grey), made without any library."""

from __future__ import annotations

import struct
import zlib

from reports.cards.qr import Matrix

QUIET = 4  # modules around it that a camera needs (ISO/IEC 18004)
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def as_png(drawn: Matrix, scale: int = 14) -> bytes:
    """`scale` pixels a module; a code of version 5 is 630 pixels wide, some 2 kB."""
    size = (len(drawn) + 2 * QUIET) * scale
    light = (False,) * (len(drawn) + 2 * QUIET)
    side = (False,) * QUIET
    rows = [light] * QUIET + [(*side, *row, *side) for row in drawn] + [light] * QUIET
    lines = b"".join(_line(row, scale) * scale for row in rows)
    head = struct.pack(">IIBBBBB", size, size, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(*part) for part in parts)


def _line(row: tuple[bool, ...], scale: int) -> bytes:
    """One line of pixels behind its filter byte; a dark module is 0."""
    bits = "".join("01"[not dark] * scale for dark in row)
    padded = bits.ljust(-(-len(bits) // 8) * 8, "0")
    return b"\0" + int(padded, 2).to_bytes(len(padded) // 8, "big")


def _chunk(kind: bytes, data: bytes) -> bytes:
    mark = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", mark)
