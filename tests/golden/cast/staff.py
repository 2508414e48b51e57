"""Officers with other rights than the first one's."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from base.ids import new_id
from models.staff import Staff
from models.words import StaffRole
from tests.golden.cast.base import _account


def plain_admin(session: Session, now: datetime) -> None:
    """Looks after the bot, and may see neither จำกัด nor withheld names."""
    account = _account(session, "plain_admin", "ปรีดา", now)
    staff = Staff(id=new_id(), account_id=account.id, granted_at=now)
    staff.role, staff.name = StaffRole.ADMIN, "ปรีดา สำนักงานจังหวัด"
    session.add(staff)
    session.flush()
