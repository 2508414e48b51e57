"""Why nothing (401), or nothing counted (the month is used up), is sent now, and that staff hear.

What fails is what would tell them. So `/readyz` is red, a line stands in the log, and a notice
waits for each officer: it rides on the next free reply to any of them, or ends when it is over.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.logs import get
from models.outbox import SendingStop, stop

Alarm = Callable[[Session, str, str, datetime], None]

log = get("outbox")


def begin(
    session: Session, reason: str, now: datetime, ask_again_at: datetime, alarm: Alarm
) -> None:
    """Stop sending for `reason`; if that is known already, only ask again later."""
    if not stop(session, reason, now, ask_again_at):
        session.execute(
            sa.update(SendingStop)
            .where(SendingStop.reason == reason)
            .values(ask_again_at=ask_again_at)
        )
        return
    log.error("sending stops", action="sending_stopped", reason=reason)
    try:
        with session.begin_nested():
            alarm(session, reason, now.isoformat(timespec="minutes"), now)
    except Exception:  # sending stops all the same
        log.exception("nobody could be told that sending stops", action="tell_failed")


def over(session: Session, reason: str) -> bool:
    """False when it was not stopped for that."""
    found = session.get(SendingStop, reason)
    if found is None:
        return False
    session.delete(found)
    return True
