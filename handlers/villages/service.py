"""A village without a forum this quarter, as rows: who is asked about it, and what they said."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from models.consents import NUDGES, consent_of
from models.people import Account, accounts_of_person, through_one_account
from models.places import Village
from models.rests import Quarter, VillageRest, has_forum, leaders_of, rest_of
from models.words import Permission


def to_ask(session: Session, village_code: str) -> list[tuple[Account, str]]:
    """Through which account each leader is asked, with who it is; once for each account."""
    through = through_one_account(session, leaders_of(session, village_code))
    chosen = {whom.account_id: person for person, whom in sorted(through.items())}
    found = [(session.get_one(Account, account), person) for account, person in chosen.items()]
    return [(account, person) for account, person in found if _may_be_asked(session, account)]


def _may_be_asked(session: Session, account: Account) -> bool:
    reachable = not account.blocked and account.friend is not False
    return reachable and consent_of(session, account.id, NUDGES) is not Permission.NO


def not_wanted(session: Session, village_code: str, quarter: Quarter) -> str | None:
    """Why a question that was written is not to be sent any more; None: it still is."""
    if has_forum(session, village_code, quarter):
        return "a forum was held or planned meanwhile"
    return "said meanwhile" if rest_of(session, village_code, quarter) else None


def leader_through(session: Session, account_id: str, village_code: str) -> str | None:
    """Who of those that speak through the account leads the village now."""
    mine = [
        person
        for person in leaders_of(session, village_code)
        if any(one.id == account_id for one in accounts_of_person(session, person))
    ]
    return mine[0] if mine else None


def village(session: Session, code: str) -> Village | None:
    return session.get(Village, code)


def rest(session: Session, code: str, today: date, now: datetime) -> VillageRest:
    """It is not asked again this quarter."""
    quarter = Quarter.of(today)
    row = rest_of(session, code, quarter)
    if row is None:
        row = VillageRest(village_code=code, quarter=quarter.first, said_at=now)
        session.add(row)
        session.flush()
    return row
