"""Another language in mid-form: the answers stay, and the question is asked again in it.

A form may have languages that are only spoken («Khmer Surin (kxm)»): the bot's own words then stay
in the language of the chat.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from base.i18n import LANGUAGES, MissingSentence, say
from bot.dialogue import drive
from bot.inbox.turn import Turn
from bot.messages.bubbles import HERE, Act, Bubble, Button
from handlers.filling.acts import open_one
from models.mailbox import Conversation

SPEAK = "filling.speak"
ACCOUNT = "talk.language"  # the act that changes the language of the chat


def choose(turn: Turn) -> None:
    """«เปลี่ยนภาษา»: the languages there are, as buttons."""
    conversation = drive.current(turn)
    codes = list(LANGUAGES)
    if conversation is not None:
        turn.answer.conversation, turn.answer.turn = str(conversation.id), conversation.turn
        codes += [c for c in drive.languages(turn, conversation) if c not in codes]
    buttons = tuple(_button(turn, conversation, code) for code in codes)
    key = "filling.which_language" if conversation else "filling.which_language_to_speak"
    turn.answer.say(Bubble(turn.say(key), buttons=buttons))


def speak(turn: Turn, subject: str, language: str) -> None:
    """A button of `choose`, for a language that only the form has."""
    conversation = open_one(turn, subject)
    if conversation is None:
        return
    if language not in drive.languages(turn, conversation):
        turn.tell("filling.no_such_language")
        return
    if turn.mailbox.conversation_id != conversation.id:
        drive.resume(turn, conversation)
        turn.answer.bubbles.clear()
    drive.speak(turn, conversation, language)
    name = _name(turn, conversation, language)
    turn.answer.begin_with(turn.say("filling.speaks", language=name))


def word(language: str) -> Callable[[Turn], None]:
    """«ภาษาเขมร» as a word that always works."""

    def do(turn: Turn) -> None:
        conversation = drive.current(turn)
        if conversation is None or language not in drive.languages(turn, conversation):
            turn.tell("filling.no_such_language")
            if conversation is not None:
                drive.ask(turn, conversation)
        else:
            speak(turn, str(conversation.id), language)

    return do


def _button(turn: Turn, conversation: Conversation | None, code: str) -> Button:
    act = Act(ACCOUNT, code) if code in LANGUAGES else Act(SPEAK, HERE, code)
    return Button(_name(turn, conversation, code), act)


def _name(turn: Turn, conversation: Conversation | None, code: str) -> str:
    """In the words of the chat where we know them; else as the form calls it."""
    with suppress(MissingSentence):
        return say(f"filling.language_{code}", turn.language)
    named = drive.languages(turn, conversation) if conversation is not None else {}
    return named.get(code, code)
