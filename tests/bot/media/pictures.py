"""Pictures with something to hide, and ways to see whether it is hidden."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, PngImagePlugin

SECRET = b"MARKED-PLACE"
LEFT, RIGHT = (200, 30, 30), (30, 30, 200)


def two_sided(width: int = 80, height: int = 40) -> Image.Image:
    """Red on the left, blue on the right: shows which way up it is."""
    picture = Image.new("RGB", (width, height), LEFT)
    picture.paste(RIGHT, (width // 2, 0, width, height))
    return picture


def exif(orientation: int = 1) -> Image.Exif:
    """Camera, owner and GPS place (IFD 0x8825)."""
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010F] = SECRET.decode()
    data.get_ifd(0x8825).update({1: "N", 2: (14.0, 26.0, 5.0), 29: SECRET.decode()})
    return data


def encoded(kind: str, orientation: int = 1, **options: Any) -> bytes:
    out = io.BytesIO()
    if kind == "PNG":
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_text("Comment", SECRET.decode())
    if kind == "JPEG":
        options["comment"] = SECRET
    if kind in ("JPEG", "WEBP"):
        options["xmp"] = b"<x>" + SECRET + b"</x>"
    two_sided().save(out, kind, exif=exif(orientation), **options)
    return out.getvalue()


def drawn(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def is_red(picture: Image.Image, x: int, y: int) -> bool:
    pixel = picture.convert("RGB").getpixel((x, y))
    assert isinstance(pixel, tuple)
    return pixel[0] > pixel[2]
