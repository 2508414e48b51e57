"""Pictures without what the camera wrote about place, time and owner, their pixels untouched.

Copied part by part, 64 kB at most in memory; only parts that are needed to draw are kept, and
nothing after the picture's end (telephones hide second pictures and films with a place there).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from typing import BinaryIO

PIECE = 64 * 1024
MAX_PARTS = 100_000  # a picture of millions of empty parts is made to keep a worker busy
Write = Callable[[bytes], object]

_PNG = b"\x89PNG\r\n\x1a\n"
# PNG (W3C), 4.7 and 11.3: what tells a camera or a person is text, time and Exif.
_PNG_DROPPED = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME", b"dSIG", b"caBX"}
# WebP container specification: all that draws; the rest is EXIF, XMP and unknown chunks.
_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
_WEBP_EXIF_AND_XMP = 0x08 | 0x04

_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_ALONE = {0x01, *range(0xD0, 0xD8)}  # JPEG (ITU T.81, B.1.1.3): markers without a length
_APP = range(0xE0, 0xF0)
# Colours go wrong without these; every other application segment may tell on somebody.
_APP_KEPT = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))


# The end of a scan: FF 00 is a coded FF, and the restart markers D0–D7 belong to the scan.
_END_OF_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")


class BrokenPicture(ValueError):
    """The bytes are not the picture that they begin as."""


def strip(source: BinaryIO, write: Write, content_type: str) -> None:
    """Write the picture in `source` without its metadata; BrokenPicture if it cannot be read.

    JPEG, PNG and WebP; other types (GIF has no place for a location) are copied as they are.
    """
    ways = {"image/jpeg": _jpeg, "image/png": _png, "image/webp": _webp}
    ways.get(content_type, _copy)(source, write)


def _copy(source: BinaryIO, write: Write) -> None:
    while piece := source.read(PIECE):
        write(piece)


def _exactly(source: BinaryIO, size: int) -> bytes:
    got = source.read(size)
    if len(got) != size:
        raise BrokenPicture("ends in the middle")
    return got


def _pieces(source: BinaryIO, size: int) -> Iterator[bytes]:
    while size > 0:
        yield _exactly(source, min(size, PIECE))
        size -= min(size, PIECE)


def _pass(source: BinaryIO, size: int, write: Write | None) -> None:
    for piece in _pieces(source, size):
        if write:
            write(piece)


def _png(source: BinaryIO, write: Write) -> None:
    write(_expected(source, _PNG))
    for _ in range(MAX_PARTS):
        head = _exactly(source, 8)
        size, kind = struct.unpack(">I4s", head)
        kept = None if kind in _PNG_DROPPED else write
        if kept:
            kept(head)
        _pass(source, size + 4, kept)
        if kind == b"IEND":
            return
    raise BrokenPicture("too many parts")


def _expected(source: BinaryIO, sign: bytes) -> bytes:
    if _exactly(source, len(sign)) != sign:
        raise BrokenPicture("begins as something else")
    return sign


def _webp(source: BinaryIO, write: Write) -> None:
    """Two rounds: the length of what is kept stands before it."""
    start = source.tell()
    kept = sum(8 + size + size % 2 for kind, size in _chunks(source) if kind in _WEBP_KEPT)
    source.seek(start)
    write(b"RIFF" + struct.pack("<I", kept + 4) + b"WEBP")
    for kind, size in _chunks(source):
        if kind not in _WEBP_KEPT:
            continue
        write(kind + struct.pack("<I", size))
        flags = _exactly(source, 1) if kind == b"VP8X" and size else b""
        write(bytes(byte & ~_WEBP_EXIF_AND_XMP for byte in flags))
        _pass(source, size - len(flags), write)
        write(b"\0" * (size % 2))


def _chunks(source: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Kind and size of each chunk, the source at the chunk's first byte."""
    riff, total, webp = struct.unpack("<4sI4s", _exactly(source, 12))
    if (riff, webp) != (b"RIFF", b"WEBP"):
        raise BrokenPicture("begins as something else")
    end = source.tell() - 4 + total
    for _ in range(MAX_PARTS):
        if source.tell() + 8 > end:
            return
        kind, size = struct.unpack("<4sI", _exactly(source, 8))
        begins = source.tell()
        if begins + size > end:
            raise BrokenPicture("ends in the middle")
        yield kind, size
        source.seek(begins + size + size % 2)
    raise BrokenPicture("too many parts")


def _jpeg(source: BinaryIO, write: Write) -> None:
    write(_expected(source, bytes((0xFF, _SOI))))
    marker = _marker(source)
    for _ in range(MAX_PARTS):
        if marker == _EOI:
            write(bytes((0xFF, _EOI)))
            return
        _segment(source, marker, write if _is_kept(source, marker) else None)
        marker = _scan(source, write) if marker == _SOS else _marker(source)
    raise BrokenPicture("too many parts")


def _marker(source: BinaryIO) -> int:
    """The next marker, after any fill bytes."""
    if _exactly(source, 1) != b"\xff":
        raise BrokenPicture("a marker was expected")
    while (byte := _exactly(source, 1)[0]) == 0xFF:
        pass
    return byte


def _is_kept(source: BinaryIO, marker: int) -> bool:
    if marker not in _APP:
        return marker != _COM
    place = source.tell()
    name = source.read(14)[2:]
    source.seek(place)
    return any(marker == app and name.startswith(sign) for app, sign in _APP_KEPT)


def _segment(source: BinaryIO, marker: int, write: Write | None) -> None:
    if write:
        write(bytes((0xFF, marker)))
    if marker in _ALONE:
        return
    length = _exactly(source, 2)
    (size,) = struct.unpack(">H", length)
    if size < 2:
        raise BrokenPicture("a segment shorter than its own length")
    if write:
        write(length)
    _pass(source, size - 2, write)


def _scan(source: BinaryIO, write: Write) -> int:
    """Copy the coded picture up to the marker that ends it; the source stands after that marker.

    A picture that ends too early is closed: its upper part can still be seen.
    """
    rest = b""
    while piece := rest + source.read(PIECE - len(rest)):
        if end := _END_OF_SCAN.search(piece):
            write(piece[: end.start()])
            source.seek(end.end() - len(piece), 1)
            return piece[end.end() - 1]
        if rest == piece:
            break
        rest = piece[-1:] if piece.endswith(b"\xff") else b""
        write(piece[: len(piece) - len(rest)])
    return _EOI
