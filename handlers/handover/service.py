"""Who talks with whom, and until when. Rows in, rows out."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.cases import Case
from models.handover import Handover, talk_of_key, talking_as, talking_with
from models.outbox import Outgoing
from models.people import Account
from models.staff import Staff, note
from models.tasks import plan
from models.words import HandoverEnd

SILENT_FOR = timedelta(hours=24)
SILENCE = "handover.silence"


def before(session: Session, account: Account, staff: Staff) -> list[Handover]:
    """The talks that either of them is in."""
    found = (talking_as(session, staff.id), talking_with(session, account.id))
    return list({talk.id: talk for talk in found if talk is not None}.values())


def begin(session: Session, case: Case, account: Account, staff: Staff, now: datetime) -> Handover:
    """Audited. Whatever talk either of them was in must have ended."""
    talk = Handover(
        case_id=case.id, account_id=account.id, staff_id=staff.id, began_at=now, said_at=now
    )
    session.add(talk)
    session.flush()
    note(session, now, staff.id, "handover.take", case.id)
    plan(session, SILENCE, str(talk.id), now + SILENT_FOR, now)
    return talk


def end(session: Session, talk: Handover, by: HandoverEnd, now: datetime) -> None:
    talk.ended_at, talk.ended_by = now, by
    note(session, now, talk.staff_id, f"handover.end_{by.value}", talk.case_id)
    session.flush()


def unwanted(session: Session, row: Outgoing) -> str | None:
    """Words for whoever has another phone by now help nobody on the one before
    (bot/outbox/wanted.py)."""
    number = talk_of_key(row.dedupe_key)
    if number is None:
        return None
    talk = session.get(Handover, number)
    account = session.get(Account, talk.account_id) if talk is not None else None
    return None if account is not None and account.line_user_id == row.to else "said elsewhere"
