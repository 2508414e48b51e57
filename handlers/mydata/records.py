"""What the office keeps of a report and of a case when its sender's data is deleted.

Of a report its number, forum, counts, topic, issues, what was agreed and photos, because they are
the village's and not the sender's, without who promised or helped, and without what outsiders
should not see; of a case its number, class, place's village, dates and outcome. A story may name
anybody in any words, so it goes, and an open case is withdrawn with it. Neither says any more who
sent it. (design.md, promise 6.)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import digest
from handlers.mydata.relayed import unsay, unsay_albums
from models.cases import Case, CaseAction
from models.corrections import HELPED, forget_answers, once_sent_for
from models.erasing import erase_file
from models.files import File
from models.forums import ForumReport, ReportHistory, Resolution, secret_of
from models.kept import Kept
from models.questions import ReportQuestion
from models.told_more import without_names
from models.words import ActionKind, CaseState, FileKind

ENDED = (CaseState.CLOSED, CaseState.WITHDRAWN)


def without_sender(session: Session, report: ForumReport, now: datetime) -> None:
    """The village's record, and nobody's."""
    report.account_id = report.reported_by = report.on_behalf_of = None
    report.behalf_name = report.answers_json = None
    without_names(report)
    session.execute(
        sa.update(ReportHistory)
        .where(ReportHistory.report_id == report.id)
        .values(account_id=None, person_id=None, before=None, after=None)
    )
    _without_names(session, Resolution.report_id == report.id)
    answers = sa.update(ReportQuestion).where(ReportQuestion.report_id == report.id)
    session.execute(answers.values(answered_by=None))
    secret = secret_of(session, report.id)
    if secret is not None:  # told in confidence, and in any words
        secret.text = None
    _evidence(session, report.id, now)


def _without_names(session: Session, of: sa.ColumnElement[bool]) -> None:
    """What was agreed stays; who promised it does not."""
    session.execute(sa.update(Resolution).where(of).values(who=None, promised_by=None))


def _evidence(session: Session, report_id: str, now: datetime) -> None:
    """Photos of the forum stay without their sender; a voice is a name, and goes."""
    for file in session.scalars(sa.select(File).where(File.report_id == report_id)).all():
        if file.kind is FileKind.IMAGE:
            file.account_id = file.mailbox_key = None
            file.image_set = _unknown(file.image_set, report_id)
            file.forget = True  # a photo still to be fetched needs LINE's message id until then
            if file.path is not None:
                file.message_id = None
        else:
            erase_file(session, file, now)


def _unknown(image_set: str | None, report_id: str) -> str | None:
    """Photos of one album stay one, under a name by which nobody who sent it is found again."""
    return digest(f"{report_id}:{image_set}".encode())[:32] if image_set else None


def without_filer(session: Session, case: Case, now: datetime, day: date, reason: str) -> None:
    """Number, days and outcome stay; a case that is open is withdrawn."""
    case.account_id = case.reported_by = case.on_behalf_of = None
    case.sealed_account = case.sealed_person = case.sealed_behalf = case.behalf_name = None
    case.filer_mark = case.code_hash = None
    case.story = case.place = case.latitude = case.longitude = None
    session.execute(sa.update(CaseAction).where(CaseAction.case_id == case.id).values(text=None))
    # What was told for a withheld case no longer says by whom, so it is found by the case.
    told = Kept.used_for.startswith(f"case:{case.id}:", autoescape=True)
    unsay(session, session.scalars(sa.select(Kept.id).where(told)).all(), now, "erased")
    unsay_albums(session, case.id, now)
    session.execute(sa.delete(Kept).where(told))
    for file in session.scalars(sa.select(File).where(File.case_id == case.id)).all():
        erase_file(session, file, now)
    if case.state not in ENDED:
        case.state, case.closed_at = CaseState.WITHDRAWN, now
    session.add(CaseAction(case_id=case.id, kind=ActionKind.WITHDRAWN, on_day=day, text=reason))


def forget_people(session: Session, gone: Iterable[str]) -> None:
    """What others filed for somebody who is gone, or together with them, names them no longer."""
    people = list(gone)
    _forget_helped(session, people)
    _forget_promises(session, people)
    for table in (Case, ForumReport):
        for column in ("reported_by", "on_behalf_of"):
            session.execute(
                sa.update(table).where(getattr(table, column).in_(people)).values({column: None})
            )
    answers = sa.update(ReportQuestion).where(ReportQuestion.answered_by.in_(people))
    session.execute(answers.values(answered_by=None))
    session.execute(
        sa.update(ReportHistory).where(ReportHistory.person_id.in_(people)).values(person_id=None)
    )


def _forget_promises(session: Session, people: Sequence[str]) -> None:
    """That they promised something, in somebody else's report, and in what it said before."""
    theirs = Resolution.promised_by.in_(people)
    reports = session.scalars(sa.select(Resolution.report_id).where(theirs).distinct()).all()
    forget_answers(session, reports, ("resolutions",))
    _without_names(session, theirs)


def _forget_helped(session: Session, people: Sequence[str]) -> None:
    """What whoever helped them called them goes from wherever it was written."""
    now_for = sa.select(ForumReport.id).where(ForumReport.on_behalf_of.in_(people))
    reports = [*session.scalars(now_for), *once_sent_for(session, people)]
    cases = _cases_for(session, people)
    forget_answers(session, reports, HELPED)
    for statement in (
        sa.update(ForumReport).where(ForumReport.on_behalf_of.in_(people)).values(behalf_name=None),
        sa.update(Case).where(Case.id.in_(cases)).values(behalf_name=None, sealed_behalf=None),
        sa.update(Kept).where(Kept.used_for.in_(_answers(reports, cases))).values(text=None),
    ):
        session.execute(statement)


def _cases_for(session: Session, people: Sequence[str]) -> list[str]:
    """Of a withheld case it is sealed for whom it was told, so one by one."""
    sealed = sa.select(Case.id, Case.sealed_behalf).where(Case.sealed_behalf.is_not(None))
    found = [case_id for case_id, behalf in session.execute(sealed) if behalf in people]
    return [*found, *session.scalars(sa.select(Case.id).where(Case.on_behalf_of.in_(people)))]


def _answers(reports: Iterable[str], cases: Iterable[str]) -> list[str]:
    """Kept.used_for of the messages in which it was said for whom."""
    of_reports = [f"report:{one}:{was}for_whom" for one in reports for was in ("", "was-")]
    return [*of_reports, *(f"case:{one}:for_whom" for one in cases)]
