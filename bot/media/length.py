"""How long a recording plays: LINE wants to be told (LINE reference, "Audio message", `duration`).

M4A says it in its `mvhd` box (ISO/IEC 14496-12, 8.2.2); of an MP3 the first frame and the size of
the file do (ISO/IEC 11172-3, 2.4.2.3), or the count of frames that a Xing header holds.
"""

from __future__ import annotations

import struct
from pathlib import Path

MOST_READ = 4_000_000  # bytes: an M4A may have its boxes at its end
_RATES = (44_100, 48_000, 32_000)
_KBIT_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBIT_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_MPEG_1 = 3
_LAYER_3 = 1


def milliseconds(path: Path, content_type: str) -> int | None:
    """None for what cannot be told; never raises for what stands in the file."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(MOST_READ)
        file.seek(max(0, size - MOST_READ))
        tail = file.read(MOST_READ)
    read = {"audio/mp4": _of_m4a, "audio/mpeg": _of_mp3}.get(content_type)
    return (read(head, size) or read(tail, size)) if read else None


def _of_m4a(data: bytes, _size: int) -> int | None:
    place = data.find(b"mvhd")
    if place < 0 or place + 32 > len(data):
        return None
    if data[place + 4] == 1:
        scale, length = struct.unpack_from(">IQ", data, place + 24)
    else:
        scale, length = struct.unpack_from(">II", data, place + 16)
    return length * 1000 // scale if scale else None


def _of_mp3(data: bytes, size: int) -> int | None:
    start = _after_tag(data)
    place = data.find(b"\xff", start)
    while 0 <= place < len(data) - 4:
        frame = _frame(data, place)
        if frame is not None:
            kbit, rate, samples = frame
            frames = _xing(data[place : place + 200])
            return frames * samples * 1000 // rate if frames else (size - start) * 8 // kbit
        place = data.find(b"\xff", place + 1)
    return None


def _after_tag(data: bytes) -> int:
    """An ID3 tag tells its length in four bytes of seven bits (id3.org, "ID3v2", 3.1)."""
    if data[:3] != b"ID3" or len(data) < 10:
        return 0
    a, b, c, d = data[6:10]
    return 10 + (a << 21 | b << 14 | c << 7 | d)


def _frame(data: bytes, place: int) -> tuple[int, int, int] | None:
    """Kilobits a second, samples a second and samples of the frame whose header stands there."""
    _, second, third, _ = data[place : place + 4]
    version, layer = second >> 3 & 3, second >> 1 & 3
    kbit, rate = third >> 4, third >> 2 & 3
    if second & 0xE0 != 0xE0 or version == 1 or layer != _LAYER_3 or rate == 3:
        return None
    if kbit in (0, 15):
        return None
    if version == _MPEG_1:
        return _KBIT_1[kbit], _RATES[rate], 1152
    return _KBIT_2[kbit], _RATES[rate] // (2 if version == 2 else 4), 576


def _xing(frame: bytes) -> int:
    """The count of frames where the first frame tells it (variable bit rate), else 0."""
    for sign in (b"Xing", b"Info"):
        place = frame.find(sign)
        if 0 <= place <= len(frame) - 12 and frame[place + 7] & 1:
            return int(struct.unpack_from(">I", frame, place + 8)[0])
    return 0
