"""Responses of a survey to be given out: what of them.

Rows in, rows out. Of what was answered without a name only so much comes out that nobody can be
told by it: a random id, the day, and nothing at all of a wave (or of no wave) that fewer than
SMALLEST answered so: what is left out of one file cannot be found by subtracting it from another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

import forms
from forms import Reader
from handlers.exporting import places
from models.database import Database
from models.files import File
from models.forum_answers import has_forums
from models.mailbox import FormVersion
from models.people import Person
from models.programme import Cohort
from models.responses import Answered, next_responses, versions_of
from models.surveys import Response, Survey, SurveyVersion, Wave
from reports.responses import Plan, Shape, Version, plan_of
from reports.responses import Response as Row

SMALLEST = 5  # answers without a name, below which nobody sees any
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


def surveys(session: Session) -> list[Survey]:
    return list(session.scalars(sa.select(Survey).order_by(Survey.key)))


def survey_called(session: Session, key: str) -> Survey | None:
    """By its key, whatever the case, or its id."""
    wanted = sa.or_(sa.func.lower(Survey.key) == key.lower(), Survey.id == key)
    return session.scalar(sa.select(Survey).where(wanted))


def waves(session: Session, survey_id: str) -> dict[int, str]:
    """What the waves of a survey are called: its key and the cohort's number; where one cohort is
    asked the same more than once, the days since its last one too («own/1+30»)."""
    chosen = (
        sa.select(Wave.id, Survey.key, Cohort.number, Wave.offset_days)
        .join(Survey, Survey.id == Wave.survey_id)
        .join(Cohort, Cohort.id == Wave.cohort_id)
        .where(Wave.survey_id == survey_id)
        .order_by(Wave.id)
    )
    found = session.execute(chosen).all()
    often = Counter(number for _, _, number, _ in found)
    return {
        wave: f"{key}/{number}" + (f"{days:+}" if often[number] > 1 else "")
        for wave, key, number, days in found
    }


def count(session: Session, survey_id: str, wave_id: int | None = None) -> Count:
    """How many responses would come out."""
    told = told_waves(session, survey_id)
    given, hidden = 0, False
    for wave, many, anonymous in session.execute(_counted(survey_id)):
        if wave_id is not None and wave != wave_id:
            continue
        left_out = anonymous and wave not in told
        given, hidden = given + (0 if left_out else many), hidden or left_out
    return Count(given, hidden)


def told_waves(session: Session, survey_id: str) -> frozenset[int | None]:
    """Waves (None: answered in none) that enough people answered without a name."""
    rows = session.execute(_counted(survey_id).where(Response.anonymous))
    return frozenset(wave for wave, many, _ in rows if many >= SMALLEST)


def _counted(survey_id: str) -> sa.Select[int | None, int, bool]:
    return (
        sa.select(Response.wave_id, sa.func.count(), Response.anonymous)
        .join(SurveyVersion, SurveyVersion.id == Response.version_id)
        .where(SurveyVersion.survey_id == survey_id)
        .group_by(Response.wave_id, Response.anonymous)
    )


def sources(session: Session, survey_id: str) -> dict[str, bytes]:
    """The forms of its versions by number, the newest first."""
    digests = {str(one.number): one.form_digest for one in versions_of(session, survey_id)}
    found = {name: session.get_one(FormVersion, one).source for name, one in digests.items()}
    return dict(reversed(found.items()))


def plan_for(
    name: str, found: Mapping[str, bytes], shape: Shape, readers: Mapping[str, Reader]
) -> Plan:
    """Reads every version's form: for no transaction. Raises forms.FormRefused."""
    made = [
        Version(one, forms.load(source, readers=readers, stored=True))
        for one, source in found.items()
    ]
    return plan_of(name, made, shape)


def shape_for(session: Session, survey_id: str, *, groups: bool = False, names: bool) -> Shape:
    waved = bool(waves(session, survey_id))
    nobodys = is_anonymous(session, survey_id)
    return Shape(
        groups=groups,
        personal=names,
        anonymous=nobodys,
        waves=waved,
        facts=_places(session, survey_id, nobodys=nobodys, names=names),
    )


def _places(session: Session, survey_id: str, *, nobodys: bool, names: bool) -> tuple[str, ...]:
    """A village of trainees is as good as a name: without names their answers stop at the
    district."""
    if has_forums(session, survey_id):
        return places.OF_FORUMS
    if nobodys:
        return ()
    return places.OF_PEOPLE if names else places.OF_DISTRICT


def is_anonymous(session: Session, survey_id: str) -> bool:
    """Whether nobody's name is in any response."""
    return all(one.anonymous for one in versions_of(session, survey_id))


def rows(
    database: Database,
    survey_id: str,
    wave_id: int | None = None,
    *,
    today: date,
    names: bool = False,
) -> Iterator[Row]:
    """The responses that may be given out, in constant memory, in the order of their random ids.
    Between two pages no transaction is open: whoever takes them writes a file. `today` is the
    office's; of what was answered on it without a name no place is told."""
    with database.read() as session:
        called, told = waves(session, survey_id), told_waves(session, survey_id)
        nobodys = places.nobodys_places(session, survey_id, today)
    after = ""
    while True:
        with database.read() as session:
            some = next_responses(session, survey_id, wave_id, after)
            known = _names(session, some) if names else {}
            where = places.peoples_places(session, some, whole=names)
        if not some:
            return
        given = (one for one in some if not one.anonymous or one.wave_id in told)
        yield from (
            replace(_row(one, called, known), facts=_place(one, nobodys, where)) for one in given
        )
        after = some[-1].id


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


def _place(
    one: Answered,
    nobodys: Mapping[tuple[date, str | None], places.Place],
    where: Mapping[str, places.Place],
) -> places.Place:
    if one.anonymous:
        return nobodys.get((one.submitted_on, one.forum_id), {})
    return where.get(one.id, {})


def file_name(database: Database, file_id: str) -> str:
    """What a stored file is called outside; nobody's own name for it ever got here."""
    with database.read() as session:
        kind = session.scalar(sa.select(File.content_type).where(File.id == file_id))
    return f"{file_id}{ENDINGS.get(kind or '', '')}"
