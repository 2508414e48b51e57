"""What is told beyond issues and deeds: kept with history, taken back, and nobody's afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from forms.question import Json
from handlers.mydata.records import without_sender
from handlers.report.known import Sender
from handlers.report.rest import Rest, rest_of, tell_rest
from handlers.report.rest_more import attach, more_answers
from handlers.report.rest_steps import step_of
from handlers.report.taken_back import forget
from models.corrections import corrections
from models.files import File
from models.forums import ForumReport
from models.people import Speaking
from models.told_more import as_answers, more_of, tells
from models.words import Class, FileShows
from tests.handlers.report.conftest import NOW, new_photo

MORE = {"more": "yes", "venue": "ศาลากลางบ้าน", "cohosts": "แม่ทองใบ"}


@pytest.fixture
def by(sender: Sender) -> Speaking:
    return Speaking(sender.account_id, sender.person_id)


@pytest.fixture
def told(session: Session, sent: ForumReport, by: Speaking) -> ForumReport:
    first = rest_of(session, sent).issues[0]
    issue = replace(first, more={"cause": "ท่อแตก", "hit": 18})
    tell_rest(session, sent, Rest((issue,), more=MORE), by, NOW)
    return sent


def test_more_stands_in_the_report_and_what_is_of_an_issue_in_the_issue(
    told: ForumReport,
) -> None:
    assert more_of(told) == MORE
    assert as_answers(told)["issue"] == [{"what": "น้ำประปาไม่ไหล", "cause": "ท่อแตก", "hit": 18}]


def test_another_answer_among_them_is_a_correction(
    session: Session, told: ForumReport, by: Speaking
) -> None:
    now = rest_of(session, told)
    tell_rest(session, told, replace(now, more=MORE | {"venue": "วัด"}), by, NOW)
    assert corrections(session, told.id)[-1].answers == ("more",)


def test_what_is_unsent_leaves_the_answer_and_its_history(
    session: Session, told: ForumReport, by: Speaking
) -> None:
    now = rest_of(session, told)
    tell_rest(session, told, replace(now, more=MORE | {"round": 2}), by, NOW)
    forget(session, told.id, "more-venue")
    assert "venue" not in more_of(told)
    assert corrections(session, told.id)[-1].answers == ()


def test_what_is_unsent_leaves_its_issue(session: Session, told: ForumReport) -> None:
    forget(session, told.id, f"more-{told.issues[0].id}/cause")
    assert more_of(told.issues[0]) == {"hit": 18}


def test_names_go_with_their_sender_and_the_village_keeps_the_rest(
    session: Session, told: ForumReport
) -> None:
    without_sender(session, told, NOW)
    assert more_of(told) == {"more": "yes", "venue": "ศาลากลางบ้าน"}


def _with_sheet(session: Session, report: ForumReport, sender: Sender, by: Speaking) -> File:
    sheet = new_photo(session, sender)
    now = rest_of(session, report)
    tell_rest(session, report, replace(now, more={"sheet": sheet.id}), by, NOW)
    attach(session, report)
    return sheet


def test_a_sign_in_sheet_is_restricted_and_the_reports(
    session: Session, told: ForumReport, sender: Sender, by: Speaking
) -> None:
    sheet = _with_sheet(session, told, sender, by)
    assert (sheet.report_id, sheet.shows) == (told.id, FileShows.SIGN_IN)
    assert sheet.file_class is Class.RESTRICTED


def test_an_unsent_sheet_is_named_nowhere(
    session: Session, told: ForumReport, sender: Sender, by: Speaking
) -> None:
    sheet = _with_sheet(session, told, sender, by)
    forget(session, told.id, f"photo-{sheet.id}")
    assert (more_of(told), sheet.report_id) == ({}, None)


def test_a_question_that_a_province_adds_is_kept_by_its_name() -> None:
    found: dict[str, Json] = {
        "level": "3",
        "held_on": "2026-07-12",
        "snacks": "yes",
        "child[1]/age": 4,
    }
    assert more_answers(found) == {"snacks": "yes", "child": [{"age": 4}]}


def test_what_only_opens_more_questions_tells_nothing() -> None:
    paths = ("more", "of_people", "people/young", "issue[1]/what", "issue[1]/cause")
    assert [path for path in paths if tells(path)] == ["people/young", "issue[1]/cause"]


@pytest.mark.parametrize(
    ("path", "known", "step"),
    [
        ("issue[1]/solver", True, (1, 6)),
        ("issue[+]", True, (2, 6)),
        ("issue[2]/solver", True, (2, 6)),
        ("deed[1]/who", True, (3, 6)),
        ("secret", True, (5, 6)),
        ("issue[+]", False, (1, 5)),
        ("more", False, (5, 5)),
        ("people/young", True, (0, 0)),
    ],
)
def test_a_step_has_the_number_that_it_has_for_everybody(
    path: str, known: bool, step: tuple[int, int]
) -> None:
    found = {"issue[1]/issue_row": "7"} if known else {}
    assert step_of(path, {**found, "more": ""}) == step
