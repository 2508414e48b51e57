"""Albums: photos that were sent in one go, which LINE hands over one by one, in any order.

LINE reference, "Image": `imageSet` has an id, and where the phone tells it, the photo's index from
1 and how many there are. LINE for Android up to 11.15 tells the id alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.files import File

MOST = 1000  # in one album; what is said beyond that is no count
LONGEST = 80
NEVER = datetime.min.replace(tzinfo=UTC)


def album_of(message: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of File that say where in an album the message's photo stands; empty for none."""
    told = message.get("imageSet")
    identity = told.get("id") if isinstance(told, dict) else None
    if not isinstance(told, dict) or not isinstance(identity, str) or not identity:
        return {}
    names = {"image_index": "index", "image_total": "total"}
    return {
        "image_set": identity[:LONGEST],
        **{column: _count(told.get(name)) for column, name in names.items()},
    }


def _count(value: object) -> int | None:
    return value if type(value) is int and 1 <= value <= MOST else None


def in_order(files: Iterable[File]) -> list[File]:
    """As their sender sees them: an album stands where its first photo does and in its own order,
    all else by time."""
    every = list(files)
    begins: dict[str, datetime] = {}
    for file in every:
        if file.image_set and file.sent_at:
            begins[file.image_set] = min(begins.get(file.image_set, file.sent_at), file.sent_at)

    def place(file: File) -> tuple[datetime, str, int, datetime, str, str]:
        sent = file.sent_at or NEVER
        album = file.image_set or ""
        index = file.image_index or 0
        return begins.get(album, sent), album, index, sent, file.message_id or "", file.id

    return sorted(every, key=place)


def ids_in_order(session: Session, file_ids: Sequence[str]) -> list[str]:
    """The same ids as their photos stand; what is no file of ours stands last."""
    rows = session.scalars(sa.select(File).where(File.id.in_(file_ids)))
    known = [file.id for file in in_order(rows)]
    return [*known, *(one for one in file_ids if one not in known)]


def missing(session: Session, file: File) -> int:
    """How many photos of the file's album have not come; 0 where nobody told how many there are.

    One that was taken back or thrown away has come: its row stays (`models/erasing.py`).
    """
    if file.image_set is None:
        return 0
    counted = sa.select(sa.func.count(), sa.func.min(File.image_total)).where(
        File.image_set == file.image_set
    )
    came, total = session.execute(counted).one()
    return max(0, (total or 0) - came)
