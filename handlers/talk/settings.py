"""Reminders off and on, and the language of the chat: each says how to undo it."""

from __future__ import annotations

from bot.dialogue import drive
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.talk import service
from models.consents import NUDGES, consent_of, record
from models.menus import speak_in
from models.words import Permission


def stop(turn: Turn) -> None:
    changed = _set(turn, Permission.NO)
    key = "talk.stopped" if changed else "talk.stopped_already"
    _tell(turn, key, ("talk.start_again", "talk.start"))


def stop_act(turn: Turn, _subject: str, _extra: str) -> None:
    stop(turn)


def start_act(turn: Turn, _subject: str, _extra: str) -> None:
    _set(turn, Permission.YES)
    turn.tell("talk.started")


def settings(turn: Turn) -> None:
    """«ตั้งค่า»: how it is now, and the button that changes it."""
    if consent_of(turn.session, turn.person_account.id, NUDGES) is Permission.NO:
        _tell(turn, "talk.stopped_already", ("talk.start_again", "talk.start"))
    else:
        _tell(turn, "talk.reminders_on", ("talk.stop_now", "talk.stop"))


def english(turn: Turn) -> None:
    _speak(turn, "en", "talk.english")


def thai(turn: Turn) -> None:
    _speak(turn, "th", "talk.thai")


def _speak(turn: Turn, language: str, key: str) -> None:
    """Inside a form its question is asked again, in the new language."""
    speak_in(turn.session, turn.person_account, language, turn.now)
    turn.tell(key)
    if (conversation := drive.current(turn)) is not None:
        drive.speak(turn, conversation, "")


def language_act(turn: Turn, subject: str, _extra: str) -> None:
    """The tile of the menu: `subject` is the language to go on in."""
    if subject == "en":
        english(turn)
    else:
        thai(turn)


def _set(turn: Turn, answer: Permission) -> bool:
    account = turn.person_account
    return record(turn.session, account.id, None, NUDGES, service.NUDGES_TEXT, answer, turn.now)


def _tell(turn: Turn, key: str, button: tuple[str, str]) -> None:
    label, act = button
    turn.answer.say(Bubble(turn.say(key), buttons=(Button(turn.say(label), Act(act)),)))
