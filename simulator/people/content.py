"""What people sent that is not words, kept in a temporary folder."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from simulator.basics.strict import Json
from simulator.saving.records import as_object, packed, plain, rebuild, unpacked

PREVIEW_SOURCE_MAX = 40 * 1024 * 1024
LARGE = 32 * 1024 * 1024
_ID = re.compile(r"\d{1,30}", re.ASCII)


@dataclass
class Content:
    """``pending`` questions of one kind are answered "not yet"; ``gone`` after unsend.

    ``failed``: LINE will never have it ready.
    """

    kind: str
    content_type: str
    path: Path
    size: int
    pending: int = 0
    gone: bool = False
    failed: bool = False
    file_name: str | None = None
    asked: Counter[str] = field(default_factory=Counter)

    def still_pending(self, question: str) -> bool:
        """Counts one question; ready once one kind of them was asked often enough.

        So a bot that only waits for the status gets there, as does one that only fetches.
        """
        if self._is_ready():
            return False
        self.asked[question] += 1
        return not self._is_ready()

    def is_there(self) -> bool:
        return not self.gone and self.path.is_file()

    def preview_source(self) -> bytes:
        """Raises FileNotFoundError when the file went in the meantime."""
        return self.path.read_bytes() if self.size <= PREVIEW_SOURCE_MAX else b""

    def stored(self) -> Json:
        """A file that goes while this is written was taken back."""
        facts, data = plain(self) | {"asked": dict(self.asked)}, b""
        try:
            data = b"" if self.gone else self.path.read_bytes()
        except FileNotFoundError:
            facts["gone"] = True
        del facts["path"]
        return facts | {"data": packed(data)}

    def _is_ready(self) -> bool:
        return self.pending == 0 or max(self.asked.values(), default=0) > self.pending


def usual_pending(content: Content) -> int:
    """LINE prepares a large video or audio for a while (REF §Get content); its size is a secret."""
    return int(content.kind in ("video", "audio") and content.size > LARGE)


class ContentStore:
    """The folder is made with the first file. Files may be written by several threads at once."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._lock = Lock()
        self._by_id: dict[str, Content] = {}

    def get(self, message_id: str) -> Content | None:
        return self._by_id.get(message_id)

    def keep(
        self, message_id: str, kind: str, content_type: str, pieces: Iterator[bytes]
    ) -> Content:
        path, file = self._open(message_id)
        with file:
            size = sum(file.write(piece) for piece in pieces)
        return self._note(message_id, Content(kind, content_type, path, size))

    async def receive(
        self, message_id: str, kind: str, content_type: str, pieces: AsyncIterator[bytes]
    ) -> Content:
        """What did not come whole leaves nothing."""
        size = 0
        path, file = self._open(message_id)
        try:
            with file:
                async for piece in pieces:
                    size += file.write(piece)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return self._note(message_id, Content(kind, content_type, path, size))

    def forget(self, message_id: str) -> None:
        """Unsent: the bytes go, the knowledge that there were some stays."""
        content = self._by_id.get(message_id)
        if content is not None:
            content.gone = True
            content.path.unlink(missing_ok=True)

    def discard(self, message_id: str) -> None:
        """As if it had never come."""
        self.forget(message_id)
        self._by_id.pop(message_id, None)

    def clear(self) -> None:
        """A file that is being written meanwhile is lost, and its content then not there."""
        with self._lock:
            self._by_id.clear()
            folder, self._folder = self._folder, None
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def state(self) -> object:
        """With the bytes, in Base64, once it is written."""
        return dict(self._by_id)

    def restore(self, state: object) -> None:
        found = as_object(state)
        if stray := [name for name in found if not _ID.fullmatch(name)]:
            raise ValueError(f"{stray[0]!r:.60} is no message id")
        parts = {name: _read(one) for name, one in found.items()}
        self.clear()
        for name, (content, data) in parts.items():
            kept = self.keep(name, content.kind, content.content_type, iter((data,)))
            self._by_id[name] = replace(content, path=kept.path, size=kept.size)
            if content.gone:
                self.forget(name)

    def _open(self, message_id: str) -> tuple[Path, BinaryIO]:
        with self._lock:
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="line-simulator-"))
            path = self._folder / message_id
            return path, path.open("wb")

    def _note(self, message_id: str, content: Content) -> Content:
        self._by_id[message_id] = content
        return content


def _read(state: object) -> tuple[Content, bytes]:
    given = dict(as_object(state))
    data = unpacked(given.pop("data", None))
    asked = Counter(as_object(given.pop("asked", {})))
    return rebuild(Content, given | {"path": Path(), "asked": asked}), data
