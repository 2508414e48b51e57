"""Waves and invitations as rows: who is asked, how far each is, which form they get."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import row_number
from models.database import insert
from models.mailbox import Conversation
from models.many import Addressee, Mailing
from models.outbox import Outgoing
from models.people import Account, Person, Whom, through_one_account
from models.programme import CohortMember
from models.surveys import Invitation, Response, Survey, SurveyVersion, Wave
from models.words import InvitationState, MailingState, WaveState

UNANSWERED = (
    InvitationState.WAITING,
    InvitationState.OPENED,
    InvitationState.HALF_FILLED,
    InvitationState.UNREACHABLE,
)
IN_HAND = timedelta(minutes=30)  # whoever answered so lately is not interrupted
LATELY = timedelta(hours=12)  # whoever was asked at the moment they chose is not reminded beside it


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody to whom it is said now: in which language, and how many questions are left."""

    invitation_id: int
    whom: Whom
    language: str
    left: int


def version_in_use(session: Session, survey_id: str) -> SurveyVersion:
    """What who begins now is asked: the one brought last, perhaps an earlier one brought anew.
    LookupError: a survey has at least one version."""
    chosen = sa.select(SurveyVersion).where(SurveyVersion.survey_id == survey_id)
    order = (SurveyVersion.added_at.desc(), SurveyVersion.number.desc())
    found = session.scalars(chosen.order_by(*order).limit(1)).first()
    if found is None:
        raise LookupError(f"the survey {survey_id} has no version")
    return found


def version_of(session: Session, survey_id: str, digest: str) -> SurveyVersion | None:
    return session.scalar(
        sa.select(SurveyVersion).where(
            SurveyVersion.survey_id == survey_id, SurveyVersion.form_digest == digest
        )
    )


def survey_named(session: Session, key: str) -> Survey | None:
    return session.scalar(sa.select(Survey).where(Survey.key == key))


def wave_numbered(session: Session, number: str) -> Wave | None:
    """As a button or an operator names it."""
    found = row_number(number)
    return session.get(Wave, found) if found is not None else None


def all_waves(session: Session) -> list[Wave]:
    return list(session.scalars(sa.select(Wave).order_by(Wave.opens_at, Wave.id)))


def invitation_of(session: Session, wave_id: int, person_id: str) -> Invitation | None:
    return session.scalar(
        sa.select(Invitation).where(
            Invitation.wave_id == wave_id, Invitation.person_id == person_id
        )
    )


def open_for(session: Session, person_id: str) -> list[Invitation]:
    """What somebody is asked now, answered or not; the wave that closes first goes first."""
    rows = session.scalars(
        sa.select(Invitation)
        .join(Wave, Wave.id == Invitation.wave_id)
        .where(Invitation.person_id == person_id, Wave.state == WaveState.OPEN)
        .order_by(Wave.closes_at, Wave.id)
    )
    return list(rows)


def response_to(session: Session, invitation: Invitation) -> Response | None:
    """The answers with a name; None where there are none, or none with a name."""
    return session.scalar(sa.select(Response).where(Response.invitation_id == invitation.id))


def members_after(
    session: Session, wave: Wave, after: int, most: int
) -> tuple[list[str], int | None]:
    """Of the cohort's next `most` rows the people who have not deleted their data, and the last
    row's id; None after the end. The rows are chosen before they are joined: without statistics
    PostgreSQL reads the whole cohort otherwise."""
    chosen = (
        sa.select(CohortMember.id, CohortMember.person_id)
        .where(CohortMember.cohort_id == wave.cohort_id, CohortMember.id > after)
        .order_by(CohortMember.id)
        .limit(most)
        .subquery()
    )
    rows = session.execute(
        sa.select(chosen.c.id, chosen.c.person_id, Person.erased_at)
        .join(Person, Person.id == chosen.c.person_id)
        .order_by(chosen.c.id)
    ).all()
    return [person for _, person, erased in rows if erased is None], rows[-1][0] if rows else None


def invite(session: Session, wave: Wave, person_ids: Sequence[str]) -> list[Asked]:
    """An invitation for each, where there is none yet; those who can be reached now."""
    reached = _reached(session, person_ids)
    numbers = _invited(session, wave, person_ids, reached)
    known = [one for one in person_ids if one not in numbers]
    if known:
        numbers |= _unanswered(session, wave, known)
    found = sorted((number, person) for person, number in numbers.items())
    return [Asked(number, *reached[one], 0) for number, one in found if one in reached]


def would_hear(session: Session, wave: Wave, person_id: str) -> Whom | None:
    """Through whom somebody can be reached who has not answered; None: there is nothing to ask."""
    known = invitation_of(session, wave.id, person_id)
    if known is not None and known.state not in UNANSWERED:
        return None
    found = _reached(session, [person_id]).get(person_id)
    return found[0] if found is not None else None


def new_since(session: Session, wave: Wave, person_ids: Sequence[str]) -> list[str]:
    """Of these people those who can be reached and could not, or were not there, when everybody was
    named."""
    named = session.scalars(
        sa.select(Invitation.person_id).where(
            Invitation.wave_id == wave.id,
            Invitation.person_id.in_(person_ids),
            Invitation.state != InvitationState.UNREACHABLE,
        )
    )
    known = set(named)
    return sorted(_reached(session, [one for one in person_ids if one not in known]))


def forget_list(session: Session, prefix: str) -> int:
    """One request of a list under this key that was never closed, or the list itself when none is
    left of it; 0 where there is none."""
    begun = (Mailing.key.startswith(prefix, autoescape=True), Mailing.state == MailingState.WRITING)
    mailing = session.scalar(sa.select(Mailing.id).where(*begun).limit(1))
    if mailing is None:
        return 0
    chosen = sa.select(Outgoing.id).where(Outgoing.mailing_id == mailing).limit(1)
    row = session.scalar(chosen)
    if row is None:
        session.execute(sa.delete(Mailing).where(Mailing.id == mailing))
        return 1
    session.execute(sa.delete(Addressee).where(Addressee.outgoing_id == row))
    session.execute(sa.delete(Outgoing).where(Outgoing.id == row))
    return 1


def forget_invited(session: Session, wave: Wave, most: int = 500) -> int:
    """Some of the invitations to a wave that never opened; how many."""
    chosen = sa.select(Invitation.id).where(Invitation.wave_id == wave.id).limit(most)
    ids = list(session.scalars(chosen))
    if ids:
        session.execute(sa.delete(Invitation).where(Invitation.id.in_(ids)))
    return len(ids)


def _invited(
    session: Session, wave: Wave, person_ids: Sequence[str], reached: Container[str]
) -> dict[str, int]:
    """Person → the invitation that was made just now."""
    rows = [
        {
            "wave_id": wave.id,
            "person_id": one,
            "state": InvitationState.WAITING if one in reached else InvitationState.UNREACHABLE,
        }
        for one in person_ids
    ]
    if not rows:
        return {}
    new = insert(session, Invitation).on_conflict_do_nothing()
    made = session.execute(new.returning(Invitation.person_id, Invitation.id), rows)
    return {person: number for person, number in made if person}


def _unanswered(session: Session, wave: Wave, person_ids: Sequence[str]) -> dict[str, int]:
    found = session.execute(
        sa.select(Invitation.person_id, Invitation.id).where(
            Invitation.wave_id == wave.id,
            Invitation.person_id.in_(person_ids),
            Invitation.state.in_(UNANSWERED),
        )
    )
    return {person: number for person, number in found if person}


def unanswered_after(
    session: Session, wave: Wave, after: int, most: int, now: datetime, *, unreached: bool = True
) -> tuple[list[Asked], int | None]:
    """Of the next `most` that have not answered those who can be reached, and the last one's id;
    not who asked for another moment, of today or to come, nor who is answering just now. Without
    `unreached` not who could not be reached before either."""
    never = () if unreached else (InvitationState.UNREACHABLE,)
    states = [one for one in UNANSWERED if one not in never]
    rows = session.execute(
        sa.select(Invitation.id, Invitation.person_id, Invitation.open_questions)
        .outerjoin(Conversation, Conversation.id == Invitation.conversation_id)
        .where(
            Invitation.wave_id == wave.id,
            Invitation.id > after,
            Invitation.state.in_(states),
            sa.or_(Invitation.later_at.is_(None), Invitation.later_at < now - LATELY),
            sa.or_(Conversation.id.is_(None), Conversation.touched_at < now - IN_HAND),
        )
        .order_by(Invitation.id)
        .limit(most)
    ).all()
    reached = _reached(session, [person for _, person, _ in rows if person])
    asked = [Asked(i, *reached[p], left or 0) for i, p, left in rows if p in reached]
    return asked, rows[-1][0] if rows else None


def _reached(session: Session, person_ids: Sequence[str]) -> dict[str, tuple[Whom, str]]:
    """Through which account, and its language; whoever blocked the bot cannot be reached."""
    through = through_one_account(session, person_ids)
    ids = {whom.account_id for whom in through.values()}
    rows = session.execute(
        sa.select(Account.id, Account.language).where(
            Account.id.in_(ids), Account.blocked.is_(False), Account.friend.is_not(False)
        )
    )
    languages = {number: language for number, language in rows}  # noqa: C416
    return {
        person: (whom, languages[whom.account_id])
        for person, whom in through.items()
        if whom.account_id in languages
    }


def expire(session: Session, wave: Wave, most: int) -> int:
    """Who never began: too late. Who has a form half-way is dealt with one by one."""
    chosen = (
        sa.select(Invitation.id)
        .where(
            Invitation.wave_id == wave.id,
            Invitation.state.in_((InvitationState.WAITING, InvitationState.OPENED)),
            Invitation.conversation_id.is_(None),
        )
        .limit(most)
    )
    ids = list(session.scalars(chosen))
    if ids:
        changed = sa.update(Invitation).where(Invitation.id.in_(ids))
        session.execute(changed.values(state=InvitationState.EXPIRED, later_at=None))
    return len(ids)


def half_way(session: Session, wave: Wave, after: int) -> Invitation | None:
    """The next one with a form half-way."""
    return session.scalar(
        sa.select(Invitation)
        .where(
            Invitation.wave_id == wave.id,
            Invitation.id > after,
            Invitation.conversation_id.is_not(None),
            Invitation.state.in_(UNANSWERED),
        )
        .order_by(Invitation.id)
        .limit(1)
    )


def counts(session: Session, wave_id: int) -> dict[InvitationState, int]:
    rows = session.execute(
        sa.select(Invitation.state, sa.func.count())
        .where(Invitation.wave_id == wave_id)
        .group_by(Invitation.state)
    )
    return {state: count for state, count in rows}  # noqa: C416


def erase_answers(session: Session, person_ids: Sequence[str]) -> None:
    """What these people answered with their name goes; that they were asked stays as a number."""
    session.execute(sa.delete(Response).where(Response.person_id.in_(person_ids)))
    mine = Invitation.person_id.in_(person_ids)
    session.execute(
        sa.update(Invitation)
        .where(mine, Invitation.state.in_(UNANSWERED))
        .values(state=InvitationState.EXPIRED)
    )
    session.execute(
        sa.update(Invitation)
        .where(mine)
        .values(person_id=None, conversation_id=None, open_questions=None, later_at=None)
    )


def named_responses(
    session: Session, person_ids: Sequence[str]
) -> list[tuple[Response, SurveyVersion]]:
    """What these people answered with their name, in the order in which they did."""
    rows = session.execute(
        sa.select(Response, SurveyVersion)
        .join(SurveyVersion, SurveyVersion.id == Response.version_id)
        .where(Response.person_id.in_(person_ids))
        .order_by(Response.submitted_at, Response.id)
    )
    return [(response, version) for response, version in rows]
