"""Answers with a name and without one, kept apart at submission.

The anonymous part of a survey that also has named answers carries the day its wave opened: on the
day itself perhaps nobody else answered.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from base.ids import new_id
from forms.form import Form
from forms.layout import without_entries
from forms.question import Json
from handlers.surveys.service import anonymous_keys
from models.surveys import Invitation, Response, SurveyVersion
from models.waves import response_to

Answers = Mapping[str, Json]


def split(form: Form, answers: Answers) -> tuple[dict[str, Json], dict[str, Json]]:
    """(with a name, without one)."""
    hidden = anonymous_keys(form)
    named: dict[str, Json] = {}
    nobodys: dict[str, Json] = {}
    for key, value in answers.items():
        item = form.find(key) or form.find(without_entries(key))
        (nobodys if item is None or item.key in hidden else named)[key] = value
    return named, nobodys


def store_named(
    session: Session,
    invitation: Invitation,
    version: SurveyVersion,
    answers: Answers,
    at: datetime,
    day: date,
) -> Response:
    """One response a person: sending again is a new revision of it. `day` is that of `at` in the
    office's zone."""
    row = response_to(session, invitation)
    if row is None:
        row = Response(
            id=new_id(),
            wave_id=invitation.wave_id,
            anonymous=False,
            person_id=invitation.person_id,
            invitation_id=invitation.id,
            revision=0,
        )
        session.add(row)
    row.version_id, row.answers = version.id, written(answers)
    row.submitted_at, row.submitted_on = at, day
    row.revision += 1
    session.flush()
    return row


def store_nobodys(
    session: Session,
    version: SurveyVersion,
    answers: Answers,
    day: date,
    *,
    wave_id: int | None = None,
    forum_id: str | None = None,
) -> None:
    session.add(
        Response(
            id=new_id(),
            version_id=version.id,
            wave_id=wave_id,
            forum_id=forum_id,
            anonymous=True,
            submitted_on=day,
            answers=written(answers),
        )
    )
    session.flush()


def written(answers: Answers) -> str:
    return json.dumps(answers, ensure_ascii=False, separators=(",", ":"))
