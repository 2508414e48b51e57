"""Spoken prompts as rows: taken into use, the earlier ones let go. Rows in, rows out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forms import Form
from forms.question import Json
from forms.spoken import spoken_items, wording
from models.erasing import erase_file
from models.files import File
from models.kept import discard, kept_for, use
from models.showing import is_heard
from models.stored_forms import SpokenPrompt, form_mark


@dataclass(frozen=True, slots=True)
class Spoken:
    """By whom and when the prompts of one form were spoken in one language."""

    form: str
    language: str
    staff_id: str
    at: datetime


def taken(session: Session, form: Form, entries: Sequence[Mapping[str, Json]]) -> dict[str, File]:
    """The recordings that staff took and that can be played, by the wording they speak. Of one
    wording that the form has twice the later recording speaks for both."""
    found = {}
    for item, entry in zip(spoken_items(form), entries, strict=False):
        identity = entry.get("voice") if entry.get("use") == "yes" else None
        file = session.get(File, identity) if isinstance(identity, str) else None
        if file is not None and is_heard(file):
            found[wording(form, item.key)] = file
    return found


def store(session: Session, spoken: Spoken, files: Mapping[str, File]) -> None:
    """What was spoken for the same wording before goes, bytes and all."""
    for mark, file in files.items():
        row = session.scalar(
            sa.select(SpokenPrompt).where(
                SpokenPrompt.form_name == spoken.form,
                SpokenPrompt.language == spoken.language,
                SpokenPrompt.wording == mark,
            )
        )
        if row is None:
            row = SpokenPrompt(form_name=spoken.form, language=spoken.language, wording=mark)
            session.add(row)
        elif row.file_id != file.id:
            erase_file(session, session.get_one(File, row.file_id), spoken.at)
        row.file_id, row.recorded_at, row.recorded_by = file.id, spoken.at, spoken.staff_id
    session.flush()


def settle(
    session: Session, conversation_id: int, form: str, files: Sequence[File], now: datetime
) -> None:
    """The messages of the recording: those in use belong to the form, the others go."""
    rows = kept_for(session, f"conversation:{conversation_id}:")
    used = {file.id for file in files}
    use([row for row in rows if row.file_id in used], form_mark(form))
    discard(session, [row for row in rows if row.file_id not in used], now)
