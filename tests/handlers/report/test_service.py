"""Reports as rows: numbered, corrected with history, freed of what was taken back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.report import service
from handlers.report.known import Sender
from models.files import File
from models.forums import Forum, ForumReport, ReportHistory
from models.people import Speaking
from models.words import Class, FileShows, ReportState
from tests.handlers.report.conftest import NOW, TODAY, filled


def test_a_sent_report_stands_as_forum_report_and_issue(sent: ForumReport) -> None:
    assert (sent.number, sent.state) == ("ว 69/001", ReportState.SUBMITTED)
    assert (sent.men, sent.women, sent.total) == (20, 34, 54)
    assert (sent.forum.held_on, sent.forum.fiscal_year_be) == (date(2026, 7, 12), 2569)
    assert [(issue.rank, issue.text) for issue in sent.issues] == [(1, "น้ำประปาไม่ไหล")]


def test_who_sent_it_and_through_which_account_is_kept(sent: ForumReport, sender: Sender) -> None:
    assert (sent.account_id, sent.reported_by) == (sender.account_id, sender.person_id)


def test_numbers_run_within_the_fiscal_year_and_begin_again_in_october(
    session: Session, sender: Sender
) -> None:
    days = (TODAY, TODAY, date(2026, 9, 30), date(2026, 10, 1))
    numbers = [service.submit(session, filled(), sender, NOW, day).number for day in days]
    assert numbers == ["ว 69/001", "ว 69/002", "ว 69/003", "ว 70/001"]


def test_two_reports_of_one_day_in_one_village_are_of_one_forum(
    session: Session, sender: Sender
) -> None:
    reports = [service.submit(session, filled(), sender, NOW, TODAY) for _ in range(2)]
    assert reports[0].forum_id == reports[1].forum_id
    assert session.scalar(sa.select(sa.func.count()).select_from(Forum)) == 1


def test_every_photo_starts_internal_and_is_of_the_forum(sent: ForumReport, photo: File) -> None:
    assert (photo.report_id, photo.shows) == (sent.id, FileShows.FORUM)
    assert photo.file_class is Class.INTERNAL


def test_uncounted_people_are_a_total_alone(session: Session, sender: Sender) -> None:
    told = replace(filled(), men=None, women=None, total=50)
    report = service.submit(session, told, sender, NOW, TODAY)
    assert (report.men, report.women, report.total) == (None, None, 50)


def test_what_people_talked_about_is_the_issue_when_none_worried_them_most(
    session: Session, sender: Sender
) -> None:
    report = service.submit(session, replace(filled(), top=None), sender, NOW, TODAY)
    assert [issue.text for issue in report.issues] == ["น้ำประปา ไฟทาง"]


def test_a_correction_keeps_the_number_and_what_it_said_before(
    session: Session, sent: ForumReport, sender: Sender
) -> None:
    now = replace(service.filled_of(sent), women=35, total=55)
    service.correct(session, sent, now, Speaking(sender.account_id), NOW + timedelta(days=1))
    assert (sent.number, sent.women, sent.total, sent.revision) == ("ว 69/001", 35, 55, 2)
    history = session.scalars(sa.select(ReportHistory)).one()
    assert json.loads(history.before or "")["women"] == 34
    assert json.loads(history.after or "")["women"] == 35


def test_a_report_comes_back_as_it_was_filled(sent: ForumReport, photo: File) -> None:
    assert service.filled_of(sent) == filled(photo)


def test_a_report_may_be_changed_for_seven_days(sent: ForumReport) -> None:
    assert service.is_open(sent, NOW + timedelta(days=7))
    assert not service.is_open(sent, NOW + timedelta(days=7, seconds=1))


def test_only_the_account_that_sent_it_finds_it(session: Session, sent: ForumReport) -> None:
    assert (
        service.own_report(session, sent.id, Speaking(sent.account_id or "", sent.reported_by))
        is sent
    )
    assert service.own_report(session, sent.id, Speaking("somebody else")) is None
