import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.media.sniff import UNKNOWN, sniff
from models.files import File
from models.showing import is_heard
from models.words import FileKind, FileState

OFFICE = "application/vnd.openxmlformats-officedocument."


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40)).save(out, kind)
    return out.getvalue()


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return out.getvalue()


def boxed(brand: bytes) -> bytes:
    return b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0mp42isom" + bytes(500)


@pytest.mark.parametrize(
    ("head", "content_type", "kind"),
    [
        (picture("JPEG"), "image/jpeg", FileKind.IMAGE),
        (picture("PNG"), "image/png", FileKind.IMAGE),
        (picture("WEBP"), "image/webp", FileKind.IMAGE),
        (picture("GIF"), "image/gif", FileKind.IMAGE),
        (picture("TIFF"), UNKNOWN, FileKind.FILE),
        (boxed(b"heic"), "image/heic", FileKind.FILE),
        (boxed(b"isom"), "video/mp4", FileKind.VIDEO),
        (boxed(b"qt  "), "video/quicktime", FileKind.VIDEO),
        (boxed(b"M4A "), "audio/mp4", FileKind.AUDIO),
        (b"ID3\x04\0\0\0\0\0\0\xff\xfb\x90\x44" + bytes(99), "audio/mpeg", FileKind.AUDIO),
        (b"OggS\0\2" + bytes(99), "audio/ogg", FileKind.AUDIO),
        (b"RIFF\x24\0\0\0WAVEfmt " + bytes(99), "audio/wav", FileKind.AUDIO),
        (b"%PDF-1.7\n%\xe2\xe3", "application/pdf", FileKind.FILE),
        (zipped("[Content_Types].xml", "word/a.xml"), OFFICE + "wordprocessingml.document", "file"),
        (zipped("[Content_Types].xml", "xl/a.xml"), OFFICE + "spreadsheetml.sheet", "file"),
        (zipped("a.txt"), "application/zip", FileKind.FILE),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(99), "application/x-ole-storage", "file"),
    ],
)
def test_bytes_say_what_they_are(head: bytes, content_type: str, kind: str) -> None:
    seen = sniff(head)
    assert (seen.content_type, seen.kind) == (content_type, kind)


@pytest.mark.parametrize(
    "head",
    [
        b"<!DOCTYPE html><html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"MZ\x90\0" + bytes(99),
        b"#!/bin/sh\nrm",
        b"",
        "สวัสดีค่ะ".encode(),
    ],
)
def test_what_a_browser_could_run_is_only_a_file_whatever_it_is_called(head: bytes) -> None:
    assert sniff(head, "image/jpeg").content_type == UNKNOWN


def test_what_was_declared_settles_a_brand_that_holds_sound_or_film() -> None:
    assert sniff(boxed(b"isom"), "audio/x-m4a").kind is FileKind.AUDIO
    assert sniff(boxed(b"isom"), "video/mp4").kind is FileKind.VIDEO


@pytest.mark.parametrize(
    ("head", "content_type"),
    [
        (boxed(b"3gp4"), "audio/3gpp"),
        (boxed(b"3g2a"), "audio/3gpp"),
        (b"#!AMR\n" + bytes(99), "audio/amr"),
        (b"fLaC\0\0\0\x22" + bytes(99), "audio/flac"),
        (b"caff\0\1\0\0desc" + bytes(99), "audio/x-caf"),
    ],
)
def test_a_recording_that_line_does_not_play_is_one(head: bytes, content_type: str) -> None:
    """LINE reference, "Audio message": M4A or MP3."""
    seen = sniff(head, "audio")
    sent = File(id="f", kind=seen.kind, state=FileState.STORED, path="x", size=9, duration_ms=900)
    sent.content_type = seen.content_type
    assert (seen.content_type, seen.kind, is_heard(sent)) == (content_type, FileKind.AUDIO, False)


def test_a_sign_of_two_bytes_counts_only_if_the_sender_says_the_same() -> None:
    raw = b"\xff\xfb\x90\x44" + bytes(200)
    assert sniff(raw, "audio/mpeg").content_type == "audio/mpeg"
    assert sniff(raw).content_type == UNKNOWN


def test_a_declared_picture_that_is_none_is_not_believed() -> None:
    assert sniff(b"%PDF-1.7\n", "image/jpeg").kind is FileKind.FILE


@given(st.binary(max_size=600), st.text(max_size=30))
def test_any_bytes_have_a_kind(head: bytes, declared: str) -> None:
    assert sniff(head, declared).kind in FileKind
