"""Pictures, voices and other files that stand in answers with a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.erasing import erase_file
from models.files import File
from models.surveys import Response

_ID = re.compile(r'"([0-9a-f]{32})"')  # base.ids.new_id, as JSON writes it
AT_ONCE = 500


def erase_answered(session: Session, person_ids: Sequence[str], now: datetime) -> None:
    """Those of what these people answered go. A form that also had nameless answers let go of
    account and chat when it was sent: nothing but the answer itself still names its files."""
    written = session.scalars(sa.select(Response.answers).where(Response.person_id.in_(person_ids)))
    ids = sorted({found for answers in written for found in _ID.findall(answers)})
    for begin in range(0, len(ids), AT_ONCE):
        some = File.id.in_(ids[begin : begin + AT_ONCE])
        for file in session.scalars(sa.select(File).where(some)):
            erase_file(session, file, now)
