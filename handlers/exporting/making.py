"""An export that was asked for in the chat is made by a worker, outside of any transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from base.files import Draft, Files, Stored
from bot.inbox.turn import Context
from bot.tasks import Outcome, TaskKind
from forms import Reader
from handlers.exporting import reports, service
from models.database import Database
from models.exports import END, MAKE, ResponseExport, end
from models.files import File
from models.surveys import Survey
from models.tasks import ScheduledTask
from models.words import Class, FileKind, FileState
from reports.responses import Extras, Format, Plan, export
from reports.responses import Response as Row

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Readers = Callable[[], Mapping[str, Reader]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must be known to make one: the plan, given the readers, and the rows."""

    plan: Callable[[Mapping[str, Reader]], Plan]
    rows: Callable[[], Iterator[Row]]
    zone: ZoneInfo


def kinds(readers: Readers, sources: reports.Sources) -> tuple[TaskKind, ...]:
    return (
        TaskKind(MAKE, _made, outside=partial(make, readers=readers, sources=sources)),
        TaskKind(END, _ended),
    )


def make(
    database: Database,
    files: Files,
    export_id: str,
    *,
    readers: Readers,
    sources: reports.Sources,
) -> None:
    """May be repeated: what is there, or must not come any more, is left alone."""
    wanted = _wanted(database, export_id, sources)
    if wanted is None:
        return
    plan, names = wanted.plan(readers()), partial(service.file_name, database)
    with TemporaryDirectory(prefix="wethi-export-") as folder, files.draft() as draft:
        whole = Path(folder) / "whole"
        export(plan, wanted.rows, whole, Format.XLSX, wanted.zone, Extras("th"), names)
        _copy(whole, draft)
        stored = draft.commit(export_id)
    if not _kept(database, export_id, stored):
        files.delete(stored.name)


def _wanted(database: Database, export_id: str, sources: reports.Sources) -> Wanted | None:
    with database.read() as session:
        row = session.get(ResponseExport, export_id)
        if row is None or row.ended or row.file_id:
            return None
        if row.survey_id is None:
            return _of_reports(database, session, row, sources)
        return _of_survey(database, session, row, session.get_one(Survey, row.survey_id))


def _of_reports(
    database: Database, session: Session, row: ResponseExport, sources: reports.Sources
) -> Wanted:
    shape, older = reports.shape_for(names=row.names), reports.older_forms(session)

    def plan(readers: Mapping[str, Reader]) -> Plan:
        return reports.plan_for(sources, older, shape, readers)

    districts = row.districts.split()
    rows = partial(reports.rows, database, districts, names=row.names)
    return Wanted(plan, rows, ZoneInfo(row.zone))


def _of_survey(database: Database, session: Session, row: ResponseExport, survey: Survey) -> Wanted:
    zone, key = ZoneInfo(row.zone), survey.key
    shape = service.shape_for(session, survey.id, names=row.names)
    sources = service.sources(session, survey.id)

    def plan(readers: Mapping[str, Reader]) -> Plan:
        return service.plan_for(key, sources, shape, readers)

    today = row.asked_at.astimezone(zone).date()
    rows = partial(service.rows, database, survey.id, today=today, names=row.names)
    return Wanted(plan, rows, zone)


def _copy(whole: Path, draft: Draft) -> None:
    with whole.open("rb") as source:
        copyfileobj(source, draft)


def _kept(database: Database, export_id: str, stored: Stored) -> bool:
    """False when it must not come any more."""
    with database.write() as session:
        row = session.get_one(ResponseExport, export_id, with_for_update=True)
        if row.ended:
            return False
        if row.file_id is None:
            session.add(_file(row, stored))
            session.flush()
            row.file_id = export_id
        return True


def _file(row: ResponseExport, stored: Stored) -> File:
    return File(
        id=row.id,
        kind=FileKind.FILE,
        state=FileState.STORED,
        file_class=Class.RESTRICTED,
        account_id=row.account_id,
        path=stored.name,
        sha256=stored.sha256,
        size=stored.size,
        content_type=XLSX,
        sent_at=row.asked_at,
        due_at=row.asked_at,
    )


def _made(session: Session, _context: Context, task: ScheduledTask, _now: datetime) -> Outcome:
    row = session.get(ResponseExport, task.subject)
    there = row is not None and row.file_id is not None
    return Outcome(result="made" if there else "no longer wanted", dropped=not there)


def _ended(session: Session, _context: Context, task: ScheduledTask, now: datetime) -> Outcome:
    row = session.get(ResponseExport, task.subject, with_for_update=True)
    if row is not None:
        end(session, row, now)
    return Outcome(result="gone")
