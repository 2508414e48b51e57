"""What came of a wave: how many are how far, and the answers by question name, across versions.

Nothing is told of a question that fewer than five answered (of one village's forums: ten). A number
that is smaller than that is hidden, and with it the next smallest, or it could be subtracted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.surveys import lists
from handlers.surveys.cells import Cells
from models.forums import Forum, ForumReport
from models.many import Addressee, Mailing
from models.responses import Answered, responses
from models.surveys import Invitation, Response, SurveyVersion, Wave
from models.waves import counts
from models.words import AddresseeState, InvitationState, ReportState

FEW = 5
FEW_IN_A_VILLAGE = 10
HIDDEN = -1
OTHERS = "…"
NOT_HELD = ("0", "planned")  # values of `forums_held`
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


@dataclass(frozen=True, slots=True)
class Forums:
    """HIDDEN in place of either where it is too few, or could be subtracted."""

    observed: int
    claimed: int


@dataclass(slots=True)
class Claimed:
    """`others` say that they held none; so many were asked (`held`) because none was seen."""

    claimed: int = 0
    others: int = 0
    held: int = 0


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


def results(session: Session, wave: Wave, cells: Cells) -> list[Question]:
    return told(responses(session, wave.survey_id, wave.id), FEW, cells)


def told(found: Iterable[Answered], few: int, cells: Cells) -> list[Question]:
    """Closed questions in the order of their names; in constant memory."""
    questions: dict[str, Question] = {}
    for one in found:
        for name, value in one.answers.items():
            if name not in cells:
                continue
            question = questions.setdefault(name, Question(name))
            question.answered += 1
            if len(question.values) <= MOST_VALUES:
                question.values.update(_values(value))
    every = (questions[name] for name in sorted(questions))
    closed = [one for one in every if 0 < len(one.values) <= MOST_VALUES]
    shown = [safe(one, few) for one in closed if one.answered >= few]
    return [one if one.name in cells.chosen else _without_hidden(one) for one in shown]


def _without_hidden(question: Question) -> Question:
    """A number that few gave is not even named: together they stand as OTHERS."""
    kept = Counter({value: count for value, count in question.values.items() if count != HIDDEN})
    if len(kept) < len(question.values):
        kept[OTHERS] = HIDDEN
    return Question(question.name, question.answered, kept)


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


def forums(session: Session, wave: Wave, shown: Sequence[Question]) -> Forums | None:
    """Observed beside claimed, `shown` being what is told of the questions; None where nothing of
    them is."""
    if not shown:
        return None
    seen, told = observed(session, wave), claimed(session, wave)
    hidden = is_few(told.claimed) or is_few(told.others) or takes_apart(shown, told)
    return Forums(HIDDEN if is_few(seen) else seen, HIDDEN if hidden else told.claimed)


def is_few(count: int) -> bool:
    return 0 < count < FEW


def claimed(session: Session, wave: Wave) -> Claimed:
    """How many say that they held one, reported or not (`forums_held`, `forums_unreported`)."""
    found = Claimed()
    for one in responses(session, wave.survey_id, wave.id):
        found.held += "forums_held" in one.answers
        if _claims(one):
            found.claimed += 1
        else:
            found.others += 1
    return found


def _claims(one: Answered) -> bool:
    seen = str(one.answers.get("forums_seen") or "0")
    held = one.answers.get("forums_held")
    return seen not in ("0", "") or held not in (None, *NOT_HELD)


def takes_apart(shown: Sequence[Question], told: Claimed) -> bool:
    """Whether the sum would tell apart numbers that are hidden: some of those who say they held one
    and some of the others, or all of a question that too few answered."""
    question = next((one for one in shown if one.name == "forums_held"), None)
    if question is None:
        return told.held > 0
    hidden = {value for value, count in question.values.items() if count == HIDDEN}
    return bool(hidden & set(NOT_HELD)) and bool(hidden - set(NOT_HELD))


def of_forums(session: Session, survey_id: str, village_code: str, cells: Cells) -> list[Question]:
    """What those who came to a village's forums say; from ten answers on."""
    here = set(session.scalars(sa.select(Forum.id).where(Forum.village_code == village_code)))
    found = (one for one in responses(session, survey_id) if one.forum_id in here)
    return told(found, FEW_IN_A_VILLAGE, cells)


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
