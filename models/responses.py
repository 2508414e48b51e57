"""Responses read one after the other, in constant memory: what an export calls.

    for one in responses(session, survey.id):
        one.answers["problem"], one.answers["issue"]    # a list of dicts for a repeat

Memory stays flat, however many there are; nothing is locked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.surveys import Response, SurveyVersion

AT_ONCE = 500
_ENTRY = re.compile(r"([^\[\]]+)\[(\d+)\]/(.+)")

Answers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answered:
    """One response. `person_id`, `submitted_at` and `invitation_id` are None where it is nobody's;
    `answers` by question name, the entries of a repeat as a list of dicts under its name; `paths`
    are the same as they were stored, by path (`issue[2]/what`)."""

    version: int
    form_digest: str
    id: str
    wave_id: int | None
    forum_id: str | None
    submitted_on: date
    submitted_at: datetime | None
    person_id: str | None
    revision: int
    anonymous: bool
    answers: Answers
    paths: Answers


def responses(session: Session, survey_id: str, wave_id: int | None = None) -> Iterator[Answered]:
    """All of a survey, of every version, or of one wave, by their ids: for an anonymous response no
    order but that tells nothing."""
    after = ""
    while found := next_responses(session, survey_id, wave_id, after):
        yield from found
        after = found[-1].id


def next_responses(
    session: Session, survey_id: str, wave_id: int | None, after: str
) -> list[Answered]:
    """The next AT_ONCE of them behind the id `after`, for who writes a file between two reads."""
    return [_answered(row) for row in session.execute(_some(survey_id, wave_id, after))]


def versions_of(session: Session, survey_id: str) -> list[SurveyVersion]:
    """The first version first."""
    chosen = sa.select(SurveyVersion).where(SurveyVersion.survey_id == survey_id)
    return list(session.scalars(chosen.order_by(SurveyVersion.number)))


def nested(answers: Mapping[str, Any]) -> Answers:
    """`{"issue[2]/what": x}` as `{"issue": [{}, {"what": x}]}`, inner repeats alike; groups are
    left out of the names where a name stands once (as `forms.answers` gives them)."""
    flat: Answers = {}
    repeats: dict[str, dict[int, Answers]] = {}
    for key, value in answers.items():
        found = _ENTRY.fullmatch(key)
        if found is None:
            flat[key] = value
            continue
        name = found.group(1).rpartition("/")[2]
        repeats.setdefault(name, {}).setdefault(int(found.group(2)), {})[found.group(3)] = value
    for name, entries in repeats.items():
        flat[name] = [nested(entries.get(at, {})) for at in range(1, max(entries) + 1)]
    return flat


def _some(survey_id: str, wave_id: int | None, after: str) -> sa.Select[Any]:
    """Columns and no objects: the session remembers none of them."""
    chosen = (
        sa.select(Response.__table__, SurveyVersion.number, SurveyVersion.form_digest)
        .join(SurveyVersion, SurveyVersion.id == Response.version_id)
        .where(SurveyVersion.survey_id == survey_id, Response.id > after)
        .order_by(Response.id)
        .limit(AT_ONCE)
    )
    return chosen if wave_id is None else chosen.where(Response.wave_id == wave_id)


def _answered(row: Any) -> Answered:
    paths = json.loads(row.answers)
    return Answered(
        version=row.number,
        form_digest=row.form_digest,
        id=row.id,
        wave_id=row.wave_id,
        forum_id=row.forum_id,
        submitted_on=row.submitted_on,
        submitted_at=row.submitted_at,
        person_id=row.person_id,
        revision=row.revision,
        anonymous=row.anonymous,
        answers=nested(paths),
        paths=paths,
    )
