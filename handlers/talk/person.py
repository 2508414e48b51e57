"""«คุยกับเจ้าหน้าที่»: when somebody reads, and what is said next goes to the staff."""

from __future__ import annotations

from datetime import timedelta

from base.thai.format import Lang, long_date
from bot.dialogue import drive
from bot.dialogue.keeping import keep
from bot.inbox.turn import Turn
from bot.messages.bubbles import Bubble, Button, Link
from handlers.talk import service
from models.holidays import office
from models.kept import Kept
from models.words import KeptState

ALARM = "message"


def human(turn: Turn) -> None:
    """A form that is open is put aside: the next words are for a person, not for it."""
    if drive.leave(turn) is not None:
        turn.tell("chat.form_kept")
    waiting = service.hand_over(turn.session, turn.mailbox.key)
    if waiting:
        turn.answer.must(Bubble(turn.say("talk.human_kept")))
        _alarm(turn, waiting[0])
    service.ask_for_person(turn.session, turn.mailbox, turn.event.occurred_at)
    turn.answer.say(_when(turn))


def human_act(turn: Turn, _subject: str, _extra: str) -> None:
    human(turn)


def for_staff(turn: Turn) -> bool:
    """An ear: within half an hour of asking for a person, whatever is said goes to the staff."""
    key, at = turn.mailbox.key, turn.event.occurred_at
    if turn.event.kind != "message" or not service.speaks_to_person(turn.session, key, at):
        return False
    _alarm(turn, keep(turn, service.FOR_PERSON, KeptState.FOR_STAFF))
    turn.answer.deferred = True
    turn.tell("talk.for_staff")
    return True


def join_burst(turn: Turn, _subject: str, _field: str) -> bool:
    """A photo of the burst that went to the staff goes there, too."""
    _alarm(turn, keep(turn, service.FOR_PERSON, KeptState.FOR_STAFF))
    turn.tell("talk.for_staff")
    return True


def _alarm(turn: Turn, message: Kept) -> None:
    turn.context.alarm(turn.session, ALARM, str(message.id), turn.now)


def _when(turn: Turn) -> Bubble:
    local = turn.now.astimezone(turn.context.zone)
    if office(turn.session).is_open(local):
        return Bubble(turn.say("talk.human_open"))
    call = Button(turn.say("talk.call_191"), Link("tel:191"))
    return Bubble(turn.say("talk.human_closed", day=_day(turn)), buttons=(call,))


def _day(turn: Turn) -> str:
    """«วันนี้», «พรุ่งนี้» or the date with its weekday."""
    local = turn.now.astimezone(turn.context.zone)
    opens = office(turn.session).next_opening(local).date()
    if opens == local.date():
        return turn.say("talk.today")
    if opens == local.date() + timedelta(days=1):
        return turn.say("talk.tomorrow")
    language: Lang = "en" if turn.language == "en" else "th"
    return turn.say("talk.on_day", date=long_date(opens, language))
