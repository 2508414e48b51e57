from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from bot.media import picture
from bot.media.picture import THUMBNAIL, clean, thumbnail
from bot.media.strip import BrokenPicture
from tests.bot.media.pictures import SECRET, drawn, encoded, is_red, two_sided


def cleaned(data: bytes, content_type: str = "image/jpeg") -> bytes:
    out = io.BytesIO()
    clean(io.BytesIO(data), out.write, content_type)
    return out.getvalue()


def small(tmp_path: Path, data: bytes) -> Image.Image | None:
    path = tmp_path / "picture"
    path.write_bytes(data)
    made = thumbnail(path)
    return drawn(made) if made else None


def claiming(width: int, height: int) -> bytes:
    """A PNG of 70 bytes that says it has so many pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b""))
    made = b"\x89PNG\r\n\x1a\n"
    for kind, body in chunks:
        check = struct.pack(">I", zlib.crc32(kind + body))
        made += struct.pack(">I", len(body)) + kind + body + check
    return made


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "jpeg"), ("PNG", "png"), ("WEBP", "webp")])
def test_a_picture_taken_sideways_is_turned_and_forgets_where_it_was_taken(
    kind: str, name: str
) -> None:
    silent = cleaned(encoded(kind, orientation=6), f"image/{name}")
    upright = drawn(silent)
    assert SECRET not in silent
    assert upright.size == (40, 80)
    assert is_red(upright, 20, 5)
    assert not is_red(upright, 20, 75)
    assert upright.getexif().get(0x0112) is None


def test_a_picture_that_lies_right_keeps_its_very_pixels() -> None:
    told = encoded("JPEG")
    assert drawn(cleaned(told)).tobytes() == drawn(told).tobytes()


def test_a_large_sideways_picture_is_turned_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "MAX_DECODED", 1000)
    assert drawn(cleaned(encoded("JPEG", orientation=6))).size == (20, 40)


def test_what_cannot_be_turned_within_bounds_is_left_as_it_lies_without_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(picture, "MAX_DECODED", 10)
    silent = cleaned(encoded("JPEG", orientation=6))
    assert drawn(silent).size == (80, 40)
    assert SECRET not in silent


def test_a_thumbnail_is_a_small_upright_jpeg(tmp_path: Path) -> None:
    out = io.BytesIO()
    two_sided(1600, 1200).save(out, "JPEG", exif=Image.Exif())
    made = small(tmp_path, out.getvalue())
    assert made is not None
    assert (made.format, made.size) == ("JPEG", (THUMBNAIL, 240))


def test_a_thumbnail_of_a_sideways_picture_stands_upright(tmp_path: Path) -> None:
    made = small(tmp_path, encoded("JPEG", orientation=8))
    assert made is not None
    assert made.size == (40, 80)
    assert not is_red(made, 20, 5)


def test_what_can_be_seen_through_becomes_white(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (30, 30), (0, 0, 0, 0)).save(out, "PNG")
    made = small(tmp_path, out.getvalue())
    assert made is not None
    assert made.getpixel((15, 15)) == (255, 255, 255)


@pytest.mark.parametrize("data", [b"", b"x" * 99, b"\xff\xd8\xff", claiming(40, 40)])
def test_a_broken_picture_has_no_thumbnail(tmp_path: Path, data: bytes) -> None:
    assert small(tmp_path, data) is None


@pytest.mark.parametrize("side", [4000, 10_000, 60_000])
def test_a_few_bytes_that_claim_gigabytes_are_never_decoded(tmp_path: Path, side: int) -> None:
    assert small(tmp_path, claiming(side, side)) is None


def test_a_progressive_jpeg_is_bounded_by_what_its_decoder_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "MAX_PROGRESSIVE", 3000)
    assert small(tmp_path, encoded("JPEG")) is not None
    assert small(tmp_path, encoded("JPEG", progressive=True)) is None


def test_a_file_is_not_a_picture_because_it_is_called_one() -> None:
    with pytest.raises(BrokenPicture):
        cleaned(b"%PDF-1.7 " + SECRET)
