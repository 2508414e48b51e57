"""How an announcement stands in numbers, for chat and command line alike."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from models.announcements import Announcement, Note, lists_of, note_of
from models.counted import carried_in
from models.many import Mailing
from models.outcome import Sum, sum_of
from models.words import MailingState


@dataclass(frozen=True, slots=True)
class Stand:
    """`said`: what became of the announcement itself, its reminders aside; `free` of it rode on
    answers."""

    said: Sum
    note: Note
    free: int


def stand_of(session: Session, one: Announcement) -> Stand:
    first = [m for m in lists_of(session, one.id) if m.key.split(":")[2] == "0"]
    sums = [_sum(session, mailing) for mailing in first]
    said = Sum(
        accepted=sum(one.accepted for one in sums),
        waiting=sum(one.waiting for one in sums),
        held=sum(one.held for one in sums),
        refused=sum(one.refused for one in sums),
        left_out=sum(one.left_out for one in sums),
    )
    return Stand(said, note_of(session, one.id), carried_in(session, [one.id for one in first]))


def _sum(session: Session, mailing: Mailing) -> Sum:
    """Until it is due, and while LINE is asked how much is left, it only waits."""
    found = sum_of(session, mailing)
    if mailing.state in (MailingState.WRITING, MailingState.ASKING):
        return replace(found, waiting=found.waiting + found.held, held=0)
    return found
