"""A button of a question that is past, or of last month: answered kindly, and not obeyed."""

from __future__ import annotations

from collections.abc import Callable

from bot.dialogue import drive
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.filling import service
from handlers.filling.naming import form_name
from handlers.filling.start import offer
from models.mailbox import Conversation
from models.words import ConversationState

# The buttons that lead to what a finished form became, e.g. [ดูรายงานนั้น].
Seen = Callable[[Turn, Conversation], tuple[Button, ...]]


def stale(seen: Seen | None = None) -> Callable[[Turn, str, str], None]:
    """What `Routes.stale` is set to; `seen` knows the way to what was sent."""

    def answer(turn: Turn, subject: str, _extra: str) -> None:
        found = service.conversation_of(turn.session, turn.mailbox.key, subject)
        if found is None:
            offer(turn, "filling.stale")
        elif turn.mailbox.conversation_id == found.id:
            drive.ask(turn, found)
            turn.answer.begin_with(turn.say("filling.stale_earlier"))
        else:
            _of_another(turn, found, seen)

    return answer


def _of_another(turn: Turn, found: Conversation, seen: Seen | None) -> None:
    name = form_name(found, turn.language)
    if found.state in (ConversationState.OPEN, ConversationState.LEFT):
        go_on = Button(turn.say("filling.continue"), Act("continue", str(found.id)))
        turn.answer.say(Bubble(turn.say("filling.stale_left", form=name), buttons=(go_on,)))
    elif found.state is ConversationState.CANCELLED:
        offer(turn, "filling.stale_cancelled", form=name)
    else:
        _of_sent(turn, name, seen(turn, found) if seen else ())


def _of_sent(turn: Turn, name: str, ways: tuple[Button, ...]) -> None:
    if ways:
        turn.answer.say(Bubble(turn.say("filling.stale_sent", form=name), buttons=ways))
    else:
        offer(turn, "filling.stale_sent", form=name)
