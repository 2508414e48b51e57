"""The picture that stands for a video until it is played: LINE asks for one, and none is in it."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

SIZE = (320, 180)
DARK, LIGHT = (38, 50, 56), (236, 239, 241)


def poster() -> bytes:
    """A JPEG with the sign by which people know that something plays."""
    picture = Image.new("RGB", SIZE, DARK)
    across, down = SIZE[0] // 2, SIZE[1] // 2
    pen = ImageDraw.Draw(picture)
    pen.polygon([(across - 24, down - 32), (across - 24, down + 32), (across + 34, down)], LIGHT)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=75)
    return out.getvalue()
