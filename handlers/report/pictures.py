"""Photos of a sent report: joined later, taken out again, and told what they show."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers.report.service import pictures
from models.approving import changed_since
from models.files import File
from models.forums import ForumReport
from models.kept import Kept, kept_for, use
from models.words import Class, FileKind, FileShows, KeptState

BURST = timedelta(minutes=10)

CLASS_OF = {
    FileShows.FORUM: Class.INTERNAL,
    FileShows.SIGN_IN: Class.RESTRICTED,
    FileShows.OTHER: Class.INTERNAL,
}


def takes_late(session: Session, report: ForumReport, now: datetime) -> bool:
    """Sent without a photo, or the last ones came a moment ago: the next one joins by itself."""
    late = kept_for(session, f"report:{report.id}:late-")
    if late:
        return now - late[-1].said_at <= BURST
    return not pictures(session, report)


def join(session: Session, report: ForumReport, rows: list[Kept]) -> list[Kept]:
    """Put kept photos into a report; those of the rows that were photos."""
    joined: list[Kept] = []
    for row in rows:
        file = session.get(File, row.file_id) if row.file_id else None
        if file is None or file.kind is not FileKind.IMAGE:
            continue
        file.report_id = report.id
        _shows(file, FileShows.FORUM)
        use([row], f"report:{report.id}:late-{file.id}")
        joined.append(row)
    if joined:
        changed_since(report)
    session.flush()
    return joined


def batch_of(session: Session, report: ForumReport, row: Kept) -> list[Kept]:
    """The photos that joined together with this one."""
    late = kept_for(session, f"report:{report.id}:late-")
    return [one for one in late if abs(one.said_at - row.said_at) <= BURST]


def take_out(session: Session, report: ForumReport, since: int) -> list[Kept]:
    """Undo a joining: photos kept from row `since` on are loose again."""
    late = [row for row in kept_for(session, f"report:{report.id}:late-") if row.id >= since]
    for row in late:
        file = session.get(File, row.file_id) if row.file_id else None
        if file is not None:
            file.report_id = None
            _shows(file, FileShows.OTHER)
        row.state, row.used_for = KeptState.LOOSE, ""
    session.flush()
    return late


def _shows(file: File, shows: FileShows) -> None:
    """A sign-in sheet stays one wherever it goes."""
    if file.shows is not FileShows.SIGN_IN:
        file.shows = shows


def set_kind(file: File, shows: FileShows) -> None:
    """A sign-in sheet is restricted from this moment; every other photo is internal."""
    file.shows, file.file_class = shows, CLASS_OF[shows]
