"""Surveys that were answered, for what comes after: exports, results."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

import forms
from base.ids import new_id
from models.mailbox import FormVersion
from models.people import Person
from models.programme import Cohort, Programme
from models.surveys import Response, Survey, SurveyVersion, Wave
from models.words import WaveState

FORM = """
| survey |
|          | type                  | name    | label       |
|          | select_multiple topic | about   | เรื่องไหนคะ   |
|          | text                  | problem | ติดตรงไหนคะ  |
|          | begin repeat          | issue   | เรื่อง        |
|          | text                  | what    | อะไรคะ      |
|          | end repeat            |         |             |
| choices |
|          | list_name | name  | label |
|          | topic     | water | น้ำ    |
|          | topic     | road  | ถนน   |
"""


def survey(
    session: Session, now: datetime, key: str = "T2", *, source: str = FORM, anonymous: bool = False
) -> Survey:
    """A survey of one version, as staff see it."""
    form = forms.load(source)
    found = Survey(id=new_id(), key=key, created_at=now)
    session.add(found)
    if session.get(FormVersion, form.digest) is None:
        session.add(
            FormVersion(digest=form.digest, room="t", source=source.encode(), first_used_at=now)
        )
    session.flush()
    session.add(
        SurveyVersion(
            id=new_id(),
            survey_id=found.id,
            number=1,
            form_digest=form.digest,
            title_th="ติดตามผล",
            title_en="Follow-up",
            questions=len(form.questions),
            anonymous=anonymous,
            added_at=now,
        )
    )
    session.flush()
    return found


def wave(session: Session, survey: Survey, now: datetime, number: int = 1) -> Wave:
    programme = Programme(id=new_id(), name_th="โครงการเวที", name_en="Forums", fiscal_year_be=2569)
    session.add(programme)
    session.flush()
    cohort = Cohort(
        id=new_id(),
        programme_id=programme.id,
        number=number,
        starts_on=date(2026, 6, 15),
        ends_on=date(2026, 6, 17),
    )
    session.add(cohort)
    session.flush()
    found = Wave(
        survey_id=survey.id,
        cohort_id=cohort.id,
        offset_days=30,
        state=WaveState.OPEN,
        opens_at=now,
        closes_at=now + timedelta(days=14),
        created_at=now,
    )
    session.add(found)
    session.flush()
    return found


def somebody(session: Session, now: datetime, called: str = "คุณสายฝน") -> Person:
    found = Person(id=new_id(), called=called, full_name=called, created_at=now)
    session.add(found)
    session.flush()
    return found


def answered(
    session: Session,
    survey: Survey,
    answers: Mapping[str, Any],
    at: datetime,
    *,
    of: Person | None = None,
    wave: Wave | None = None,
) -> str:
    """One response; nobody's without `of`. Its id."""
    version = session.query(SurveyVersion).filter_by(survey_id=survey.id).one()
    found = Response(
        id=new_id(),
        version_id=version.id,
        wave_id=wave.id if wave is not None else None,
        anonymous=of is None,
        person_id=of.id if of is not None else None,
        submitted_on=at.date(),
        submitted_at=at if of is not None else None,
        answers=json.dumps(dict(answers)),
    )
    session.add(found)
    session.flush()
    return found.id
