"""Cohorts and parts of cohorts as choices of «ประกาศ», and what a part is called.

A part is a kind of people in a cohort, or who got so far in one of its waves. As a choice it is
`cohort.kind.citizen` or `cohort.wave.12.unanswered`; in an audience (models/audience.py) it is two
terms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.i18n import say
from base.thai.text import cut
from models.programme import Cohort, CohortMember
from models.surveys import Wave
from models.waves import UNANSWERED, version_in_use, wave_numbered
from models.words import InvitationState, WaveState

MORE = "more"  # of the cohorts: [อื่น ๆ]
Row = Mapping[str, str]
LONGEST_TITLE = 30  # grapheme clusters
OPENED = (WaveState.OPEN, WaveState.CLOSED)
# How far somebody is, the commonest first, and the states that mean it.
FAR: Mapping[str, tuple[InvitationState, ...]] = {
    "unanswered": UNANSWERED,
    "half": (InvitationState.HALF_FILLED,),
    "answered": (InvitationState.ANSWERED,),
    "declined": (InvitationState.DECLINED,),
}
Terms = Mapping[str, tuple[str, ...]]


def cohort_rows(session: Session, language: str) -> list[Row]:
    """The newest first; at the end the way to parts of them, if there are any."""
    rows: list[Row] = [
        {"name": one.id, "label": _cohort(one, language)} for one in _cohorts(session)
    ]
    more: Row = {"name": MORE, "label": say("announcement.more_parts", language)}
    return [*rows, more] if next(_parts(session), None) else rows


def part_rows(session: Session, language: str) -> list[Row]:
    """Who has not answered yet first, then kinds of people, then who got how far otherwise."""
    parts = sorted(_parts(session), key=_place)
    return [{"name": one, "label": _label(session, one, language)} for one in parts]


def terms_of(part: str) -> list[str]:
    """The terms of an audience that a choice stands for."""
    cohort, what, *rest = part.split(".")
    if what == "kind":
        return [f"cohort:{cohort}", f"kind:{rest[0]}"]
    states = FAR[rest[1]]
    return [f"cohort:{cohort}", f"wave:{','.join(f'{rest[0]}/{state}' for state in states)}"]


def part_of(terms: Terms) -> str | None:
    """The choice that stands for these terms; None where there is none."""
    found = [
        f"{cohort}.{what}"
        for cohort in terms.get("cohort", ())
        for what in (*_kinds_in(terms), *_waves_in(terms))
    ]
    whole = len(found) == 1 and set(terms) in ({"cohort", "kind"}, {"cohort", "wave"})
    return found[0] if whole else None


def names_of(session: Session, terms: Terms, language: str) -> list[str]:
    """What is said of kinds and waves in an audience, in words."""
    kinds = [_kind(one, language) for one in terms.get("kind", ())]
    waves: dict[str, set[str]] = {}
    for value in terms.get("wave", ()):
        number, _, state = value.partition("/")
        waves.setdefault(number, set()).add(state)
    return kinds + [_wave(session, one, how, language) for one, how in waves.items()]


def _kinds_in(terms: Terms) -> list[str]:
    return [f"kind.{one}" for one in terms.get("kind", ())]


def _waves_in(terms: Terms) -> Iterator[str]:
    values = terms.get("wave", ())
    numbers = {one.partition("/")[0] for one in values}
    states = {one.partition("/")[2] for one in values}
    for number in numbers if len(numbers) == 1 else ():
        yield from (f"wave.{number}.{far}" for far, meant in FAR.items() if states == set(meant))


def _cohorts(session: Session) -> Sequence[Cohort]:
    chosen = sa.select(Cohort).order_by(Cohort.starts_on.desc(), Cohort.id)
    return session.scalars(chosen).all()


def _parts(session: Session) -> Iterator[str]:
    kinds = sa.select(CohortMember.kind).distinct().order_by(CohortMember.kind)
    for cohort in _cohorts(session):
        waves = sa.select(Wave.id).where(Wave.cohort_id == cohort.id, Wave.state.in_(OPENED))
        for number in session.scalars(waves.order_by(Wave.opens_at.desc())):
            yield from (f"{cohort.id}.wave.{number}.{far}" for far in FAR)
        theirs = session.scalars(kinds.where(CohortMember.cohort_id == cohort.id)).all()
        if len(theirs) > 1:
            yield from (f"{cohort.id}.kind.{kind}" for kind in theirs if kind)


def _place(part: str) -> int:
    return 0 if part.endswith(".unanswered") else 1 if ".kind." in part else 2


def _label(session: Session, part: str, language: str) -> str:
    identity, what, *rest = part.split(".")
    of = _cohort(session.get_one(Cohort, identity), language)
    if what == "kind":
        return f"{_kind(rest[0], language)} {of}"
    return f"{_far(session, rest[0], rest[1], language)} {of}"


def _cohort(one: Cohort, language: str) -> str:
    return say("announcement.of_cohort", language, number=one.number)


def _kind(kind: str, language: str) -> str:
    known = kind in ("leader", "citizen", "agency")
    return say(f"roster.kind_{kind}", language) if known else kind


def _wave(session: Session, number: str, states: set[str], language: str) -> str:
    far = next((far for far, meant in FAR.items() if states == set(meant)), "asked")
    return _far(session, number, far, language)


def _far(session: Session, number: str, far: str, language: str) -> str:
    """«คนที่ยังไม่ตอบ แบบติดตาม 30 วัน»."""
    wave = wave_numbered(session, number)
    if wave is None:
        return say(f"announcement.far_{far}", language, title=number)
    version = version_in_use(session, wave.survey_id)
    title = version.title_en if language == "en" else version.title_th
    return say(f"announcement.far_{far}", language, title=cut(title, LONGEST_TITLE))
