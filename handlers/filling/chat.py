"""What this room brings: words and buttons of every form half-way, and the reminder."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.dialogue import drive
from bot.dialogue.words import means
from bot.inbox.parts import Part
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.filling import acts, languages, tasks, tossed, words
from handlers.filling.leaving import Leaving, Own
from handlers.filling.naming import form_name
from handlers.filling.stale import Seen, stale

LONG_AGO = timedelta(hours=6)


def part(own: Mapping[str, Own] | None = None) -> Part:
    """`own` are the words of rooms whose forms are not simply unsent when they are left."""
    leaving = Leaving(own or {})
    return Part(
        first=(greets_on_return,),
        acts={
            "again": acts.again,
            "keep": leaving.keep,
            "continue": acts.go_on,
            "cancel": leaving.cancel,
            "restart": leaving.restart,
            "call": acts.call,
            "filling.later": acts.later,
            "filling.toss": leaving.toss,
            "filling.back": tossed.back,
            "filling.skip": acts.skip,
            "filling.answer": acts.answer,
            languages.SPEAK: languages.speak,
        },
        words={
            "back": words.back,
            "skip": words.skip,
            "cancel": words.of_form(leaving.cancel),
            "keep": words.of_form(leaving.keep),
            "continue": words.go_on,
            "is_answer": words.is_answer,
            "language": languages.choose,
            "khmer": languages.word("kxm"),
            "kuy": languages.word("kdt"),
        },
        tasks=tasks.kinds(),
        unwanted={tasks.NUDGE: tasks.unwanted},
    )


def greets_on_return(turn: Turn) -> bool:
    """An ear: a greeting hours after a form was left is no answer to its question."""
    conversation = drive.current(turn)
    if conversation is None or not means(turn.text, "hello"):
        return False
    if turn.now - conversation.touched_at < LONG_AGO:
        return False
    subject = str(conversation.id)
    buttons = (
        Button(turn.say("filling.continue"), Act("continue", subject)),
        Button(turn.say("filling.restart"), Act("restart", subject)),
        Button(turn.say("filling.drop"), Act("cancel", subject)),
    )
    form = form_name(conversation, turn.language)
    turn.answer.say(Bubble(turn.say("filling.hello_form", form=form), buttons=buttons))
    return True


__all__ = ["Seen", "part", "stale"]
