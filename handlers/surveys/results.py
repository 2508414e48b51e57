"""What came of a wave: how many are how far, and the answers by question name, across versions.

Nothing is told of a question that fewer than five answered (of one village's forums: ten). A number
that is smaller than that is hidden, and with it the next smallest, or it could be subtracted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.surveys import lists
from models.forums import Forum, ForumReport
from models.many import Addressee, Mailing
from models.responses import Answered, responses
from models.surveys import Invitation, Response, SurveyVersion, Wave
from models.waves import counts
from models.words import AddresseeState, InvitationState, ReportState

FEW = 5
FEW_IN_A_VILLAGE = 10
HIDDEN = -1
MOST_VALUES = 20  # of a question: what has more is free text, and is told in the export


@dataclass(frozen=True, slots=True)
class Standing:
    """`accepted`: how many LINE took the invitation for. It never says «delivered»."""

    invited: int
    accepted: int
    states: Mapping[InvitationState, int]

    @property
    def answered(self) -> int:
        return self.states.get(InvitationState.ANSWERED, 0)


@dataclass(slots=True)
class Question:
    """`values`: how often each was chosen; HIDDEN where it is too few to be shown."""

    name: str
    answered: int = 0
    values: Counter[str] = field(default_factory=Counter)


def standing(session: Session, wave: Wave) -> Standing:
    states = counts(session, wave.id)
    accepted = session.scalar(
        sa.select(sa.func.count(sa.distinct(Addressee.id)))
        .join(Mailing, Mailing.id == Addressee.mailing_id)
        .where(
            sa.or_(*(Mailing.key.startswith(one, autoescape=True) for one in _invitations(wave))),
            Addressee.state.in_((AddresseeState.SENT, AddresseeState.CARRIED)),
        )
    )
    return Standing(sum(states.values()), accepted or 0, states)


def _invitations(wave: Wave) -> list[str]:
    return [lists.prefix(wave, one) for one in (lists.INVITED, lists.JOINED)]


def results(session: Session, wave: Wave) -> list[Question]:
    return told(responses(session, wave.survey_id, wave.id), FEW)


def told(found: Iterable[Answered], few: int) -> list[Question]:
    """Closed questions in the order of their names; in constant memory."""
    questions: dict[str, Question] = {}
    for one in found:
        for name, value in one.answers.items():
            question = questions.setdefault(name, Question(name))
            question.answered += 1
            if len(question.values) <= MOST_VALUES:
                question.values.update(_values(value))
    every = (questions[name] for name in sorted(questions))
    closed = [one for one in every if 0 < len(one.values) <= MOST_VALUES]
    return [safe(one, few) for one in closed if one.answered >= few]


def _values(value: object) -> list[str]:
    """Names of choices and numbers; words and files are no cells."""
    if isinstance(value, list):
        return [one for one in value if isinstance(one, str)]
    return [str(value)] if isinstance(value, str | int | float) else []


def safe(question: Question, few: int) -> Question:
    """Small numbers hidden; where only one would be, the next smallest with it."""
    shown = question.values
    small = {value for value, count in shown.items() if count < few}
    others = sorted((value for value in shown if value not in small), key=lambda v: (shown[v], v))
    if len(small) == 1 and others:
        small.add(others[0])
    hidden = Counter({value: HIDDEN if value in small else n for value, n in shown.items()})
    return Question(question.name, question.answered, hidden)


def observed(session: Session, wave: Wave) -> int:
    """How many of those asked reported a forum after the workshop, as the office has seen it."""
    counted = (
        sa.select(sa.func.count(sa.distinct(Invitation.person_id)))
        .join(ForumReport, ForumReport.reported_by == Invitation.person_id)
        .join(Forum, Forum.id == ForumReport.forum_id)
        .where(
            Invitation.wave_id == wave.id,
            ForumReport.state.not_in((ReportState.DRAFT, ReportState.WITHDRAWN)),
            Forum.held_on > wave.cohort.ends_on,
        )
    )
    return session.scalar(counted) or 0


def claimed(session: Session, wave: Wave) -> int:
    """How many say that they held one, reported or not (`forums_held`, `forums_unreported`)."""
    return sum(_claims(one) for one in responses(session, wave.survey_id, wave.id))


def _claims(one: Answered) -> bool:
    seen = str(one.answers.get("forums_seen") or "0")
    held = one.answers.get("forums_held")
    return seen not in ("0", "") or held not in (None, "0", "planned")


def of_forums(session: Session, survey_id: str, village_code: str) -> list[Question]:
    """What those who came to a village's forums say; from ten answers on."""
    here = set(session.scalars(sa.select(Forum.id).where(Forum.village_code == village_code)))
    found = (one for one in responses(session, survey_id) if one.forum_id in here)
    return told(found, FEW_IN_A_VILLAGE)


def how_many(session: Session, survey_id: str) -> int:
    return (
        session.scalar(
            sa.select(sa.func.count())
            .select_from(Response)
            .join(SurveyVersion, SurveyVersion.id == Response.version_id)
            .where(SurveyVersion.survey_id == survey_id)
        )
        or 0
    )
