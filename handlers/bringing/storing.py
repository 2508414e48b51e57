"""A form that can be asked into rows, with what it names; everything may be repeated."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.files import Files
from bot.media.fetch import Fetched, kept
from bot.media.poster import poster
from forms.form import Form
from forms.languages import UNNAMED
from forms.named import Medium, Named
from handlers.bringing.looking import Looked, length
from handlers.bringing.parcel import Sent
from models.files import File
from models.staff import note
from models.stored_forms import (
    Brought,
    FormFile,
    StoredForm,
    attach,
    form_in_use,
    forms_in_use,
    store_form,
)
from models.words import FileState

ADDED = "forms.add"
Stored = Mapping[str, File | bytes]  # what a form names: by its name there


def names_had(session: Session) -> dict[str, Collection[str]]:
    """What each version has by its digest, and what the one in use has by form_id; what was taken
    back is not had."""
    rows = session.execute(
        sa.select(FormFile.digest, FormFile.name)
        .outerjoin(File, File.id == FormFile.file_id)
        .where(sa.or_(FormFile.file_id.is_(None), File.state == FileState.STORED))
    )
    found: dict[str, Collection[str]] = {}
    for digest, name in rows:
        found[digest] = [*found.get(digest, ()), name]
    in_use = {row.name: found.get(row.digest, ()) for row in forms_in_use(session)}
    return found | in_use


def brought(form: Form, source: bytes) -> Brought:
    return Brought(
        digest=form.digest,
        source=source,
        name=form.name,
        title=form.title,
        version=form.version,
        languages=tuple(form.languages),
        questions=len(form.questions),
    )


def store(
    session: Session, looked: Looked, with_it: Stored, staff_id: str | None, now: datetime
) -> StoredForm:
    """The form as the version in use; what it names and did not come stays that of the last one."""
    assert looked.form is not None
    before = form_in_use(session, looked.form.name)
    row = store_form(session, brought(looked.form, looked.source), staff_id, now)
    for named in looked.form.files:
        one = with_it.get(named.name)
        if isinstance(one, bytes):
            attach(session, row.digest, named.name, content=one)
        elif one is not None:
            attach(session, row.digest, named.name, file_id=one.id)
        elif before is not None and before.digest != row.digest:
            _carry(session, before.digest, row.digest, named)
    note(session, now, staff_id, ADDED, row.digest, row.name)
    return row


def _carry(session: Session, before: str, digest: str, named: Named) -> None:
    """Unless this version has it from when it was in use before."""
    theirs, own = (_called(session, one, named.name) for one in (before, digest))
    if theirs is not None and own is None:
        attach(session, digest, named.name, file_id=theirs.file_id, content=theirs.content)


def _called(session: Session, digest: str, name: str) -> FormFile | None:
    rows = session.scalars(sa.select(FormFile).where(FormFile.digest == digest))
    return next((row for row in rows if row.name.casefold() == name.casefold()), None)


def on_disk(files: Files, sent: Sent, of: tuple[str, Named], now: datetime) -> File:
    """A file that lies elsewhere, among our own, as what `of` (the digest of a form, and what it
    names) says; its row is not in the database yet. Whoever does it again after a kill makes the
    same row of the same bytes."""
    (digest, named), content = of, sent.path.read_bytes()
    identity = hashlib.sha256(f"{digest}/{named.name}/".encode() + content).hexdigest()[:32]
    with files.draft() as draft:
        draft.write(content)
        draft.flush()
        row = File(id=identity, kind=sent.kind, state=FileState.STORED, due_at=now, sent_at=now)
        describe(row, kept(draft, row.id, files, sent.content_type))
    for name, value in playable(files, sent, named.medium, row.id).items():
        setattr(row, name, value)
    return row


def describe(row: File, found: Fetched) -> None:
    row.path, row.thumbnail, row.kind = found.name, found.thumbnail, found.kind
    row.sha256, row.size, row.content_type = found.sha256, found.size, found.content_type


def playable(files: Files, sent: Sent, medium: Medium, owner: str) -> dict[str, Any]:
    """What LINE asks for beside the bytes, as columns of the File: how long a recording is, a
    picture that stands for a video."""
    if medium is Medium.AUDIO:
        return {"duration_ms": length(sent)}
    if medium is Medium.VIDEO:
        return {"thumbnail": files.put(poster(), owner).name}
    return {}


def tongues(form: Form) -> list[str]:
    """What the form's languages call themselves, where it has any."""
    return [name for code, name in form.names.items() if code != UNNAMED]
