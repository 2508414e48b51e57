"""The file that an operator gives with an announcement: looked at, and put among our own."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from base.files import Draft, Files
from base.ids import new_id
from base.settings import Settings
from bot.media.fetch import kept
from bot.media.showing import why_not
from models import documents
from models.files import File
from models.words import FileKind, FileState

PIECE = 256 * 1024  # bytes
KINDS = "PDF, Word, Excel, PowerPoint, OpenDocument, a picture, MP3, M4A or MP4"


def looked_at(path: Path, settings: Settings) -> str:
    """The name under which it is given out. ClickException for what is not taken, which is known
    by its name and size before anything is read."""
    trouble = why_not(settings.public_url, settings.line_api_url)
    if trouble:
        raise click.ClickException(f"--file {path}: {trouble}")
    name = documents.clean_name(path.name)
    if not documents.ending(name):
        raise click.ClickException(f"--file {path}: give {KINDS}")
    try:
        size = path.stat().st_size
    except OSError as fault:
        raise click.ClickException(f"--file {path}: cannot be read ({fault.strerror})") from fault
    if not 0 < size <= documents.MOST:
        most = documents.MOST // 1_000_000
        raise click.ClickException(f"--file {path}: it must hold something, and {most} MB at most")
    return name


def stored(path: Path, name: str, files: Files, now: datetime) -> File:
    """On disk for good; its row is not in the database yet. ClickException where its bytes are not
    what its name says; nothing of it is left then."""
    try:
        with files.draft() as draft:
            _copy(path, draft)
            row = _row(draft, files, now)
    except OSError as fault:
        raise click.ClickException(f"--file {path}: {fault.strerror}") from fault
    if documents.given_as(row, documents.ending(name)) is None:
        forget(row, files)
        raise click.ClickException(f"--file {path}: it is not what its name says; give {KINDS}")
    return row


def forget(row: File, files: Files) -> None:
    for name in filter(None, (row.path, row.thumbnail)):
        files.delete(name)


def _copy(path: Path, draft: Draft) -> None:
    with path.open("rb") as source:
        while piece := source.read(PIECE):
            draft.write(piece)
            if draft.size > documents.MOST:  # it grew since it was looked at
                raise click.ClickException(f"--file {path}: it is too large")
    draft.flush()


def _row(draft: Draft, files: Files, now: datetime) -> File:
    identity = new_id()
    found = kept(draft, identity, files, FileKind.FILE)
    return File(
        id=identity,
        kind=found.kind,
        state=FileState.STORED,
        path=found.name,
        thumbnail=found.thumbnail,
        sha256=found.sha256,
        size=found.size,
        content_type=found.content_type,
        due_at=now,
        sent_at=now,
    )
