"""Bytes on disk, written once, whole or not at all: one folder, names made by us.

A name is `ab/cdef…` (SHA-256 of the bytes, in hex) with eight digits for its owner behind it, so
that the same bytes from two owners are two files and taking back one leaves the other, while an
owner's second try ends in the same name. People's file names never get here.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

INCOMING = ".incoming"
_DAY = 86_400
_ALL_OF = re.compile(r"\*-[0-9a-f]{8}")
_NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{62}-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Stored:
    """`name` within the folder, SHA-256 in hex, size in bytes."""

    name: str
    sha256: str
    size: int


class Draft:
    """A file being written; gone again unless committed before the `with` block ends.

    Its lock tells `Files.sweep` that somebody is still writing.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        folder = root / INCOMING
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=folder)
        self.path = Path(name)
        self._file = os.fdopen(handle, "wb")
        fcntl.flock(handle, fcntl.LOCK_EX)
        self._hash = hashlib.sha256()
        self.size = 0

    def __enter__(self) -> Draft:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # A full disk complains again when the rest is flushed; the first complaint is the one.
        with contextlib.suppress(OSError):
            self._file.close()
        self.path.unlink(missing_ok=True)

    def write(self, piece: bytes) -> None:
        self._file.write(piece)
        self._hash.update(piece)
        self.size += len(piece)

    def flush(self) -> None:
        """What was written can now be read through `path`."""
        self._file.flush()

    def commit(self, owner: str) -> Stored:
        """On disk for good when this returns; FileNotFoundError if it was swept meanwhile."""
        self.flush()
        _keep_day_only(self.path)
        os.fsync(self._file.fileno())
        sha256 = self._hash.hexdigest()
        name = f"{sha256[:2]}/{sha256[2:]}-{_mark(owner)}"
        target = self._root / name
        target.parent.mkdir(exist_ok=True, mode=0o700)
        self.path.replace(target)
        _keep_day_only(target.parent)
        for folder in (target.parent, self._root):
            _sync(folder)
        return Stored(name, sha256, self.size)


def all_of(owner: str) -> str:
    """Names whatever was stored for an owner: bytes may be on disk whose name no row ever got."""
    return f"*-{_mark(owner)}"


def _mark(owner: str) -> str:
    return hashlib.sha256(owner.encode()).hexdigest()[:8]


class Files:
    """The folder of all files. Safe to share between threads and processes."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def draft(self) -> Draft:
        """OSError when the disk is full or not ours to write."""
        return Draft(self.root)

    def put(self, data: bytes, owner: str) -> Stored:
        with self.draft() as draft:
            draft.write(data)
            return draft.commit(owner)

    def path(self, name: str) -> Path:
        """Where the file is; ValueError for anything that is not a name of ours."""
        if not _NAME.fullmatch(name):
            raise ValueError(f"not the name of a stored file: {name[:100]!r}")
        return self.root / name

    def open(self, name: str) -> BinaryIO:
        """FileNotFoundError when it was deleted."""
        return self.path(name).open("rb")

    def exists(self, name: str) -> bool:
        return self.path(name).is_file()

    def delete(self, name: str) -> None:
        """Gone from disk when this returns; deleting twice changes nothing.

        `name` is a file's, or what `all_of` says of an owner.
        """
        if _ALL_OF.fullmatch(name):
            for path in list(self.root.glob(f"??/{name}")):
                self.delete(f"{path.parent.name}/{path.name}")
            return
        path = self.path(name)
        path.unlink(missing_ok=True)
        if path.parent.exists():
            _sync(path.parent)

    def stored_before(self, first: str) -> Iterator[str]:
        """Names that begin with this hex digit, of what has lain here for more than a day."""
        before = self._two_days_ago()
        for path in self.root.glob(f"{first}?/*"):
            name = f"{path.parent.name}/{path.name}"
            if _NAME.fullmatch(name) and _is_older(path, before):
                yield name

    def delete_old(self, name: str) -> None:
        """As `delete`, unless it was stored anew meanwhile."""
        if _is_older(self.path(name), self._two_days_ago()):
            self.delete(name)

    def _two_days_ago(self) -> float:
        """By the disk's own time, which no other clock moves. Files keep their day only: one of the
        day before yesterday is older than a day."""
        with self.draft() as draft:
            return draft.path.stat().st_mtime - 2 * _DAY

    def sweep(self) -> int:
        """Remove drafts whose writer died; how many there were."""
        folder = self.root / INCOMING
        return sum(_remove_if_left(path) for path in folder.glob("*"))


def _keep_day_only(path: Path) -> None:
    """A file's time would tell when a photo came whose case must not: its day in UTC is enough."""
    moment = path.stat().st_mtime
    day = moment - moment % _DAY
    os.utime(path, (day, day))


def _is_older(path: Path, moment: float) -> bool:
    try:
        return path.stat().st_mtime <= moment
    except FileNotFoundError:
        return False


def _remove_if_left(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
    except (BlockingIOError, FileNotFoundError):
        return False
    return True


def _sync(folder: Path) -> None:
    """A rename is on disk only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
