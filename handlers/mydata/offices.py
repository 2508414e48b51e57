"""What an officer sent for many: it is the office's own, and stays when they delete their data."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.advice import is_advice
from models.announcements import goes_with_one


def is_the_offices(session: Session, file_id: str) -> bool:
    """Whether a file goes with an announcement or with advice."""
    return goes_with_one(session, file_id) or is_advice(session, file_id)
