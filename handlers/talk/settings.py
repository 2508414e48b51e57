"""Reminders off and on, and the language of the chat: each says how to undo it."""

from __future__ import annotations

from bot.dialogue import drive
from bot.dialogue.ways import way_said
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.talk import service
from models.consents import NUDGES, URGENT, consent_of, record
from models.menus import speak_in
from models.words import Permission

STOP = "talk.stop"


def stop(turn: Turn) -> None:
    """At once only what is urgent; how much of that, if any, is one tap more."""
    changed = _set(turn, NUDGES, Permission.NO)
    none = consent_of(turn.session, turn.person_account.id, URGENT) is Permission.NO
    key = "talk.set_none" if none else "talk.stopped" if changed else "talk.stopped_already"
    turn.answer.say(Bubble(turn.say(key), buttons=_ways(turn)))


def had_enough(turn: Turn) -> bool:
    """An ear: «ไม่ต้องส่งมาแล้วนะ รำคาญ», «เลิกส่งข้อความได้ไหม»."""
    if way_said(turn.text, (STOP,)) is None:
        return False
    stop(turn)
    return True


def _ways(turn: Turn) -> tuple[Button, ...]:
    ways = (
        ("talk.only_urgent", "talk.urgent"),
        ("talk.as_before", "talk.start"),
        ("talk.not_at_all", "talk.none"),
    )
    return tuple(Button(turn.say(label), Act(act)) for label, act in ways)


def urgent_act(turn: Turn, _subject: str, _extra: str) -> None:
    """[เฉพาะเรื่องด่วน]"""
    _set(turn, NUDGES, Permission.NO)
    _set(turn, URGENT, Permission.YES)
    turn.tell("talk.set_urgent")


def none_act(turn: Turn, _subject: str, _extra: str) -> None:
    """[ไม่รับเลย]"""
    _set(turn, NUDGES, Permission.NO)
    _set(turn, URGENT, Permission.NO)
    turn.tell("talk.set_none")


def stop_act(turn: Turn, _subject: str, _extra: str) -> None:
    stop(turn)


def start_act(turn: Turn, _subject: str, _extra: str) -> None:
    start(turn)


def start(turn: Turn) -> None:
    """«เริ่มแจ้งเตือน», [เหมือนเดิม]: all of it again."""
    _set(turn, NUDGES, Permission.YES)
    _set(turn, URGENT, Permission.YES)
    turn.tell("talk.started")


def settings(turn: Turn) -> None:
    """«ตั้งค่า»: how it is now, and the button that changes it."""
    account_id = turn.person_account.id
    if consent_of(turn.session, account_id, URGENT) is Permission.NO:
        turn.answer.say(Bubble(turn.say("talk.set_none"), buttons=_ways(turn)))
    elif consent_of(turn.session, account_id, NUDGES) is Permission.NO:
        turn.answer.say(Bubble(turn.say("talk.stopped_already"), buttons=_ways(turn)))
    else:
        _tell(turn, "talk.reminders_on", ("talk.stop_now", STOP))


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


def _set(turn: Turn, purpose: str, answer: Permission) -> bool:
    account = turn.person_account
    return record(turn.session, account.id, None, purpose, service.NUDGES_TEXT, answer, turn.now)


def _tell(turn: Turn, key: str, button: tuple[str, str]) -> None:
    label, act = button
    turn.answer.say(Bubble(turn.say(key), buttons=(Button(turn.say(label), Act(act)),)))
