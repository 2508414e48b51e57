"""Files of responses and reports that officers asked for in the chat: made by a task, there for an
hour."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from base.files import all_of
from base.ids import new_id
from models.columns import Base, UTCDateTime
from models.erasing import erase_file, plan_bytes
from models.files import File
from models.tasks import plan
from models.words import FileKind, FileState

PURPOSE = "responses"  # of the tickets
MAKE, END = "responses.make", "responses.end"
REPORTS = "reports"  # what an export of reports is called, in file names and the audit log
LASTS = timedelta(hours=1)


class ResponseExport(Base):
    """Responses of a survey; where `survey_id` is None, reports of forums: of these `districts`
    (codes with blanks between), or of all.

    `file_id` is None until it is made. `ended`: the file is gone, or must not come any more.

    `zone` is the office's when it was asked for; `names`: with people's names in it.
    """

    __tablename__ = "response_export"
    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    survey_id: Mapped[str | None] = mapped_column(sa.ForeignKey("survey.id"))
    districts: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    account_id: Mapped[str] = mapped_column(sa.ForeignKey("account.id"))
    zone: Mapped[str] = mapped_column(sa.String(60))
    names: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    until: Mapped[datetime] = mapped_column(UTCDateTime)
    file_id: Mapped[str | None] = mapped_column(sa.ForeignKey("file.id"), index=True)
    ended: Mapped[bool] = mapped_column(default=False, index=True)


def ask(
    session: Session,
    survey_id: str | None,
    account_id: str,
    zone: str,
    now: datetime,
    *,
    names: bool,
    districts: Iterable[str] = (),
) -> ResponseExport:
    """Planned to be made now, and to be gone an hour later."""
    made = ResponseExport(
        id=new_id(),
        survey_id=survey_id,
        districts=" ".join(sorted(districts)),
        account_id=account_id,
        zone=zone,
        names=names,
        asked_at=now,
        until=now + LASTS,
    )
    session.add(made)
    session.flush()
    plan(session, MAKE, made.id, now, now)
    plan(session, END, made.id, made.until, now)
    return made


def end(session: Session, export: ResponseExport, now: datetime) -> None:
    """Its bytes leave the disk, also those of a worker that died before it could say of them."""
    if export.ended:
        return
    file = session.get(File, export.file_id) if export.file_id else None
    if file is None:
        file = File(id=export.id, kind=FileKind.FILE, state=FileState.STORED, due_at=now)
        session.add(file)
    file.path = all_of(export.id)
    erase_file(session, file, now)
    export.ended = True
    plan_bytes(session, now)


def end_all(session: Session, now: datetime) -> None:
    """Somebody took back what they said: no file that may hold it stays."""
    for export in session.scalars(sa.select(ResponseExport).where(~ResponseExport.ended)).all():
        end(session, export, now)
