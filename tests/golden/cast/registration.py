"""For the conversations about signing up: a number to be known by, an old phone."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.people import Person


def saifons_phone(session: Session, _now: datetime) -> None:
    """The roster has her number."""
    saifon = session.scalars(sa.select(Person).where(Person.called == "คุณสายฝน")).one()
    saifon.phone = "081-234-4471"
    session.flush()
