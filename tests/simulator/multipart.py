"""Multipart bodies by hand, so that they can be wrong."""

from __future__ import annotations

EDGE = b"edge-of-the-test"
TYPE = f"multipart/form-data; boundary={EDGE.decode()}"
Part = tuple[str, str, bytes]


def body(*parts: Part, end: bool = True) -> bytes:
    """(name with what follows it in the disposition, content type, bytes) of each part."""
    out = b""
    for name, kind, data in parts:
        head = f"Content-Disposition: form-data; name={name}\r\nContent-Type: {kind}\r\n\r\n"
        out += b"--" + EDGE + b"\r\n" + head.encode("utf-8", "surrogateescape") + data + b"\r\n"
    return out + (b"--" + EDGE + b"--\r\n" if end else b"")


def message(said: bytes) -> Part:
    return ('"message"', "application/json", said)


def file(data: bytes = b"abc", kind: str = "image/png", name: str = "a.png") -> Part:
    return (f'"file"; filename="{name}"', kind, data)
