"""A zip file made while it is read: nothing of it is ever on disk or whole in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

PIECE = 65_536  # bytes
_FIRST = (1980, 1, 1, 0, 0, 0)  # the earliest moment that the format knows


@dataclass(frozen=True, slots=True)
class Entry:
    """`open` raises FileNotFoundError for what is gone by then: that is left out."""

    name: str
    at: datetime | None
    open: Callable[[], BinaryIO]


class _Pipe:
    """What ZipFile writes into; it takes what can only be written on as a stream."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        pass

    def taken(self) -> bytes:
        taken, self._pieces = b"".join(self._pieces), []
        return taken


def zipped(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The file's bytes, a piece at a time. Photos and recordings do not get smaller, so nothing is
    compressed; but an entry says so as "deflated", for phones read an entry whose size comes behind
    it only then (java.util.zip). Raises OSError when one cannot be read to its end."""
    pipe = _Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as made:  # type: ignore[call-overload]
        for entry in entries:
            with suppress(FileNotFoundError), entry.open() as source:
                yield from _one(made, pipe, entry, source)
    yield pipe.taken()


def _one(made: ZipFile, pipe: _Pipe, entry: Entry, source: BinaryIO) -> Iterator[bytes]:
    info = ZipInfo(entry.name, entry.at.timetuple()[:6] if entry.at else _FIRST)
    info.compress_type = ZIP_DEFLATED
    info._compresslevel = 0  # type: ignore[attr-defined]  # what every Python since 3.7 knows
    with made.open(info, "w") as target:
        while piece := source.read(PIECE):
            target.write(piece)
            yield pipe.taken()
    yield pipe.taken()
