"""Files in words, and an honest one about what cannot be opened."""

from __future__ import annotations

import pytest

from bot.media.counting import counted, unopened
from models.files import File
from models.words import FileKind, FileState


def _file(kind: FileKind, content_type: str = "", **others: object) -> File:
    facts = {"state": FileState.STORED, "path": "x", "size": 9, "content_type": content_type}
    return File(id="f", kind=kind, **{**facts, **others})


VOICE = _file(FileKind.AUDIO, "audio/mp4", duration_ms=1000)
OTHER_VOICE = _file(FileKind.AUDIO, "audio/ogg", duration_ms=1000)
NO_LENGTH = _file(FileKind.AUDIO, "audio/mp4", duration_ms=None)
PHOTO = _file(FileKind.IMAGE, "image/jpeg", thumbnail="y")
COMING = _file(FileKind.IMAGE, state=FileState.WAITING)
FILM = _file(FileKind.VIDEO, "video/mp4")


def test_each_kind_is_counted() -> None:
    assert counted([VOICE, PHOTO, FILM, PHOTO], "th") == "2 รูป 1 เสียง 1 คลิป"


@pytest.mark.parametrize("closed", [OTHER_VOICE, NO_LENGTH])
def test_a_recording_that_line_does_not_play_is_named(closed: File) -> None:
    assert unopened([VOICE, PHOTO, closed], "th") == ["มี 1 เสียง ที่ไลน์เปิดให้ไม่ได้ค่ะ"]


def test_what_is_on_its_way_is_named_too() -> None:
    assert unopened([PHOTO, COMING], "th") == ["อีก 1 รูป ยังมาไม่ถึงค่ะ"]


def test_of_what_opens_nothing_is_said() -> None:
    assert unopened([VOICE, PHOTO], "th") == []
