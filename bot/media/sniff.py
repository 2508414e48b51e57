"""What bytes are, by looking at them: what the sender or LINE declares only settles a doubt.

Only the types named here are ever given, all of them harmless when served as what they are;
everything else (pages, scripts, programs) is application/octet-stream.
"""

from __future__ import annotations

from dataclasses import dataclass

import puremagic

from models.words import FileKind

HEAD = 8192  # bytes that are enough to look at
UNKNOWN = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_DOUBTFUL = 0.3  # puremagic's confidence in a sign of two bytes

# What puremagic calls it → what we call it.
_TYPES = {
    "image/jpeg": "image/jpeg",
    "image/png": "image/png",
    "image/gif": "image/gif",
    "image/webp": "image/webp",
    "audio/mpeg": "audio/mpeg",
    "audio/aac": "audio/aac",
    "audio/wave": "audio/wav",
    "audio/x-wav": "audio/wav",
    "audio/flac": "audio/flac",
    "audio/x-caf": "audio/x-caf",
    "application/ogg": "audio/ogg",
    "video/webm": "video/webm",
    "video/mpeg": "video/mpeg",
    "video/x-msvideo": "video/x-msvideo",
    "application/pdf": "application/pdf",
}
# Brands of ISO base media files (ISO/IEC 14496-12, "ftyp"); LINE's recordings are M4A.
_BRANDS = {
    b"M4A ": "audio/mp4",
    b"M4B ": "audio/mp4",
    b"qt  ": "video/quicktime",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heic",
    b"avif": "image/avif",
}
# Older telephones' boxes mostly hold AMR, and LINE plays M4A or MP3 (LINE reference, "Audio
# message"). Known by its name it is told of, and nobody is sent a dead bubble.
_TELEPHONES = (b"3gp", b"3g2", b"3gr", b"3gs")
_AMR = b"#!AMR"
_ZIPPED = (
    (b"word/", _OFFICE + "wordprocessingml.document"),
    (b"xl/", _OFFICE + "spreadsheetml.sheet"),
    (b"ppt/", _OFFICE + "presentationml.presentation"),
    (b"mimetypeapplication/vnd.oasis.opendocument.", "application/vnd.oasis.opendocument"),
)
# Pictures that Pillow opens here; others are kept as files and never shown.
PICTURES = ("image/jpeg", "image/png", "image/webp", "image/gif")


@dataclass(frozen=True, slots=True)
class Seen:
    """A content type from this module, and how the chat and the console treat the file."""

    content_type: str
    kind: FileKind


def sniff(head: bytes, declared: str = "") -> Seen:
    """What a file that begins with `head` is; `declared` is a content type or a kind of LINE's."""
    major = declared.partition("/")[0].lower()
    found = _boxed(head, major) or _packed(head) or _magic(head, major) or UNKNOWN
    return Seen(found, _kind(found))


def _kind(content_type: str) -> FileKind:
    if content_type in PICTURES:
        return FileKind.IMAGE
    kinds = {"audio": FileKind.AUDIO, "video": FileKind.VIDEO}
    return kinds.get(content_type.partition("/")[0], FileKind.FILE)


def _boxed(head: bytes, major: str) -> str:
    """MP4 and its kin. A brand that holds either sound or film is what it was declared as."""
    if head[4:8] != b"ftyp":
        return ""
    box = "3gpp" if head[8:11] in _TELEPHONES else "mp4"
    either = f"audio/{box}" if major == "audio" else f"video/{box}"
    return _BRANDS.get(head[8:12], either)


def _packed(head: bytes) -> str:
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "application/x-ole-storage"
    if not head.startswith(b"PK\x03\x04"):
        return ""
    return next((name for sign, name in _ZIPPED if sign in head), "application/zip")


def _magic(head: bytes, major: str) -> str:
    if head.startswith(_AMR):
        return "audio/amr"
    try:
        found = puremagic.magic_string(head[:HEAD])
    except (puremagic.PureError, ValueError):
        return ""
    for one in found:
        known = _TYPES.get(one.mime_type, "")
        if known and (one.confidence >= _DOUBTFUL or known.startswith(f"{major}/")):
            return known
    return ""
