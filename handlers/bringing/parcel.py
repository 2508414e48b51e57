"""What came with a form: files by the names their sender gave them, one by one or in a .zip."""

from __future__ import annotations

import mimetypes
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from base.workbooks import MOST_ENTRIES, UNREADABLE
from models.words import FileKind

ZIP = "application/zip"
LARGEST = 300_000_000  # bytes of an archive's files together
MOST = 300  # of them
_MAC = "__MACOSX"
_UTF8 = 0x800  # the flag of a name that says how it is written (APPNOTE.TXT, 4.4.4)


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it lies on disk. `name` is "" where a phone sent a picture or voice without one."""

    name: str
    path: Path
    content_type: str
    kind: FileKind
    size: int
    file_id: str = ""
    milliseconds: int | None = None


def declared(name: str) -> str:
    """The content type that a name claims, "" if none; what the bytes are settles it."""
    return mimetypes.guess_type(name)[0] or ""


class NotUnpacked(Exception):
    """An archive that is broken, locked or too large."""


def members(archive: Path) -> Iterator[tuple[str, BytesIO]]:
    """The plain name and the bytes of each file in a .zip. Raises NotUnpacked."""
    try:
        with zipfile.ZipFile(archive) as opened:
            inside = _fitting(opened)
            for info in inside:
                yield PurePosixPath(_name(info)).name, BytesIO(opened.read(info))
    except (*UNREADABLE, RuntimeError, MemoryError) as broken:
        raise NotUnpacked(str(broken)[:200]) from broken


def _fitting(opened: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    entries = opened.infolist()
    if len(entries) > MOST_ENTRIES:
        raise ValueError("too many files")
    wanted = [one for one in entries if not one.is_dir() and not _hidden(one.filename)]
    if len(wanted) > MOST or sum(one.file_size for one in wanted) > LARGEST:
        raise ValueError("too large")
    return wanted


def _hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return _MAC in parts or any(part.startswith((".", "~$")) for part in parts)


def _name(info: zipfile.ZipInfo) -> str:
    """Thai Windows writes names in its own code page, and says nothing of it."""
    if info.flag_bits & _UTF8:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "cp874"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
