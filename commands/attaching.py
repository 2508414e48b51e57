"""File and picture that an operator gives with an announcement: looked at, and put among ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
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
from models.showing import views
from models.words import FileKind, FileState

PIECE = 256 * 1024  # bytes
KINDS = "PDF, Word, Excel, PowerPoint, OpenDocument, a picture, MP3, M4A or MP4"
PICTURES = ("jpg", "jpeg", "png")  # LINE reference, "Image message"


@dataclass(frozen=True, slots=True)
class Given:
    """`option` is how the operator names it, `name` under which it is given out."""

    option: str
    path: Path
    name: str

    @property
    def is_picture(self) -> bool:
        return self.option == "--picture"

    def fault(self, why: str) -> click.ClickException:
        return click.ClickException(f"{self.option} {self.path}: {why}")


def looked_at(option: str, path: Path, settings: Settings) -> Given:
    """ClickException for what is not taken, which is known by its name and size before anything is
    read."""
    one = Given(option, path, documents.clean_name(path.name))
    if trouble := why_not(settings.public_url, settings.line_api_url):
        raise one.fault(trouble)
    end = documents.ending(one.name)
    if not end or (one.is_picture and end not in PICTURES):
        raise one.fault("give JPEG or PNG" if one.is_picture else f"give {KINDS}")
    try:
        size = path.stat().st_size
    except OSError as fault:
        raise one.fault(f"cannot be read ({fault.strerror})") from fault
    if not 0 < size <= documents.MOST:
        raise one.fault(f"it must hold something, and {documents.MOST // 1_000_000} MB at most")
    return one


@contextmanager
def stored(given: Sequence[Given], files: Files, now: datetime) -> Iterator[list[File]]:
    """On disk for good, their rows not in the database yet. What is not what its name says is a
    ClickException; where the block fails nothing of them is left."""
    rows: list[File] = []
    try:
        for one in given:
            rows.append(_on_disk(one, files, now))
            if not _is_taken(one, rows[-1]):
                raise one.fault("it is not what its name says, or LINE does not show it")
        yield rows
    except BaseException:
        for name in (name for row in rows for name in (row.path, row.thumbnail) if name):
            files.delete(name)
        raise


def _is_taken(one: Given, row: File) -> bool:
    if one.is_picture:
        return views(row) is not None
    return documents.given_as(row, documents.ending(one.name)) is not None


def _on_disk(one: Given, files: Files, now: datetime) -> File:
    try:
        with files.draft() as draft:
            _copy(one, draft)
            return _row(draft, files, now)
    except OSError as fault:
        raise one.fault(fault.strerror or type(fault).__name__) from fault


def _copy(one: Given, draft: Draft) -> None:
    with one.path.open("rb") as source:
        while piece := source.read(PIECE):
            draft.write(piece)
            if draft.size > documents.MOST:  # it grew since it was looked at
                raise one.fault("it is too large")
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
