"""A message that was taken back after its survey was sent: the answer goes, the response stays."""

from __future__ import annotations

import json

from sqlalchemy.orm import Session

from handlers.surveys.splitting import written
from models.surveys import Response


def take_out(session: Session, subject: str, field: str) -> None:
    """`subject` is the response's id, `field` the path of the question."""
    row = session.get(Response, subject, with_for_update=True)
    if row is None:
        return
    name = field.rpartition("/")[2] if "[" not in field else field
    told = json.loads(row.answers)
    row.answers = written({key: told[key] for key in told if key not in (field, name)})
    row.revision += 1
