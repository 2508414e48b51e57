"""The rest of a report as rows: told once, changed with history, closed to outsiders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.report.known import Sender
from handlers.report.rest import Deed, Rest, Told, rest_of, tell_rest
from handlers.report.taken_back import forget
from models.corrections import corrections
from models.forums import ForumReport, IssueStaff, ReportHistory, Resolution, secret_of
from models.people import Speaking
from models.staff import Staff
from models.words import RestState, Solver
from tests.golden.cast import base
from tests.handlers.report.conftest import NOW

FRIDAY = date(2026, 7, 17)
REST = Rest(
    issues=(Told("น้ำประปาไม่ไหล", Solver.LOCAL), Told("ไฟทางมืด", Solver.US)),
    deeds=(Deed("ไปแจ้ง อบต.", "น้ำประปาไม่ไหล", "ผม", FRIDAY),),
    level=3,
)
SECRET = replace(REST, secret="คนแปลกหน้าข้ามแดน")


@pytest.fixture
def by(sender: Sender) -> Speaking:
    return Speaking(sender.account_id, sender.person_id)


@pytest.fixture
def told(session: Session, sent: ForumReport, by: Speaking) -> ForumReport:
    base.officer(session, NOW)
    base.district_officer(session, NOW)
    tell_rest(session, sent, replace(SECRET, issues=_known(session, sent)), by, NOW)
    return sent


def _known(session: Session, report: ForumReport) -> tuple[Told, ...]:
    """The issue of the quick report stands first, in its own row."""
    row = rest_of(session, report).issues[0].row
    return (replace(REST.issues[0], row=row), REST.issues[1])


def test_issues_and_what_was_agreed_stand_in_rows_of_their_own(told: ForumReport) -> None:
    assert [(one.rank, one.text, one.solver) for one in told.issues] == [
        (1, "น้ำประปาไม่ไหล", Solver.LOCAL),
        (2, "ไฟทางมืด", Solver.US),
    ]
    deed = told.resolutions[0]
    assert (deed.issue_id, deed.who, deed.by_when) == (told.issues[0].id, "ผม", FRIDAY)
    assert (told.level, told.rest) == (3, RestState.TOLD)


def test_who_says_i_promised_it(told: ForumReport, sender: Sender) -> None:
    assert told.resolutions[0].promised_by == sender.person_id


def test_somebody_the_register_does_not_know_promised_it_by_name_only(
    session: Session, told: ForumReport, by: Speaking
) -> None:
    tell_rest(session, told, replace(REST, deeds=(Deed("ซ่อม", who="ช่างดำ"),)), by, NOW)
    assert [(one.who, one.promised_by) for one in told.resolutions] == [("ช่างดำ", None)]


def test_what_outsiders_should_not_see_is_no_issue_and_names_its_readers(
    session: Session, told: ForumReport
) -> None:
    secret = secret_of(session, told.id)
    assert secret is not None
    assert secret not in told.issues
    readers = session.scalars(
        sa.select(Staff.name).join(IssueStaff, IssueStaff.staff_id == Staff.id)
    ).all()
    assert readers == ["สมร สำนักงานจังหวัด"]


def test_a_change_is_kept_with_who_and_when_and_never_the_secret(
    session: Session, told: ForumReport, by: Speaking
) -> None:
    again = replace(rest_of(session, told), level=4, secret="อีกเรื่องหนึ่ง")
    assert tell_rest(session, told, again, by, NOW)
    first, second = corrections(session, told.id)
    assert (first.first, second.first) == (True, False)
    assert (second.person_id, second.at, second.answers) == (
        by.person_id,
        NOW,
        ("level", "secret"),
    )
    rows = session.scalars(sa.select(ReportHistory)).all()
    assert not any("แปลกหน้า" in f"{row.before}{row.after}" for row in rows)


def test_the_same_again_changes_nothing(session: Session, told: ForumReport, by: Speaking) -> None:
    revision = told.revision
    assert not tell_rest(session, told, rest_of(session, told), by, NOW)
    assert told.revision == revision


def test_what_is_taken_away_leaves_no_row(
    session: Session, told: ForumReport, by: Speaking
) -> None:
    left = replace(rest_of(session, told), deeds=(), secret=None)
    tell_rest(session, told, replace(left, issues=left.issues[:1]), by, NOW)
    assert [one.text for one in told.issues] == ["น้ำประปาไม่ไหล"]
    assert session.scalars(sa.select(Resolution)).all() == []
    assert session.scalars(sa.select(IssueStaff)).all() == []
    assert secret_of(session, told.id) is None


def test_enough_said_early_keeps_what_was_told(
    session: Session, sent: ForumReport, by: Speaking
) -> None:
    tell_rest(session, sent, replace(REST, whole=False), by, NOW)
    assert (sent.rest, len(sent.issues)) == (RestState.ENOUGH, 2)


@pytest.mark.parametrize("kind", ["issue", "deed", "who", "secret"])
def test_unsent_words_leave_their_row_and_the_history(
    session: Session, told: ForumReport, kind: str
) -> None:
    words = {
        "issue": "ไฟทางมืด",
        "deed": "ไปแจ้ง อบต.",
        "who": "ผม",
        "secret": "คนแปลกหน้าข้ามแดน",
    }[kind]
    row = told.issues[1].id if kind == "issue" else told.resolutions[0].id
    forget(session, told.id, "secret" if kind == "secret" else f"{kind}-{row}")
    secret = secret_of(session, told.id)
    left = [one.text for one in [*told.issues, *([secret] if secret else [])]]
    left += [text for one in told.resolutions for text in (one.what, one.who)]
    left += [text for one in session.scalars(sa.select(ReportHistory)) for text in (one.after,)]
    assert not any(words in (text or "") for text in left)


def test_another_reports_row_is_not_touched(session: Session, told: ForumReport) -> None:
    forget(session, told.id, f"issue-{told.issues[0].id + 1000}")
    assert [one.text for one in told.issues] == ["น้ำประปาไม่ไหล", "ไฟทางมืด"]
