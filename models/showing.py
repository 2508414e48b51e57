"""Which stored files LINE shows in a chat, and by what names their addresses know them.

LINE reference, "Image message" (JPEG or PNG, 10 MB; the preview 1 MB), "Audio message" (M4A or
MP3, 200 MB, its length told) and "Video message" (MP4, 200 MB, with a picture for its preview).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from models.cases import Case
from models.files import File
from models.words import FileKind, FileState

PURPOSE = "picture"
FORUM_CODE = "forum"  # the QR of one, console/codes.py
NEWS = "news"  # the picture of an announcement, for everybody it went to
PACKAGE = "package"  # of somebody's own files, console/packages.py
PICTURES, SOUNDS = ("image/jpeg", "image/png"), ("audio/mp4", "audio/mpeg")
VIDEO = "video/mp4"
MAX_PICTURE, MAX_PREVIEW, MAX_SOUND = 10_000_000, 1_000_000, 200_000_000
THUMBNAIL_TYPE = "image/jpeg"  # bot/media/picture.py makes them


class View(StrEnum):
    """Of a file: the bytes that were sent, or the small picture made of them."""

    WHOLE = "whole"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Views:
    """What is shown when tapped, and in the chat."""

    tapped: View
    preview: View


def views(file: File) -> Views | None:
    """Of a picture; None when LINE could show it neither large nor small."""
    if file.kind is not FileKind.IMAGE or file.state is not FileState.STORED:
        return None
    whole = is_shown(file, View.WHOLE)
    if is_shown(file, View.SMALL):
        return Views(View.WHOLE if whole else View.SMALL, View.SMALL)
    return Views(View.WHOLE, View.WHOLE) if whole and (file.size or 0) <= MAX_PREVIEW else None


def is_heard(file: File) -> bool:
    """Whether it is a voice that LINE plays."""
    return file.kind is FileKind.AUDIO and bool(file.duration_ms) and is_shown(file, View.WHOLE)


def is_watched(file: File) -> bool:
    """Whether it is a video that LINE plays: it needs a picture that stands for it."""
    return file.content_type == VIDEO and all(is_shown(file, view) for view in View)


def is_shown(file: File, view: View) -> bool:
    return name_and_type(file, view) is not None


def name_and_type(file: File, view: View) -> tuple[str, str] | None:
    """The name in the folder of files and the content type; None for what is never given out."""
    if file.state is not FileState.STORED:
        return None
    if view is View.SMALL:
        return (file.thumbnail, THUMBNAIL_TYPE) if file.thumbnail else None
    most = MAX_SOUND if file.content_type in (*SOUNDS, VIDEO) else MAX_PICTURE
    taken = file.content_type in (*PICTURES, *SOUNDS, VIDEO) and (file.size or 0) <= most
    return (file.path, file.content_type or "") if taken and file.path else None


def own_viewer(session: Session, file: File, account_id: str) -> str:
    """For whom an address of one's own file is made. Of a withheld case it says no account, only
    the mark by which its filer is known again: nothing that passes it on ties the two together."""
    case = session.get(Case, file.case_id) if file.case_id else None
    return account_id if case is None or case.filer_mark is None else case.filer_mark
