"""Somebody in danger is answered at once, day or night, whatever form is open; it stays as it is.

Nothing is asked here: no place, no name, no picture.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from base.i18n import say
from base.ids import row_number
from bot.dialogue import drive
from bot.dialogue.keeping import keep
from bot.inbox.parts import Part
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button, Link
from forms.question import QuestionType
from handlers.danger.words import Danger, danger_words
from models.cases import Case
from models.kept import Kept
from models.staff import staff_of
from models.words import KeptState

NIGHT_BEGINS, NIGHT_ENDS = time(20), time(7)
OFFERED = "danger:offered"
CASE = "case:"  # how a kept message is marked that became part of a case

FileUrgent = Callable[[Turn, Kept], Case]


def part(file_urgent: FileUrgent) -> Part:
    """`file_urgent` makes a restricted, urgent case of a kept message and tells staff at once."""
    keeping = Keeping(file_urgent)
    return Part(first=(hear,), acts={"danger.keep": keeping.act})


def hear(turn: Turn) -> bool:
    """Whether this message was about danger; if so it is answered, and of what is open only a
    story hears it.

    Officers are not answered like this: they write about shots in what they answer.
    """
    dangers = danger_words().in_text(turn.text) if turn.text else frozenset()
    if not dangers:
        return False
    if staff_of(turn.session, turn.person_account.id) is not None:
        return False
    # The words wait for the tap; without it they stay what somebody said, not a case.
    kept = keep(turn, OFFERED, KeptState.USED)
    turn.answer.must(_what_to_do(turn, kept, dangers))
    _goes_on_in_story(turn)
    turn.answer.at_once, turn.answer.takes_riders = True, False
    return True


def is_danger(text: str) -> bool:
    """Whether these words tell of danger."""
    return bool(text) and bool(danger_words().in_text(text))


def in_public(_turn: Turn, words: str, language: str) -> Bubble | None:
    """The general help where others read along: who said it is neither named nor looked up, and
    nothing is offered to be kept. None where the words tell of no danger."""
    dangers = danger_words().in_text(words) if words else frozenset()
    if not dangers:
        return None
    kind = "despair" if Danger.DESPAIR in dangers else "danger"
    first, *others = _numbers(dangers)
    return Bubble(
        say(f"danger.group_{kind}", language),
        buttons=(
            Button(say(f"danger.call_{first}", language), Link(f"tel:{first}"), main=True),
            *(Button(say(f"danger.call_{one}", language), Link(f"tel:{one}")) for one in others),
        ),
    )


def _goes_on_in_story(turn: Turn) -> None:
    """What is being told goes on with it, and asks nothing now: no bubble, and no new turn, so
    that the buttons which stand in the chat stay good."""
    if turn.late and not drive.still_fits(turn):
        return
    conversation = drive.current(turn)
    asked = drive.question(turn, conversation) if conversation else None
    if conversation is None or asked is None or asked.type is not QuestionType.TEXT:
        return
    if asked.name in turn.context.routes.rooms[conversation.room].gathers:
        said, number = list(turn.answer.bubbles), conversation.turn
        drive.hear(turn)
        turn.answer.bubbles[:], conversation.turn = said, number
        turn.answer.conversation, turn.answer.turn = "", 0


def is_night(now: datetime, zone: ZoneInfo) -> bool:
    local = now.astimezone(zone).time()
    return local >= NIGHT_BEGINS or local < NIGHT_ENDS


def _what_to_do(turn: Turn, kept: Kept, dangers: frozenset[Danger]) -> Bubble:
    hour = "night" if is_night(turn.now, turn.context.zone) else "day"
    despair = Danger.DESPAIR in dangers
    first, *others = _numbers(dangers)
    return Bubble(
        turn.say(f"danger.despair_{hour}" if despair else f"danger.{hour}"),
        buttons=(
            Button(turn.say(f"danger.call_{first}"), Link(f"tel:{first}"), main=True),
            *(Button(turn.say(f"danger.call_{one}"), Link(f"tel:{one}")) for one in others),
            Button(turn.say("danger.keep"), Act("danger.keep", str(kept.id))),
        ),
    )


def _numbers(dangers: frozenset[Danger]) -> list[str]:
    listens = ["1323"] if Danger.DESPAIR in dangers else []
    police = ["191"] if Danger.OTHER in dangers else []
    return [*listens, *police, "1669"]


@dataclass(frozen=True)
class Keeping:
    file_urgent: FileUrgent

    def act(self, turn: Turn, subject: str, _extra: str) -> None:
        """[เก็บไว้ให้เจ้าหน้าที่]: a case of the words; pressing again changes nothing."""
        number = row_number(subject)
        kept = turn.session.get(Kept, number) if number is not None else None
        if kept is None:
            turn.tell("danger.gone")
        elif kept.used_for.startswith(CASE):
            # No number: the row no longer says whose it is, and anybody may forge a button.
            turn.tell("danger.kept_already")
        elif kept.used_for != OFFERED or not kept.text or kept.mailbox_key != turn.mailbox.key:
            turn.tell("danger.gone")
        else:
            case = self.file_urgent(turn, kept)
            turn.answer.forget = True
            turn.answer.must(Bubble(turn.say("danger.kept", number=case.number)))
