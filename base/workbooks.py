"""Workbooks that people bring: how large one may be, and what reading a broken one raises."""

from __future__ import annotations

import codecs
import csv
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, StringIO

LARGEST = 10_000_000  # bytes
LARGEST_UNPACKED = 60_000_000
MOST_ENTRIES = 2_000
# How an .xls begins, the oldest ones (BIFF 2 to 4) without a wrapping.
XLS = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    *(b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00\x04\x00"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = ",;\t"
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
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


@contextmanager
def quiet() -> Iterator[None]:
    """Without what openpyxl says of parts that it leaves out: whoever made the form can do nothing
    about it, and it stands between our own sentences in a program's words."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
        yield


def is_bomb(content: bytes) -> bool:
    """Whether a small archive unpacks to more than it should. Raises UNREADABLE."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
    return len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > LARGEST_UNPACKED


def csv_rows(content: bytes) -> list[list[str]]:
    """A .csv that a spreadsheet saved: UTF-8, UTF-16 with its mark, or the Thai code page; the
    separator that stands in it most. ValueError for what is no text."""
    text = text_of(content)
    separator = max(_SEPARATORS, key=text[:5000].count)
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=separator))
    except csv.Error as broken:
        raise ValueError(str(broken)) from broken


def text_of(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or the Thai code page that Excel writes. ValueError for what is
    no text."""
    marked = [name for bom, name in _BOMS if content.startswith(bom)]
    for encoding in marked or ("utf-8", "cp874"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _UNSEEN.search(text):
            return text
    raise ValueError("no text")
