from __future__ import annotations

import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from bot.media.strip import PIECE, BrokenPicture, strip
from tests.bot.media.pictures import SECRET, drawn, encoded

TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


def stripped(data: bytes, content_type: str) -> bytes:
    out = io.BytesIO()
    strip(io.BytesIO(data), out.write, content_type)
    return out.getvalue()


def survived(data: bytes, content_type: str) -> bytes | None:
    try:
        return stripped(data, content_type)
    except BrokenPicture:
        return None


def same(left: bytes, right: bytes) -> bool:
    pair = (drawn(left).convert("RGBA"), drawn(right).convert("RGBA"))
    return ImageChops.difference(*pair).getbbox(alpha_only=False) is None


@pytest.mark.parametrize("kind", TYPES)
def test_camera_owner_place_and_comment_go_and_every_pixel_stays(kind: str) -> None:
    told = encoded(kind)
    silent = stripped(told, TYPES[kind])
    assert SECRET in told
    assert SECRET not in silent
    assert dict(drawn(silent).getexif()) == {}
    assert same(told, silent)


@pytest.mark.parametrize("kind", TYPES)
def test_stripping_twice_changes_nothing(kind: str) -> None:
    once = stripped(encoded(kind), TYPES[kind])
    assert stripped(once, TYPES[kind]) == once


def test_colours_keep_their_profile() -> None:
    told = encoded("JPEG", icc_profile=b"profile" * 20)
    assert drawn(stripped(told, "image/jpeg")).info["icc_profile"] == b"profile" * 20


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_what_a_telephone_hides_behind_the_picture_goes(kind: str) -> None:
    picture = encoded(kind)
    assert SECRET not in stripped(picture + b"ftypmp42" + SECRET, TYPES[kind])


@pytest.mark.parametrize("options", [{"progressive": True}, {"restart_marker_blocks": 1}, {}])
def test_a_large_jpeg_is_copied_across_pieces(options: dict[str, int]) -> None:
    noise = Image.frombytes("RGB", (400, 400), random.Random(1).randbytes(480_000))
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=95, **options)
    assert len(out.getvalue()) > 2 * PIECE
    assert same(out.getvalue(), stripped(out.getvalue(), "image/jpeg"))


def test_a_jpeg_that_ends_too_early_keeps_what_there_is() -> None:
    whole = encoded("JPEG")
    assert stripped(whole[:-40], "image/jpeg").endswith(b"\xff\xd9")


@pytest.mark.parametrize("kind", TYPES)
def test_a_picture_without_its_head_is_broken(kind: str) -> None:
    for data in (b"", encoded(kind)[:15], b"x" * 90):
        with pytest.raises(BrokenPicture):
            stripped(data, TYPES[kind])


def test_a_picture_of_endless_empty_parts_is_broken() -> None:
    with pytest.raises(BrokenPicture, match="too many"):
        stripped(b"\xff\xd8" + b"\xff\xe1\x00\x02" * 200_000, "image/jpeg")


def test_other_types_are_copied() -> None:
    assert stripped(encoded("GIF"), "image/gif") == encoded("GIF")


@given(st.sampled_from(sorted(TYPES)), st.integers(0, 400), st.binary(max_size=30))
def test_damaged_pictures_are_stripped_for_good_or_refused(
    kind: str, place: int, damage: bytes
) -> None:
    whole = encoded(kind)
    data = whole[:place] + damage + whole[place + len(damage) :]
    once = survived(data, TYPES[kind])
    assert once is None or stripped(once, TYPES[kind]) == once
