"""A zip file made while it is read."""

from __future__ import annotations

import io
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile

from base.zipping import PIECE, Entry, zipped

AT = datetime(2026, 7, 13, 10, 0, 0)  # noqa: DTZ001  (a zip file knows no zones)


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")


def _entry(folder: Path, name: str, data: bytes) -> Entry:
    path = folder / str(len(data))
    path.write_bytes(data)
    return Entry(name, AT, partial(_opened, path))


def test_everybody_can_open_it_and_everything_is_in_it(tmp_path: Path) -> None:
    entries = [
        _entry(tmp_path, "ว69-001 1.jpg", b"a" * (2 * PIECE + 1)),
        _entry(tmp_path, "b", b""),
    ]
    with ZipFile(io.BytesIO(b"".join(zipped(entries)))) as found:
        assert found.testzip() is None
        assert [(one.filename, one.file_size) for one in found.infolist()] == [
            ("ว69-001 1.jpg", 2 * PIECE + 1),
            ("b", 0),
        ]
        assert found.infolist()[0].date_time == (2026, 7, 13, 10, 0, 0)


def test_what_is_gone_meanwhile_is_left_out(tmp_path: Path) -> None:
    gone, there = _entry(tmp_path, "gone", b"xy"), _entry(tmp_path, "there", b"x")
    (tmp_path / "2").unlink()
    with ZipFile(io.BytesIO(b"".join(zipped([gone, there])))) as found:
        assert found.namelist() == ["there"]


def test_it_is_never_whole_in_memory(tmp_path: Path) -> None:
    pieces = zipped([_entry(tmp_path, "large", b"a" * (20 * PIECE))])
    assert max(map(len, pieces)) < 2 * PIECE
