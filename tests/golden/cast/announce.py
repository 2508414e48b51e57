"""So many that a second officer has to agree, and who that may be."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models.words import Role
from tests.golden.cast.base import _account, _member, _person

MANY = 31


def neighbours(session: Session, now: datetime) -> None:
    """31 villagers of Non Sommut, whose phones nobody looks at."""
    for number in range(MANY):
        account = _account(session, f"neighbour{number:02}", f"เพื่อนบ้าน {number}", now)
        _member(session, _person(session, account, f"ลุงที่ {number}", now), Role.VILLAGER, now)
