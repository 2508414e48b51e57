"""What people call a form, and one sentence put before the question that follows it."""

from __future__ import annotations

from dataclasses import replace

from base.i18n import MissingSentence, say
from bot.inbox.turn import Turn
from bot.messages.bubbles import Bubble
from bot.messages.packing import is_short
from models.mailbox import Conversation


def form_name(conversation: Conversation, language: str) -> str:
    """«การลงชื่อ», «รายงานเวที»; a general word for a form that has no name yet."""
    try:
        return say(f"filling.form_{conversation.room}", language)
    except MissingSentence:
        return say("filling.form_any", language)


def begin_with(turn: Turn, sentence: str) -> None:
    """Say `sentence` in the bubble of what the answer begins with, or before it if too long."""
    bubbles = turn.answer.bubbles
    joined = f"{sentence}\n{bubbles[0].text}" if bubbles else sentence
    if bubbles and bubbles[0].text and is_short(joined):
        bubbles[0] = replace(bubbles[0], text=joined)
    else:
        bubbles.insert(0, Bubble(sentence))
