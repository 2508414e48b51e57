"""Several people on one phone: who speaks, changing to another, and what waited for that.

Three parts: `attention` forgets who spoke long ago and `naming` hears who speaks, both before every
other room; `part` asks before an answer goes into somebody's open form.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from base.thai.digits import to_arabic
from base.thai.text import normalize, strip_particles
from bot.dialogue import drive
from bot.dialogue.speaker import (
    ask_who,
    asks_who,
    forget_speaker,
    is_long_ago,
    is_shared,
    names,
    of_another,
    speak_as,
)
from bot.dialogue.words import LONGEST, means
from bot.inbox.parts import Part
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from bot.messages.buttons import Press
from handlers.sharing.again import hear_again
from models.inbox import Event
from models.people import Person

# Whoever holds the phone may say these, whosever form is open.
ANYBODYS = {
    *("menu", "help", "human", "mydata", "erase", "stop", "settings", "english", "thai"),
    *("who_reads", "change_person", "register"),
}
OF_FORM = {"again", "keep", "continue", "cancel", "restart", "call", "filling.skip"}

# Empties an event, so that nothing tells who sent it (handlers/feedback/anonymous).
Forget = Callable[[Event, datetime], None]


def attention() -> Part:
    return Part(first=(forgets_long_ago,))


def naming(forget: Forget) -> Part:
    """Before whoever talks with an officer is heard: the answer to who speaks is for us."""
    return Part(first=(partial(says_who, forget=forget),))


def part(forget: Forget) -> Part:
    """`forget` empties the tap by which something nameless was sent."""
    return Part(
        first=(asks_before_an_answer,),
        acts={
            "sharing.is": lambda turn, subject, _extra: is_me(turn, subject, forget),
            "sharing.change": lambda turn, _subject, _extra: change(turn),
        },
        words={"change_person": change},
    )


def forgets_long_ago(turn: Turn) -> bool:
    """An ear that never hears: on another day, or after a long silence, it is asked anew."""
    if is_long_ago(turn):
        forget_speaker(turn)
    return False


def change(turn: Turn) -> None:
    """«เปลี่ยนคน»: a form that is open stays with whoever began it."""
    if not is_shared(turn):
        _alone(turn)
        return
    if drive.leave(turn) is not None:
        turn.tell("chat.form_kept")
    forget_speaker(turn)
    turn.mailbox.asked_about = ""
    ask_who(turn)


def is_me(turn: Turn, subject: str, forget: Forget) -> None:
    """[แม่ทองใบ]: what waited to hear who speaks is heard now."""
    person = next((one for one in turn.people if one.id == subject), None)
    if person is None:
        turn.context.routes.stale(turn, "", "")
        return
    waiting = turn.mailbox.asked_about or ""
    speak_as(turn, person)
    _leave_anothers(turn)
    hear_again(turn, waiting, forget)
    if is_shared(turn) or not turn.answer.bubbles:
        turn.answer.begin_with(turn.say("sharing.now", called=_name(turn, person)))


def says_who(turn: Turn, forget: Forget) -> bool:
    """An ear for a name or a number typed while it is asked who speaks, also inside a form."""
    if turn.mailbox.asked_about is None or not 0 < len(turn.text) <= LONGEST or turn.speaker:
        return False
    person, is_number = _named(turn), _plain(to_arabic(turn.text)).isdecimal()
    if person is not None:
        is_me(turn, person.id, forget)
    elif is_number and drive.current(turn) is None:  # of nobody here
        ask_who(turn)
    else:
        return False
    return True


def asks_before_an_answer(turn: Turn) -> bool:
    """An ear: the open form is somebody's own, and it is not known who speaks."""
    conversation = drive.current(turn)
    if conversation is None or conversation.person_id is None or _is_anybodys(turn):
        return False
    _leave_anothers(turn)
    return asks_who(turn)


def _is_anybodys(turn: Turn) -> bool:
    match turn.pressed:
        case Act(name):
            return name not in OF_FORM
        case Press():
            return False
    return turn.event.kind == "postback" or any(means(turn.text, one) for one in ANYBODYS)


def _leave_anothers(turn: Turn) -> None:
    conversation = drive.current(turn)
    if conversation is not None and of_another(turn, conversation):
        drive.leave(turn)


def _named(turn: Turn) -> Person | None:
    said = _plain(to_arabic(turn.text))
    for number, (person, name) in enumerate(zip(turn.people, names(turn), strict=True), 1):
        if said in (str(number), _plain(name)):
            return person
    return None


def _name(turn: Turn, person: Person) -> str:
    return next(
        name for one, name in zip(turn.people, names(turn), strict=True) if one.id == person.id
    )


def _plain(text: str) -> str:
    return strip_particles(normalize(text)).casefold()


def _alone(turn: Turn) -> None:
    """Nobody, or one person, has signed up here: another may."""
    people = turn.people
    name, act = ("add", "registration.add") if people else ("sign_up", "registration.open")
    key = "sharing.only" if people else "sharing.nobody"
    called = names(turn)[0] if people else ""
    button = Button(turn.say(f"sharing.{name}"), Act(act))
    turn.answer.say(Bubble(turn.say(key, called=called), buttons=(button,)))
