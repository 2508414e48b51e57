"""A wave is stopped and goes on: what LINE has not taken waits, and nobody is reminded."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.outbox import holding
from handlers.surveys import lists
from models.many import unsent_under
from models.surveys import Wave
from models.words import WaveState


def stop(session: Session, wave: Wave, now: datetime) -> bool:
    """Who was asked may still answer. False: it is not open, or stopped already."""
    if wave.state is not WaveState.OPEN or wave.stopped_at is not None:
        return False
    wave.stopped_at = now
    for mailing in unsent_under(session, lists.all_of(wave)):
        holding.hold_list(session, mailing)
    return True


def resume(session: Session, wave: Wave, now: datetime) -> bool:
    """It goes on where it was stopped. False: it is not stopped."""
    if wave.state is not WaveState.OPEN or wave.stopped_at is None:
        return False
    wave.stopped_at = None
    for mailing in unsent_under(session, lists.all_of(wave)):
        if holding.release_list(session, mailing, now):
            mailing.look_at = max(now, mailing.due_at)
    return True
