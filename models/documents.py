"""Files that people are given to keep: which kinds of them, and under what name.

A kind is taken by its name and by what its bytes are (bot/media/sniff.py); neither is enough alone.
What a phone would run (programs, pages, pictures with scripts in them) is not among them.
"""

from __future__ import annotations

import unicodedata

from models.files import File
from models.words import FileState

PURPOSE = "document"
MOST = 20_000_000  # bytes: what a village's phone still loads
LONGEST_NAME = 80  # characters
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OLD_OFFICE = ("application/x-ole-storage",)
_ZIPPED = "application/zip"  # an office file whose head does not tell of which program
_OPEN = "application/vnd.oasis.opendocument"

# How the name ends → as what it is given out, and what its bytes may be.
_KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "pdf": ("application/pdf", ("application/pdf",)),
    "docx": (f"{_OFFICE}wordprocessingml.document", ()),
    "xlsx": (f"{_OFFICE}spreadsheetml.sheet", ()),
    "pptx": (f"{_OFFICE}presentationml.presentation", ()),
    "doc": ("application/msword", _OLD_OFFICE),
    "xls": ("application/vnd.ms-excel", _OLD_OFFICE),
    "ppt": ("application/vnd.ms-powerpoint", _OLD_OFFICE),
    "odt": (f"{_OPEN}.text", (_OPEN,)),
    "ods": (f"{_OPEN}.spreadsheet", (_OPEN,)),
    "odp": (f"{_OPEN}.presentation", (_OPEN,)),
    "jpg": ("image/jpeg", ("image/jpeg",)),
    "jpeg": ("image/jpeg", ("image/jpeg",)),
    "png": ("image/png", ("image/png",)),
    "mp3": ("audio/mpeg", ("audio/mpeg",)),
    "m4a": ("audio/mp4", ("audio/mp4",)),
    "mp4": ("video/mp4", ("video/mp4",)),
}


def ending(name: str) -> str:
    """Of a name whose kind is taken; '' for any other."""
    _, dot, last = name.rpartition(".")
    found = last.casefold()
    return found if dot and found in _KINDS else ""


def given_as(file: File, end: str) -> str | None:
    """The content type under which a stored file is given out; None for what never is."""
    if file.state is not FileState.STORED or not file.path or (file.size or 0) > MOST:
        return None
    if end not in _KINDS:
        return None
    content_type, may_be = _KINDS[end]
    return content_type if file.content_type in (may_be or (content_type, _ZIPPED)) else None


def clean_name(name: str) -> str:
    """Without folders and without signs that nobody sees: some turn a name round, so that a
    program reads like a picture. Cut in the middle, so that its kind still stands at the end."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(one for one in last if unicodedata.category(one)[0] != "C").strip(" .")
    if len(seen) <= LONGEST_NAME:
        return seen
    kept, dot, end = seen.rpartition(".")
    return f"{kept[: LONGEST_NAME - len(end) - 2]}…{dot}{end}" if kept else seen[:LONGEST_NAME]
