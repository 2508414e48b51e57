"""The report under a button, for whoever pressed it."""

from __future__ import annotations

from bot.inbox.turn import Turn
from handlers.staff.service import readable
from models.forums import ForumReport
from models.staff import Staff


def report_to_read(turn: Turn, subject: str) -> tuple[Staff, ForumReport] | None:
    """Who presses and the report; where it is not theirs to read, that is said, and no more."""
    found = readable(turn.session, turn.person_account.id, subject)
    if found is None:
        turn.tell("staff.not_yours_button")
    return found
