"""What LINE shows of what was sent, and where its addresses may lead."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.media.showing import Showing, why_not
from models.files import File
from models.words import FileKind, FileState

NOW = datetime(2026, 7, 13, 3, tzinfo=UTC)
SHOWING = Showing("https://wethi.example", "s")
LINE, SIMULATOR = "https://api.line.me", "http://127.0.0.1:8100"


def _file(kind: FileKind, content_type: str, **more: object) -> File:
    told: dict[str, object] = {"size": 1000, "path": "aa/x", **more}
    return File(id="f", kind=kind, state=FileState.STORED, content_type=content_type, **told)


def _picture(content_type: str = "image/jpeg", **more: object) -> tuple[str, str] | None:
    shown = SHOWING.bubble(_file(FileKind.IMAGE, content_type, **more), "a", NOW)
    if shown is None or shown.image is None:
        return None
    return _view(shown.image.url), _view(shown.image.preview)


def _view(url: str) -> str:
    return url.rsplit("/", 1)[1].split("-")[1]


def test_a_photo_is_shown_whole_with_its_small_copy_before_it() -> None:
    assert _picture(thumbnail="bb/y") == ("whole", "small")


@pytest.mark.parametrize("more", [{"size": 10_000_001}, {"content_type": "image/webp"}])
def test_what_line_does_not_take_is_shown_small(more: dict[str, object]) -> None:
    """LINE reference, "Image message": JPEG or PNG, 10 MB."""
    kind = str(more.pop("content_type", "image/jpeg"))
    assert _picture(kind, thumbnail="bb/y", **more) == ("small", "small")


def test_without_a_small_copy_only_a_light_photo_is_shown() -> None:
    """LINE reference, "Image message": the preview 1 MB."""
    assert _picture() == ("whole", "whole")
    assert _picture(size=1_000_001) is None


@pytest.mark.parametrize("state", [FileState.WAITING, FileState.GONE, FileState.ERASED])
def test_what_is_not_here_is_not_shown(state: FileState) -> None:
    file = _file(FileKind.IMAGE, "image/jpeg")
    file.state = state
    assert SHOWING.bubble(file, "a", NOW) is None


@pytest.mark.parametrize(
    ("content_type", "length", "heard"),
    [("audio/mp4", 4000, True), ("audio/mpeg", 1, True), ("audio/ogg", 1, False)],
)
def test_a_voice_is_heard_if_line_plays_it(content_type: str, length: int, heard: bool) -> None:
    """LINE reference, "Audio message": M4A or MP3, with its length."""
    file = _file(FileKind.AUDIO, content_type, duration_ms=length)
    shown = SHOWING.bubble(file, "a", NOW)
    assert (shown is not None) == heard


@pytest.mark.parametrize(
    ("url", "line", "sent"),
    [
        ("https://wethi.example", LINE, True),
        ("http://wethi.example", LINE, False),
        ("http://127.0.0.1:8000", LINE, False),
        ("http://127.0.0.1:8000", SIMULATOR, True),
        ("http://localhost:8000", SIMULATOR, True),
        ("http://wethi.example", SIMULATOR, False),
    ],
)
def test_pictures_go_over_https_or_stay_on_this_machine(url: str, line: str, sent: bool) -> None:
    assert (why_not(url, line) is None) == sent
