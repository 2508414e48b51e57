"""What is taken back leaves a report: its words and photos go, number and state stay."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import row_number
from models.approving import changed_since
from models.corrections import HELPED, forget_answers
from models.files import File
from models.forums import ForumReport, Issue, ReportHistory, Resolution, secret_of
from models.inbox import Unsent
from models.questions import ReportQuestion, take_back
from models.told_more import forget_file, forget_more

UNSENT = "unsent"
REST = {"issue": "issues", "deed": "resolutions", "who": "resolutions", "secret": "secret"}


def forget(session: Session, report_id: str, field: str) -> None:
    """Take the words or the photo of an unsent message out; number and state stay, with a note.

    `field` is topic, top, told (a whole report in one message), photo-<file id>, of the rest
    issue-, deed- or who-<its row> and secret, more-<its name>, answer-<its question's row>, or
    was-<field> for words that a correction had replaced already: they stand in the history only.
    """
    report = session.get(ForumReport, report_id)
    if report is None:
        return
    kind, _, rest = field.partition("-")
    if kind in ("photo", "late", "voice"):
        _detach(session, report, rest)
    elif kind == "for_whom":
        report.on_behalf_of = report.behalf_name = None
    elif kind in REST:
        _forget_rest(session, report, kind, row_number(rest) or 0)
        rest = REST[kind]
    elif kind == "more":
        forget_more(session, report, rest)
        rest = kind
    elif kind == "answer":
        _forget_answer(session, report, row_number(rest) or 0)
        rest = kind
    elif kind != "was":
        _forget_words(report, kind)
    if kind != "was":
        changed_since(report)
    _forget_history(session, report, rest or kind)
    at = session.scalar(sa.select(sa.func.max(Unsent.at))) or report.submitted_at
    session.add(ReportHistory(report_id=report.id, at=at, what=UNSENT, after=kind))
    session.flush()


def notes(session: Session, report: ForumReport) -> list[str]:
    """What happened to a report since it was sent: words of ReportHistory.what, in order."""
    rows = session.scalars(
        sa.select(ReportHistory.what)
        .where(ReportHistory.report_id == report.id)
        .order_by(ReportHistory.id)
    )
    return list(rows)


def _forget_words(report: ForumReport, kind: str) -> None:
    extra: dict[str, Any] = json.loads(report.answers_json or "{}")
    if kind in ("topic", "told"):
        report.topic = None
    if kind in ("top", "told") or not extra.get("top"):
        for issue in report.issues:
            issue.text = None


def _forget_rest(session: Session, report: ForumReport, kind: str, row: int) -> None:
    issue = secret_of(session, report.id) if kind == "secret" else session.get(Issue, row)
    deed = session.get(Resolution, row)
    if kind in ("issue", "secret") and issue is not None and issue.report_id == report.id:
        issue.text = None
    elif kind == "deed" and deed is not None and deed.report_id == report.id:
        deed.what = None
    elif kind == "who" and deed is not None and deed.report_id == report.id:
        deed.who = deed.promised_by = None


def _forget_answer(session: Session, report: ForumReport, row: int) -> None:
    """The question that it answered waits again."""
    asked = session.get(ReportQuestion, row)
    if asked is not None and asked.report_id == report.id:
        take_back(session, asked)


def _forget_history(session: Session, report: ForumReport, field: str) -> None:
    """What it said before a correction goes with it."""
    together = {"told": ("topic", "top"), "for_whom": HELPED}
    forget_answers(session, [report.id], together.get(field, (field,)))


def _detach(session: Session, report: ForumReport, file_id: str) -> None:
    extra: dict[str, Any] = json.loads(report.answers_json or "{}")
    extra["photos"] = [one for one in extra.get("photos", []) if one != file_id]
    if extra.get("topic_voice") == file_id:
        extra["topic_voice"] = None
    report.answers_json = json.dumps(extra, ensure_ascii=False)
    forget_file(report, file_id)
    file = session.get(File, file_id)
    if file is not None and file.report_id == report.id:
        file.report_id = None
