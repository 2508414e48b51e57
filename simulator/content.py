"""What people sent that is not words, kept in a temporary folder."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

PREVIEW_SOURCE_MAX = 40 * 1024 * 1024


@dataclass
class Content:
    """``pending`` GETs are still answered 202; ``gone`` after unsend."""

    kind: str
    content_type: str
    path: Path
    size: int
    pending: int = 0
    gone: bool = False
    file_name: str | None = None

    def still_pending(self) -> bool:
        """Counts one GET."""
        if self.pending <= 0:
            return False
        self.pending -= 1
        return True

    def preview_source(self) -> bytes:
        return self.path.read_bytes() if self.size <= PREVIEW_SOURCE_MAX else b""


class ContentStore:
    """The folder is made with the first file."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._by_id: dict[str, Content] = {}

    def get(self, message_id: str) -> Content | None:
        return self._by_id.get(message_id)

    def keep(
        self, message_id: str, kind: str, content_type: str, pieces: Iterator[bytes]
    ) -> Content:
        with self._file(message_id) as file:
            size = sum(file.write(piece) for piece in pieces)
        return self._note(message_id, kind, content_type, size)

    async def receive(
        self, message_id: str, kind: str, content_type: str, pieces: AsyncIterator[bytes]
    ) -> Content:
        size = 0
        with self._file(message_id) as file:
            async for piece in pieces:
                size += file.write(piece)
        return self._note(message_id, kind, content_type, size)

    def forget(self, message_id: str) -> None:
        """Unsent: the bytes go, the knowledge that there were some stays."""
        content = self._by_id.get(message_id)
        if content is not None:
            content.gone = True
            content.path.unlink(missing_ok=True)

    def clear(self) -> None:
        self._by_id.clear()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _file(self, message_id: str) -> BinaryIO:
        return self._path(message_id).open("wb")

    def _path(self, message_id: str) -> Path:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="line-simulator-"))
        return self._folder / message_id

    def _note(self, message_id: str, kind: str, content_type: str, size: int) -> Content:
        content = Content(kind, content_type, self._path(message_id), size)
        self._by_id[message_id] = content
        return content
