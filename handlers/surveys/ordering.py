"""A form that staff brought is tied to a cohort: what chat and command line both do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.surveys import newest, own, service
from handlers.surveys.planning import Times, plan_wave
from handlers.surveys.service import Loaded
from models.programme import Cohort
from models.staff import note
from models.surveys import Wave


class NotToBeTied(Exception):
    """`key` is that of the sentence (waves.…) that says why, `name` the file that it names."""

    def __init__(self, key: str, name: str = "") -> None:
        super().__init__(key)
        self.key, self.name = key, name


@dataclass(frozen=True, slots=True)
class Ordered:
    """`before`: it stood already, and stays as it is; `differs`: with other days."""

    wave: Wave
    before: bool = False
    differs: bool = False


def brought(session: Session, wanted: str) -> Loaded:
    """The form of that survey's key or form_id. Raises NotToBeTied and forms.FormRefused."""
    if wanted.upper() in service.BUILT_IN:
        raise NotToBeTied("built_in")
    found = newest.brought(session, wanted)
    if found is None:
        raise NotToBeTied("no_form")
    return service.read(*found)


def complete(session: Session, loaded: Loaded) -> Loaded:
    """Raises NotToBeTied where a file that it names is not here."""
    lacking = newest.not_here(session, loaded.form)
    if lacking:
        raise NotToBeTied("not_here", lacking[0].name)
    return loaded


def order(
    session: Session,
    cohort: Cohort,
    loaded: Loaded,
    times: Times,
    now: datetime,
    by: str | None = None,
) -> Ordered:
    """Plan it; `by` is the officer's id, None an operator."""
    version, _ = service.add_version(session, loaded, now)
    before = own.planned_before(session, cohort, version.survey, times)
    if before is not None:
        return Ordered(before, before=True, differs=not own.is_same(before, times))
    wave = plan_wave(session, cohort, version.survey, times, now, by)
    note(session, now, by, "waves.plan", str(wave.id))
    return Ordered(wave)
