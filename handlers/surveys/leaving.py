"""What is true when a survey's form is put aside or cancelled, in its own words."""

from __future__ import annotations

from bot.inbox.turn import Turn
from bot.messages.bubbles import Bubble
from handlers.surveys.ending import invitation_in
from models.mailbox import Conversation
from models.words import InvitationState


def own_words(turn: Turn, conversation: Conversation, name: str) -> list[Bubble] | None:
    """A correction that is given up leaves what was sent as it is."""
    invitation = invitation_in(turn, conversation)
    if invitation is None:
        return None
    if invitation.state is InvitationState.ANSWERED:
        return [Bubble(turn.say("surveys.correction_left"))] if name != "cancel_sure" else None
    return [Bubble(turn.say("surveys.cancelled"))] if name == "cancelled" else None
