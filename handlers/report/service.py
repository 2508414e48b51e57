"""Forum reports as rows: sent, found again, corrected. No chat in here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import new_id
from base.thai.format import fiscal_year_be
from handlers.report.known import Sender
from models.albums import ids_in_order, in_order
from models.approving import changed_since
from models.cases import next_number
from models.corrections import CORRECTED
from models.files import File
from models.forums import ForumReport, Issue, ReportHistory, forum_of
from models.moving import move_to_day
from models.people import Speaking, known_by_name
from models.words import FileKind, FileShows, FileState, ReportState

WITHIN = timedelta(days=7)
NUMBER = "ว {year:02d}/{running:03d}"


@dataclass(frozen=True)
class Filled:
    """A filled quick form. `men` and `women` are None when nobody counted them apart.

    `topic_voice` and `photos` are ids of files; `internal`: somebody in the photos must not be
    shown outside; `helping`: sent for somebody else, whose name may have been told.
    """

    held_on: date
    village_code: str | None
    total: int
    men: int | None = None
    women: int | None = None
    topic: str | None = None
    topic_voice: str | None = None
    top: str | None = None
    photos: tuple[str, ...] = ()
    internal: bool = True
    helping: bool = False
    for_whom: str | None = None


def submit(
    session: Session,
    filled: Filled,
    sender: Sender,
    now: datetime,
    today: date,
) -> ForumReport:
    """Store a report under the next number of the fiscal year of `today` (a day in Bangkok)."""
    year = fiscal_year_be(today)
    running = next_number(session, "report", year)
    report = ForumReport(
        id=new_id(),
        forum_id=forum_of(session, filled.village_code, filled.held_on, now).id,
        number=NUMBER.format(year=year % 100, running=running),
        state=ReportState.SUBMITTED,
        account_id=sender.account_id,
        reported_by=sender.person_id,
        submitted_at=now,
    )
    session.add(report)
    _write(session, report, filled)
    return report


def correct(
    session: Session, report: ForumReport, filled: Filled, by: Speaking, now: datetime
) -> bool:
    """Change a sent report; what it said before goes into its history, with who changed it. False
    when it says the same as before."""
    before = _told(session, report)
    if _is_same(session, report, filled):
        return False
    forum = report.forum
    if (forum.village_code, forum.held_on) != (filled.village_code, filled.held_on):
        move_to_day(session, report, filled.village_code, filled.held_on, now)
    report.revision += 1
    changed_since(report)
    _write(session, report, filled)
    session.expire(report, ["forum", "issues"])
    history = ReportHistory(report_id=report.id, at=now, what=CORRECTED)
    history.account_id, history.person_id = by.account_id, by.person_id
    history.before, history.after = before, _told(session, report)
    session.add(history)
    session.flush()
    return True


def _is_same(session: Session, report: ForumReport, filled: Filled) -> bool:
    now = replace(filled_of(report), photos=tuple(one.id for one in pictures(session, report)))
    return replace(filled, photos=()) == replace(now, photos=()) and (
        set(filled.photos) == set(now.photos)
    )


def filled_of(report: ForumReport) -> Filled:
    """What a report says now, as the form would have it."""
    extra: dict[str, Any] = json.loads(report.answers_json or "{}")
    top = report.issues[0].text if report.issues and extra.get("top") else None
    return Filled(
        held_on=report.forum.held_on,
        village_code=report.forum.village_code,
        total=report.total or 0,
        men=report.men,
        women=report.women,
        topic=report.topic,
        topic_voice=extra.get("topic_voice"),
        top=top,
        photos=tuple(extra.get("photos", ())),
        internal=report.photos_internal,
        helping=report.for_another,
        for_whom=report.behalf_name,
    )


def is_open(report: ForumReport, now: datetime) -> bool:
    """May its sender still change it; what came back, for as long as it waits for them. What was
    approved is sent anew by a change."""
    if report.state is ReportState.RETURNED:
        return True
    sent = report.submitted_at
    sent_once = report.state in (ReportState.SUBMITTED, ReportState.APPROVED)
    return sent_once and sent is not None and now - sent <= WITHIN


def own_report(session: Session, report_id: str, by: Speaking) -> ForumReport | None:
    """A report, if whoever speaks sent it, from this phone or another."""
    report = session.get(ForumReport, report_id)
    return report if report is not None and _owns(by, report) else None


def recent_report(session: Session, by: Speaking, now: datetime) -> ForumReport | None:
    """The newest report of theirs, if it may still be changed."""
    mine = sa.or_(ForumReport.account_id == by.account_id, ForumReport.reported_by == by.person_id)
    rows = session.scalars(
        sa.select(ForumReport)
        .where(mine, ForumReport.submitted_at > now - WITHIN)
        .order_by(ForumReport.submitted_at.desc(), ForumReport.number.desc())
    )
    report = next((one for one in rows if _owns(by, one)), None)
    return report if report is not None and is_open(report, now) else None


def _owns(by: Speaking, report: ForumReport) -> bool:
    return by.owns(report.account_id, report.reported_by)


def pictures(session: Session, report: ForumReport) -> list[File]:
    """A report's photos as their sender sees them (models/albums.py)."""
    rows = session.scalars(
        sa.select(File).where(
            File.report_id == report.id,
            File.kind == FileKind.IMAGE,
            File.state != FileState.ERASED,
        )
    )
    return in_order(rows)


def _write(session: Session, report: ForumReport, filled: Filled) -> None:
    report.men, report.women, report.total = filled.men, filled.women, filled.total
    report.topic, report.photos_internal = filled.topic, filled.internal
    report.for_another, report.behalf_name = filled.helping, filled.for_whom
    report.on_behalf_of = _known(session, filled)
    report.answers_json = json.dumps(
        {
            "top": filled.top is not None,
            "topic_voice": filled.topic_voice,
            "photos": ids_in_order(session, filled.photos),
        },
        ensure_ascii=False,
    )
    session.flush()
    _issue(session, report, filled.top or filled.topic)
    _attach(session, report, filled)
    session.flush()


def _known(session: Session, filled: Filled) -> str | None:
    """Whom the register of that village knows by the name."""
    if not filled.for_whom or not filled.village_code:
        return None
    return known_by_name(session, filled.for_whom, [filled.village_code])


def _issue(session: Session, report: ForumReport, text: str | None) -> None:
    """What people worried about most has rank 1; without one, what they talked about."""
    known = session.scalar(sa.select(Issue).where(Issue.report_id == report.id, Issue.rank == 1))
    if known is not None:
        known.text = text
    elif text:
        session.add(Issue(report_id=report.id, rank=1, text=text))


def _attach(session: Session, report: ForumReport, filled: Filled) -> None:
    for file_id in (*filled.photos, *filter(None, (filled.topic_voice,))):
        file = session.get(File, file_id)
        if file is None or file.state is FileState.ERASED:
            continue
        if file.report_id is None and file.kind is FileKind.IMAGE:
            file.shows = FileShows.FORUM
        file.report_id = report.id


def _told(session: Session, report: ForumReport) -> str:
    filled = filled_of(report)
    told: Mapping[str, Any] = replace(filled, photos=()).__dict__ | {
        "held_on": filled.held_on.isoformat(),
        "on_behalf_of": report.on_behalf_of,
        "photos": [file.id for file in pictures(session, report)],
    }
    return json.dumps(told, ensure_ascii=False)
