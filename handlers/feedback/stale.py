"""Old buttons of a case that was sent: they change nothing, and lead to what was sent."""

from __future__ import annotations

from base.ids import row_number
from bot.inbox.turn import Act, Turn
from bot.messages.bubbles import Bubble, Button
from handlers.feedback import codes, saying
from handlers.feedback.beginning import ROOM
from handlers.feedback.ending import STUCK
from models.mailbox import Conversation

OF_CASES = (ROOM, "case_add", "case_word", STUCK)


def seen(turn: Turn, conversation: Conversation) -> tuple[Button, ...]:
    """The way on from an old button of a form that is sent; none for another room's form."""
    if conversation.room not in OF_CASES:
        return ()
    return (saying.button("mine", turn.language, "case.mine"),)


def stale(otherwise: Act) -> Act:
    """What old buttons of a form do that forgot whose it was; `otherwise` for all others."""

    def answer(turn: Turn, subject: str, extra: str) -> None:
        number = row_number(subject)
        found = turn.session.get(Conversation, number) if number is not None else None
        if found is None or found.mailbox_key is not None or found.room not in OF_CASES:
            otherwise(turn, subject, extra)
            return
        codes.forget_turn(turn)  # who presses it is who sent it
        ways = (saying.button("mine", turn.language, "case.mine"),)
        turn.answer.say(Bubble(turn.say("feedback.old_button"), buttons=ways))

    return answer
