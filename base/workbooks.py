"""Workbooks that people bring: how large one may be, and what reading a broken one raises."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

LARGEST = 10_000_000  # bytes
LARGEST_UNPACKED = 60_000_000
MOST_ENTRIES = 2_000
# What openpyxl, xlrd and pyxform raise on files that are not what they seem.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
    NotImplementedError,
    ArithmeticError,
    AssertionError,
    RecursionError,
    SyntaxError,  # of XML
    struct.error,
)


def is_bomb(content: bytes) -> bool:
    """Whether a small archive unpacks to more than it should. Raises UNREADABLE."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
    return len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > LARGEST_UNPACKED
