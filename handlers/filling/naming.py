"""What people call a form."""

from __future__ import annotations

import contextlib

from base.i18n import MissingSentence, say
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
