"""Responses are read one after the other, across versions, and no order tells whose they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from base.ids import new_id
from models.database import Database
from models.mailbox import FormVersion
from models.responses import nested, responses, versions_of
from models.surveys import Response, Survey, SurveyVersion
from tests.conftest import START

DAY = date(2026, 7, 13)


def survey(session: Session, key: str = "T2", versions: int = 1) -> Survey:
    """A survey with versions that have forms of their own."""
    found = Survey(id=new_id(), key=key, created_at=START)
    session.add(found)
    for number in range(1, versions + 1):
        digest = f"{key}-{number}"
        session.add(FormVersion(digest=digest, room="survey", source=b"", first_used_at=START))
        session.flush()
        session.add(_version(found, number, digest))
    session.flush()
    return found


def _version(of: Survey, number: int, digest: str) -> SurveyVersion:
    return SurveyVersion(
        id=f"{of.key}-{number}",
        survey_id=of.id,
        number=number,
        form_digest=digest,
        title_th="ติดตามผล",
        title_en="Follow-up",
        questions=5,
        added_at=START,
    )


def answer(session: Session, version_id: str, answers: Mapping[str, object]) -> None:
    session.add(
        Response(
            id=new_id(),
            version_id=version_id,
            anonymous=True,
            submitted_on=DAY,
            answers=json.dumps(answers),
        )
    )


def test_answers_of_all_versions_come_by_question_name(any_database: Database) -> None:
    with any_database.write() as session:
        survey_id = survey(session, versions=2).id
        answer(session, "T2-1", {"problem": "time"})
        answer(session, "T2-2", {"problem": "money", "more": "x"})
    with any_database.read() as session:
        found = {one.version: one.answers for one in responses(session, survey_id)}
        assert [one.number for one in versions_of(session, survey_id)] == [1, 2]
    assert found == {1: {"problem": "time"}, 2: {"problem": "money", "more": "x"}}


def test_more_than_one_page_is_read_once_each(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        survey_id = survey(session).id
        for number in range(1203):
            answer(session, "T2-1", {"number": number})
    with sqlite_database.read() as session:
        found = [one.answers["number"] for one in responses(session, survey_id)]
        assert not session.identity_map.values()
    assert sorted(found) == list(range(1203))


def test_answers_stand_encrypted(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        survey(session)
        answer(session, "T2-1", {"problem": "zebramark"})
    with sqlite_database.read() as session:
        stored = session.execute(sa.text("SELECT answers FROM response")).scalar_one()
    assert "zebramark" not in stored


def test_the_table_keeps_no_order_of_insertion(sqlite_database: Database) -> None:
    with sqlite_database.read() as session, pytest.raises(sa.exc.OperationalError, match="rowid"):
        session.execute(sa.text("SELECT rowid FROM response"))


def test_an_anonymous_response_can_name_nobody(any_database: Database) -> None:
    with pytest.raises(IntegrityError), any_database.write() as session:
        survey(session)
        answer(session, "T2-1", {})
        session.flush()
        session.execute(sa.update(Response).values(submitted_at=START))


def test_repeats_become_lists_of_dicts() -> None:
    told = {"a": 1, "issue[1]/what": "x", "g/issue[3]/what": "z", "issue[1]/step[2]/does": "y"}
    assert nested(told) == {
        "a": 1,
        "issue": [{"what": "x", "step": [{}, {"does": "y"}]}, {}, {"what": "z"}],
    }
