"""What somebody allowed, one row per purpose; the newest row that was not taken back counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.people import Consent, people_of
from models.words import Permission

PHOTO_PUBLICITY = "photo_publicity"
NUDGES = "nudges"  # reminders, invitations, announcements
URGENT = "urgent"  # announcements that an officer marked urgent


def consent_of(
    session: Session, account_id: str, purpose: str, person_id: str | None = None
) -> Permission | None:
    """The answer in force; None when it was never asked. Of a person only their own; of who came
    first to the phone also one that was given before anybody had signed up (Speaking.first)."""
    row = _present(session, account_id, purpose, person_id)
    return row.answer if row else None


def refusing(session: Session, account_ids: Sequence[str], purpose: str) -> set[str]:
    """Those of many accounts whose answer in force is «no»."""
    found = session.execute(
        sa.select(Consent.account_id, Consent.answer)
        .where(
            Consent.account_id.in_(account_ids),
            Consent.purpose == purpose,
            Consent.withdrawn_at.is_(None),
        )
        .order_by(Consent.id)
    )
    answers = {one.account_id: one.answer for one in found}
    return {account_id for account_id, answer in answers.items() if answer is Permission.NO}


def record(
    session: Session,
    account_id: str,
    person_id: str | None,
    purpose: str,
    text_version: int,
    answer: Permission,
    now: datetime,
) -> bool:
    """Store an answer and end the earlier one; False when it says the same as before."""
    earlier = _present(session, account_id, purpose, person_id)
    if earlier is not None and earlier.answer is answer:
        return False
    if earlier is not None:
        earlier.withdrawn_at = now
    session.add(
        Consent(
            account_id=account_id,
            person_id=person_id,
            purpose=purpose,
            text_version=text_version,
            answer=answer,
            given_at=now,
        )
    )
    session.flush()
    return True


def _present(
    session: Session, account_id: str, purpose: str, person_id: str | None
) -> Consent | None:
    return session.scalar(
        sa.select(Consent)
        .where(
            Consent.account_id == account_id,
            Consent.purpose == purpose,
            Consent.withdrawn_at.is_(None),
            _is_of(session, account_id, person_id),
        )
        .order_by(Consent.id.desc())
        .limit(1)
    )


def _is_of(session: Session, account_id: str, person_id: str | None) -> sa.ColumnElement[bool]:
    if person_id is None:
        return sa.true()
    first = next((one.id for one in people_of(session, account_id)), None)
    before = Consent.person_id.is_(None) if first == person_id else sa.false()
    return sa.or_(Consent.person_id == person_id, before)
