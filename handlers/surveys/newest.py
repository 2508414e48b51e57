"""Forms that staff brought, as surveys: by name, and in the newest version when a wave opens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.files import Files
from base.logs import get
from bot.dialogue.tables import OURS
from forms import FormRefused
from forms.form import Form
from forms.named import Named, lacking
from handlers.surveys.service import BUILT_IN, Loaded, add_version, read
from models.database import Database
from models.mailbox import FormVersion
from models.stored_forms import FormFile, StoredForm, form_in_use
from models.surveys import Survey
from models.waves import survey_named, version_in_use, version_of, wave_numbered
from models.words import WaveState

log = get("surveys")


def brought(session: Session, wanted: str) -> tuple[str, bytes] | None:
    """Key and bytes of a form: a survey of that key, whatever the case, else what came in the chat
    or by `flask forms add` under that form_id. None: there is none."""
    survey = session.scalar(sa.select(Survey).where(sa.func.lower(Survey.key) == wanted.lower()))
    stored = form_in_use(session, survey.key if survey is not None else wanted)
    if survey is None:
        return None if stored is None else (stored.name, _source(session, stored.digest))
    newer = stored is not None and _is_newer(session, survey.id, stored)
    digest = version_in_use(session, survey.id).form_digest
    return survey.key, _source(session, stored.digest if newer and stored else digest)


def not_here(session: Session, form: Form) -> Sequence[Named]:
    """What the form names (pictures, recordings, tables) and nobody has brought with it."""
    had = session.scalars(sa.select(FormFile.name).where(FormFile.digest == form.digest))
    return lacking(form.files, [*had, *OURS])


def newest(database: Database, _files: Files, subject: str) -> None:
    """Before a wave opens (TaskKind.outside): what staff have brought under the survey's name since
    it was planned is asked instead. Who has begun keeps the version they began."""
    with database.read() as session:
        found = _newer(session, subject)
        source = _source(session, found[1].digest) if found else b""
    if found is None:
        return
    key, stored = found
    try:
        loaded = read(key, source)
    except FormRefused as refused:
        log.warning("the newest form is not asked", action="form_refused", why=str(refused)[:200])
        return
    with database.write() as session:
        in_use(session, loaded, stored.added_at)


def in_use(session: Session, loaded: Loaded, at: datetime) -> None:
    """What was brought at that moment is asked from now on: a new version, or an earlier one
    again."""
    survey = survey_named(session, loaded.key)
    last = version_in_use(session, survey.id).added_at if survey is not None else at
    version, _ = add_version(session, loaded, max(at, last))
    version.added_at = max(at, version.added_at)


def _newer(session: Session, subject: str) -> tuple[str, StoredForm] | None:
    wave = wave_numbered(session, subject)
    if wave is None or wave.state is not WaveState.PLANNED or wave.survey.key in BUILT_IN:
        return None
    stored = form_in_use(session, wave.survey.key)
    if stored is None or not _is_newer(session, wave.survey_id, stored):
        return None
    return wave.survey.key, stored


def _is_newer(session: Session, survey_id: str, stored: StoredForm) -> bool:
    """Whether it is no version yet, or an earlier one that was brought again since."""
    known = version_of(session, survey_id, stored.digest)
    last = version_in_use(session, survey_id)
    return known is None or (known is not last and stored.added_at > last.added_at)


def _source(session: Session, digest: str) -> bytes:
    return session.get_one(FormVersion, digest).source
