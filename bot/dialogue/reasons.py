"""Who says no is asked why, in a form of one question; whoever asked for it reads these words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.dialogue.rooms import Answers, FormRoom
from bot.dialogue.tables import place_rows
from bot.inbox.turn import Turn
from models.mailbox import Conversation

LONGEST = 300  # characters

Refused = Callable[[Turn, str, str], None]


def room(name: str, source: Path, refused: Refused) -> FormRoom:
    """`source` asks `why`; `refused` gets the turn, what was said no to, and the words."""

    def finish(turn: Turn, conversation: Conversation, answers: Answers) -> None:
        refused(turn, conversation.subject, kept(str(answers["why"])))

    return FormRoom(name=name, source=source, rows=place_rows, finish=finish)


def kept(why: str) -> str:
    return why.strip()[:LONGEST]
