"""How long a recording plays, read from the file itself."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from bot.media.length import milliseconds

ID3 = b"ID3\x04\x00\x00" + bytes((0, 0, 1, 0)) + b"\xff\xfb" * 64  # a tag that looks like sound
FRAME = b"\xff\xfb\x90\x00"  # MPEG 1, layer III, 128 kbit/s, 44,100 a second
SLOW = b"\xff\xf3\x40\x00"  # MPEG 2, layer III, 32 kbit/s, 22,050 a second


def m4a(version: int, scale: int, length: int) -> bytes:
    wide = "QQIQ" if version else "IIII"
    body = bytes((version, 0, 0, 0)) + struct.pack(f">{wide}", 0, 0, scale, length)
    return b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42" + bytes(50) + b"\0\0\0\x6cmvhd" + body + bytes(80)


@pytest.mark.parametrize(
    ("content", "kind", "plays"),
    [
        (m4a(0, 44_100, 88_200), "audio/mp4", 2000),
        (m4a(1, 1000, 1500), "audio/mp4", 1500),
        (m4a(0, 0, 5), "audio/mp4", None),
        (FRAME + bytes(31_996), "audio/mpeg", 2000),
        (ID3 + FRAME + bytes(15_996), "audio/mpeg", 1000),
        (SLOW + bytes(3996), "audio/mpeg", 1000),
        (FRAME + bytes(32) + b"Xing\0\0\0\1\0\0\0\x64" + bytes(9000), "audio/mpeg", 2612),
        (b"\xff\xff\xff", "audio/mpeg", None),
        (b"", "audio/mp4", None),
        (FRAME, "audio/wav", None),
    ],
)
def test_the_length_is_what_the_file_says(
    tmp_path: Path, content: bytes, kind: str, plays: int | None
) -> None:
    path = tmp_path / "sound"
    path.write_bytes(content)
    assert milliseconds(path, kind) == plays
