"""Leaving a form: put aside; cancelled or begun anew, after a question if something would be lost.

What is true then differs by form: after a correction the report is still sent, after the questions
that follow a sign-up the name still stands. Such a form's room says it in its own words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.dialogue import drive
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.filling import service, tossed
from handlers.filling.acts import open_one, say_of
from models.mailbox import SEALED, Conversation

SURE_FROM = 2  # answers that are worth a question before they go

# (turn, form, «kept», «cancelled» or «cancel_sure») -> how its room says it; None: as ever.
Own = Callable[[Turn, Conversation, str], list[Bubble] | None]


@dataclass(frozen=True)
class Leaving:
    """`own` by the form's name."""

    own: Mapping[str, Own]

    def keep(self, turn: Turn, subject: str, _extra: str) -> None:
        conversation = open_one(turn, subject)
        if conversation is None:
            return
        if turn.mailbox.conversation_id == conversation.id:
            kept = drive.leave(turn)
            turn.answer.say(*self._words(turn, conversation, "kept" if kept else "cancelled"))
        else:
            turn.answer.say(Bubble(say_of(turn, "kept_already", conversation)))

    def cancel(self, turn: Turn, subject: str, extra: str) -> None:
        """Asked once more when there is something to lose; `extra` «yes» is the answer to that."""
        conversation = open_one(turn, subject)
        if conversation is None:
            return
        if extra != "yes" and _much(turn, conversation):
            self._ask(turn, conversation)
            return
        turn.answer.say(*self._words(turn, conversation, "cancelled"))
        drive.cancel(turn, conversation)
        service.drop_gathered(turn.session, conversation, turn.now)

    def toss(self, turn: Turn, subject: str, extra: str) -> None:
        """[ทิ้ง] under a reminder: nothing more is asked, and for a day it can be taken back; what
        is about something hidden is forgotten with its end, so that is cancelled as ever."""
        conversation = open_one(turn, subject)
        if conversation is None:
            return
        reminded = service.was_reminded(turn.session, conversation)
        if not reminded or conversation.subject.startswith(SEALED):
            self.cancel(turn, subject, extra)
            return
        *before, last = self._words(turn, conversation, "cancelled")
        back = Button(turn.say("filling.take_back"), Act("filling.back", subject))
        turn.answer.say(*before, replace(last, buttons=(*last.buttons, back)))
        drive.put_away(turn, conversation)
        tossed.plan_emptying(turn.session, conversation, turn.now)

    def restart(self, turn: Turn, subject: str, extra: str) -> None:
        """The same form from its beginning; what was answered goes, after the same question."""
        conversation = open_one(turn, subject)
        if conversation is None:
            return
        if extra != "yes" and _much(turn, conversation):
            yes = Button(turn.say("filling.restart_yes"), Act("restart", subject, "yes"))
            no = Button(turn.say("filling.cancel_no"), Act("continue", subject))
            turn.answer.say(Bubble(say_of(turn, "restart_sure", conversation), buttons=(yes, no)))
            return
        about = conversation.subject  # a form may forget it with its end
        drive.cancel(turn, conversation)
        service.drop_gathered(turn.session, conversation, turn.now)
        turn.answer.bubbles.clear()
        drive.open_form(turn, conversation.room, subject=about)
        turn.answer.begin_with(say_of(turn, "restarted", conversation))

    def _ask(self, turn: Turn, conversation: Conversation) -> None:
        subject = str(conversation.id)
        buttons = (
            Button(turn.say("filling.cancel_yes"), Act("cancel", subject, "yes")),
            Button(turn.say("filling.cancel_keep"), Act("keep", subject)),
            Button(turn.say("filling.cancel_no"), Act("continue", subject)),
        )
        *before, last = self._words(turn, conversation, "cancel_sure")
        turn.answer.say(*before, replace(last, buttons=buttons))

    def _words(self, turn: Turn, conversation: Conversation, name: str) -> list[Bubble]:
        own = self.own.get(conversation.room)
        said = own(turn, conversation, name) if own else None
        return said or [Bubble(say_of(turn, name, conversation))]


def _much(turn: Turn, conversation: Conversation) -> bool:
    if service.has_media(turn.session, conversation):
        return True
    return service.answers_given(turn.session, conversation) >= SURE_FROM
