"""A district is paused (flood, evacuation): what nobody there asked for waits, urgent things go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.database import wake
from models.outbox import Outgoing
from models.people import AccountPerson, Membership
from models.places import District
from models.words import OutboxState

PAUSED = "paused: "  # how the hold_reason of what waits for a district begins
AT_ONCE = 1000


def hold_reason(district_code: str) -> str:
    return PAUSED + district_code


def paused(session: Session) -> set[str]:
    """The codes of districts that are paused now."""
    chosen = sa.select(District.code).where(District.paused_since.is_not(None))
    return set(session.scalars(chosen))


def where_paused(session: Session, account_ids: Sequence[str]) -> dict[str, str]:
    """Account → the paused district that somebody who speaks through it belongs to."""
    codes = paused(session)
    if not codes:
        return {}
    found = session.execute(
        sa.select(AccountPerson.account_id, Membership.village_code)
        .join(Membership, Membership.person_id == AccountPerson.person_id)
        .where(
            AccountPerson.account_id.in_(account_ids),
            AccountPerson.until.is_(None),
            Membership.until.is_(None),
            Membership.village_code.is_not(None),
        )
        .order_by(Membership.id)
    )
    return {account: code[:4] for account, code in found if code and code[:4] in codes}


def pause(district: District, now: datetime) -> bool:
    """False: it is paused already."""
    if district.paused_since is not None:
        return False
    district.paused_since = now
    return True


def resume(district: District) -> bool:
    """It goes on; `release_some` then lets go what waited for it. False: it was not paused."""
    if district.paused_since is None:
        return False
    district.paused_since = None
    return True


def release_some(session: Session, district_code: str) -> int:
    """A step: at most 1,000 rows that waited for the district; 0 when none is left."""
    chosen = (
        sa.select(Outgoing.id)
        .where(
            Outgoing.state == OutboxState.HELD, Outgoing.hold_reason == hold_reason(district_code)
        )
        .order_by(Outgoing.id)
        .limit(AT_ONCE)
    )
    done = session.execute(
        sa.update(Outgoing)
        .where(Outgoing.state == OutboxState.HELD, Outgoing.id.in_(chosen.scalar_subquery()))
        .values(state=OutboxState.WAITING, hold_reason=None)
        .execution_options(synchronize_session=False)
    )
    wake(session)
    return int(done.rowcount)  # type: ignore[attr-defined]
