"""Responses of a survey to be given out: who may take them, and what of them.

Rows in, rows out. Of what was answered without a name only so much comes out that nobody can be
told by it: a random id, the day, and nothing at all of a wave (or of no wave) that fewer than
SMALLEST answered so: what is left out of one file cannot be found by subtracting it from another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import sqlalchemy as sa
from sqlalchemy.orm import Session

import forms
from forms import Reader
from models.files import File
from models.mailbox import FormVersion
from models.people import Person
from models.programme import Cohort
from models.responses import Answered, responses, versions_of
from models.staff import Staff
from models.surveys import Response, Survey, SurveyVersion, Wave
from models.words import StaffRole
from reports.responses import Plan, Shape, Version, plan_of
from reports.responses import Response as Row

SMALLEST = 5  # answers without a name, below which nobody sees any
AT_ONCE = 500
ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "audio/mp4": ".m4a",
    "video/mp4": ".mp4",
    "application/pdf": ".pdf",
}


@dataclass(frozen=True, slots=True)
class Count:
    """`hidden`: there are some without a name, too few to be given out."""

    given: int
    hidden: bool


def may_take(staff: Staff) -> bool:
    """Whoever works for one district sees no answers of the others, and a survey goes to all."""
    return staff.role is StaffRole.ADMIN or not staff.district_codes()


def surveys(session: Session) -> list[Survey]:
    return list(session.scalars(sa.select(Survey).order_by(Survey.key)))


def survey_called(session: Session, key: str) -> Survey | None:
    """By its key, whatever the case, or its id."""
    wanted = sa.or_(sa.func.lower(Survey.key) == key.lower(), Survey.id == key)
    return session.scalar(sa.select(Survey).where(wanted))


def waves(session: Session, survey_id: str) -> dict[int, str]:
    """What the waves of a survey are called: its key and the cohort's number."""
    chosen = (
        sa.select(Wave.id, Survey.key, Cohort.number)
        .join(Survey, Survey.id == Wave.survey_id)
        .join(Cohort, Cohort.id == Wave.cohort_id)
        .where(Wave.survey_id == survey_id)
        .order_by(Wave.id)
    )
    return {wave: f"{key}/{number}" for wave, key, number in session.execute(chosen)}


def count(session: Session, survey_id: str, wave_id: int | None = None) -> Count:
    """How many responses would come out."""
    small = small_waves(session, survey_id)
    given, hidden = 0, False
    for wave, many, anonymous in session.execute(_counted(survey_id)):
        if wave_id is not None and wave != wave_id:
            continue
        left_out = anonymous and wave in small
        given, hidden = given + (0 if left_out else many), hidden or left_out
    return Count(given, hidden)


def small_waves(session: Session, survey_id: str) -> frozenset[int | None]:
    """Waves (None: answered in none) that too few answered without a name."""
    rows = session.execute(_counted(survey_id).where(Response.anonymous))
    return frozenset(wave for wave, many, _ in rows if many < SMALLEST)


def _counted(survey_id: str) -> sa.Select[int | None, int, bool]:
    return (
        sa.select(Response.wave_id, sa.func.count(), Response.anonymous)
        .join(SurveyVersion, SurveyVersion.id == Response.version_id)
        .where(SurveyVersion.survey_id == survey_id)
        .group_by(Response.wave_id, Response.anonymous)
    )


def plan_for(session: Session, survey: Survey, shape: Shape, readers: Mapping[str, Reader]) -> Plan:
    """Reads every version's form: not for a turn. Raises forms.FormRefused, KeyError."""
    found = versions_of(session, survey.id)
    made = [Version(str(one.number), _form(session, one, readers)) for one in reversed(found)]
    return plan_of(survey.key, made, shape)


def is_anonymous(session: Session, survey_id: str) -> bool:
    """Whether nobody's name is in any response."""
    return all(one.anonymous for one in versions_of(session, survey_id))


def _form(session: Session, version: SurveyVersion, readers: Mapping[str, Reader]) -> forms.Form:
    row = session.get_one(FormVersion, version.form_digest)
    return forms.load(row.source, readers=readers)


def rows(
    session: Session, survey_id: str, wave_id: int | None = None, *, names: bool = False
) -> Iterator[Row]:
    """The responses that may be given out, in constant memory, in the order of their random ids."""
    called, small = waves(session, survey_id), small_waves(session, survey_id)
    every = (
        one
        for one in responses(session, survey_id, wave_id)
        if not (one.anonymous and one.wave_id in small)
    )
    while some := list(islice(every, AT_ONCE)):
        known = _names(session, some) if names else {}
        yield from (_row(one, called, known) for one in some)


def _names(session: Session, some: Iterable[Answered]) -> dict[str, str]:
    wanted = {one.person_id for one in some if one.person_id}
    chosen = sa.select(Person.id, Person.full_name, Person.called).where(Person.id.in_(wanted))
    return {person: full or called or "" for person, full, called in session.execute(chosen)}


def _row(one: Answered, called: Mapping[int, str], names: Mapping[str, str]) -> Row:
    person = one.person_id or ""
    return Row(
        id=one.id,
        version=str(one.version),
        day=one.submitted_on.isoformat(),
        at=None if one.anonymous else one.submitted_at,
        person=person,
        answers=one.paths,
        wave=called.get(one.wave_id, "") if one.wave_id is not None else "",
        name=names.get(person, ""),
    )


def file_name(session: Session, file_id: str) -> str:
    """What a stored file is called outside; nobody's own name for it ever got here."""
    kind = session.scalar(sa.select(File.content_type).where(File.id == file_id))
    return f"{file_id}{ENDINGS.get(kind or '', '')}"
