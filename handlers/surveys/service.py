"""Surveys as rows: a form becomes a version; what of it is stored without a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

import forms
from base.i18n import MissingSentence, say
from base.ids import new_id
from forms.form import Form
from forms.nameless import nameless_keys
from forms.question import At
from models.mailbox import FormVersion
from models.surveys import Survey, SurveyVersion
from models.waves import survey_named, version_of

ROOM = "survey"
FORMS = Path(__file__).parent / "forms"
BUILT_IN = ("T0", "T1", "T2", "T3", "T4", "C")
LONGEST_KEY = 40


@dataclass(frozen=True, slots=True)
class Loaded:
    """A form that was read outside of any transaction, with its bytes."""

    key: str
    form: Form
    source: bytes


def read(key: str, source: bytes) -> Loaded:
    """Raises forms.FormRefused."""
    return Loaded(key[:LONGEST_KEY], forms.load(source, name=ROOM), source)


def built_in(key: str) -> Loaded:
    """One of those that come with the program."""
    return read(key, (FORMS / f"{key.lower()}.md").read_bytes())


def add_version(session: Session, loaded: Loaded, now: datetime) -> tuple[SurveyVersion, bool]:
    """The form as the survey's newest version, and whether it is new: the same bytes are the same
    version."""
    survey = survey_named(session, loaded.key)
    if survey is None:
        survey = Survey(id=new_id(), key=loaded.key, created_at=now)
        session.add(survey)
        session.flush()
    known = version_of(session, survey.id, loaded.form.digest)
    if known is not None:
        return known, False
    _remember(session, loaded, now)
    version = _version(session, survey, loaded, now)
    session.add(version)
    session.flush()
    return version, True


def built_in_version(session: Session, key: str, form: Form, now: datetime) -> SurveyVersion:
    """The version that a form of the tree is, in a turn that has just asked it."""
    return add_version(session, Loaded(key, form, b""), now)[0]


def _remember(session: Session, loaded: Loaded, now: datetime) -> None:
    if session.get(FormVersion, loaded.form.digest) is None:
        session.add(
            FormVersion(
                digest=loaded.form.digest, room=ROOM, source=loaded.source, first_used_at=now
            )
        )
        session.flush()


def _version(session: Session, survey: Survey, loaded: Loaded, now: datetime) -> SurveyVersion:
    last = session.scalar(
        sa.select(sa.func.max(SurveyVersion.number)).where(SurveyVersion.survey_id == survey.id)
    )
    hidden = anonymous_keys(loaded.form)
    return SurveyVersion(
        id=new_id(),
        survey_id=survey.id,
        number=(last or 0) + 1,
        form_digest=loaded.form.digest,
        title_th=title(survey.key, loaded.form, "th"),
        title_en=title(survey.key, loaded.form, "en"),
        questions=how_many(loaded.form, now),
        anonymous=loaded.form.anonymous,
        partly=bool(hidden) and not loaded.form.anonymous,
        added_at=now,
    )


def how_many(form: Form, now: datetime) -> int:
    """The questions of somebody of whom nothing is known; all there are, where it counts none."""
    at = At(now, ZoneInfo("UTC"), 0, "th", {}, lambda _table, _filters: ())
    asked = forms.start(form, at).questions
    return (asked[-1].total if asked else 0) or len(form.questions)


def title(key: str, form: Form, language: str) -> str:
    """What people call it: ours in both languages, another's as its file says."""
    try:
        return say(f"surveys.title_{key}", language)
    except MissingSentence:
        return form.title or key


def anonymous_keys(form: Form) -> frozenset[str]:
    """The keys of whatever is stored without a name."""
    return nameless_keys(form.items, form.feeds, wholly=form.anonymous)
