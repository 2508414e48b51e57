"""What people call a form, and one sentence put before the question that follows it."""

from __future__ import annotations

import contextlib
from dataclasses import replace

from base.i18n import MissingSentence, say
from bot.inbox.turn import Turn
from bot.messages.bubbles import Bubble
from bot.messages.packing import is_short
from models.mailbox import Conversation
from models.words import ConversationState


def form_name(conversation: Conversation, language: str) -> str:
    """«การลงชื่อ», «รายงานเวที»; a general word for a form that has no name yet.

    A form that has its subject before it ends says again what was sent: «การแก้รายงาน».
    """
    again = conversation.subject and conversation.state is not ConversationState.FINISHED
    for name in [f"{conversation.room}_again"] * bool(again) + [conversation.room]:
        with contextlib.suppress(MissingSentence):
            return say(f"filling.form_{name}", language)
    return say("filling.form_any", language)


def begin_with(turn: Turn, sentence: str) -> None:
    """Say `sentence` in the bubble of what the answer begins with, or before it if too long."""
    bubbles = turn.answer.bubbles
    joined = f"{sentence}\n{bubbles[0].text}" if bubbles else sentence
    if bubbles and bubbles[0].text and is_short(joined):
        bubbles[0] = replace(bubbles[0], text=joined)
    else:
        bubbles.insert(0, Bubble(sentence))
