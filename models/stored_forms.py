"""Forms that staff brought: their versions, what belongs to them, and prompts spoken for them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.columns import Base, UTCDateTime
from models.files import File
from models.mailbox import FormVersion
from models.words import FileState

STORED = "stored"  # FormVersion.room of forms that no room of ours has in the tree
LONGEST_NAME = 80


class StoredForm(Base):
    """One version of a form; its bytes are those of the FormVersion of that digest.

    `name` is its form_id, the same in all versions; the one brought last is in use. `languages`
    are codes with spaces between them.
    """

    __tablename__ = "stored_form"
    digest: Mapped[str] = mapped_column(sa.ForeignKey("form_version.digest"), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(LONGEST_NAME), index=True)
    title: Mapped[str] = mapped_column(sa.Text)
    version: Mapped[str] = mapped_column(sa.Text, default="")
    languages: Mapped[str] = mapped_column(sa.Text, default="")
    questions: Mapped[int]
    added_at: Mapped[datetime] = mapped_column(UTCDateTime)
    added_by: Mapped[str | None] = mapped_column(sa.ForeignKey("staff.id"))


class FormFile(Base):
    """What a version names: a picture, a recording or a video as a File, or a table's own bytes,
    with their SHA-256 by which whoever has read them knows them again."""

    __tablename__ = "form_file"
    __table_args__ = (sa.UniqueConstraint("digest", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(sa.ForeignKey("stored_form.digest"))
    name: Mapped[str] = mapped_column(sa.String(200))
    file_id: Mapped[str | None] = mapped_column(sa.ForeignKey("file.id"), index=True)
    content: Mapped[bytes | None]
    sha256: Mapped[str | None] = mapped_column(sa.String(64), index=True)


class SpokenPrompt(Base):
    """A question as somebody spoke it in a language that the form does not write. A voice is
    somebody's own: it goes when that person takes it back, or deletes what is held of them.

    `wording` is the SHA-256 of what was spoken, so that a later version keeps the prompts of what
    it still says, and no others.
    """

    __tablename__ = "spoken_prompt"
    __table_args__ = (sa.UniqueConstraint("form_name", "language", "wording"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    form_name: Mapped[str] = mapped_column(sa.String(LONGEST_NAME))
    language: Mapped[str] = mapped_column(sa.String(20))
    wording: Mapped[str] = mapped_column(sa.String(64))
    file_id: Mapped[str] = mapped_column(sa.ForeignKey("file.id"), index=True)
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    recorded_by: Mapped[str | None] = mapped_column(sa.ForeignKey("staff.id"))


def form_mark(digest: str) -> str:
    """`Kept.used_for` of a message whose file belongs to that form."""
    return f"form:{digest}"


@dataclass(frozen=True, slots=True)
class Brought:
    """What is to be known of a form that can be asked."""

    digest: str
    source: bytes
    name: str
    title: str
    version: str
    languages: tuple[str, ...]
    questions: int


def store_form(session: Session, form: Brought, staff_id: str | None, now: datetime) -> StoredForm:
    """The form as the version in use; the same bytes again are the same row."""
    if session.get(FormVersion, form.digest) is None:
        session.add(
            FormVersion(digest=form.digest, room=STORED, source=form.source, first_used_at=now)
        )
        session.flush()
    row = session.get(StoredForm, form.digest) or StoredForm(digest=form.digest)
    row.name, row.title = form.name[:LONGEST_NAME], form.title
    row.version, row.languages = form.version, " ".join(form.languages)
    row.questions, row.added_at, row.added_by = form.questions, now, staff_id
    session.add(row)
    session.flush()
    return row


def form_in_use(session: Session, name: str) -> StoredForm | None:
    """The version of that form_id which was brought last."""
    return session.scalar(
        sa.select(StoredForm)
        .where(StoredForm.name == name)
        .order_by(StoredForm.added_at.desc(), StoredForm.digest)
        .limit(1)
    )


def forms_in_use(session: Session) -> list[StoredForm]:
    """Each form once, in the version in use; the one brought last first."""
    found: dict[str, StoredForm] = {}
    order = (StoredForm.added_at.desc(), StoredForm.digest)
    for row in session.scalars(sa.select(StoredForm).order_by(*order)):
        found.setdefault(row.name, row)
    return list(found.values())


def attach(
    session: Session,
    digest: str,
    name: str,
    *,
    file_id: str | None = None,
    content: bytes | None = None,
) -> None:
    """What a version names, as a File or as a table's bytes; a later one takes its place."""
    row = session.scalar(
        sa.select(FormFile).where(FormFile.digest == digest, FormFile.name == name)
    )
    row = row or FormFile(digest=digest, name=name)
    row.file_id, row.content = file_id, content
    row.sha256 = None if content is None else hashlib.sha256(content).hexdigest()
    session.add(row)
    session.flush()


def attached(session: Session, digest: str, name: str) -> File | None:
    """The picture, recording or video of that name, if it is here."""
    return session.scalar(
        sa.select(File)
        .join(FormFile, FormFile.file_id == File.id)
        .where(FormFile.digest == digest, FormFile.name == name)
        .where(File.state == FileState.STORED)
    )


def attached_table(session: Session, digest: str, name: str) -> str | None:
    """The SHA-256 of the table of that name (`prices.csv`)."""
    return session.scalar(
        sa.select(FormFile.sha256).where(FormFile.digest == digest, FormFile.name == name)
    )


def table_bytes(session: Session, sha256: str) -> bytes:
    chosen = sa.select(FormFile.content).where(FormFile.sha256 == sha256).limit(1)
    return session.scalar(chosen) or b""


def spoken_prompt(session: Session, form_name: str, language: str, wording: str) -> File | None:
    """What somebody spoke for this wording, if it can still be heard."""
    return session.scalar(
        sa.select(File)
        .join(SpokenPrompt, SpokenPrompt.file_id == File.id)
        .where(SpokenPrompt.form_name == form_name, SpokenPrompt.language == language)
        .where(SpokenPrompt.wording == wording, File.state == FileState.STORED)
    )


def spoken_languages(session: Session, form_name: str) -> list[str]:
    """The codes of the languages in which something of a form was spoken."""
    chosen = (
        sa.select(SpokenPrompt.language)
        .join(File, File.id == SpokenPrompt.file_id)
        .where(SpokenPrompt.form_name == form_name, File.state == FileState.STORED)
    )
    return list(session.scalars(chosen.distinct().order_by(SpokenPrompt.language)))


def belongs_to_form(session: Session, file_id: str) -> bool:
    """Whether everybody who answers a form may see or hear this file."""
    named = sa.select(FormFile.id).where(FormFile.file_id == file_id)
    spoken = sa.select(SpokenPrompt.id).where(SpokenPrompt.file_id == file_id)
    return any(session.scalar(one.limit(1)) is not None for one in (named, spoken))
