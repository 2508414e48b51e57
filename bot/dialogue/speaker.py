"""Who speaks, where several people use one phone.

Asked once, and only when an act needs to know. It holds for the conversation: another day in the
office's zone, or three quiet hours, and it is asked again. What was said waits for the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from base.i18n import say
from base.thai.text import cut
from bot.dialogue.keeping import keep
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from models.kept import Kept, bundle
from models.mailbox import Conversation, left_conversations
from models.people import Person

QUIET = timedelta(hours=3)
LONGEST_NAME = 40  # grapheme clusters on a button
MOST_WAITING = 20  # a burst; what came before that stays kept, and is offered


def is_shared(turn: Turn) -> bool:
    return len(turn.people) > 1


def asks_who(turn: Turn, *, waits: bool = True) -> bool:
    """Ask «ตอนนี้คุยกับใครคะ» where that is not known; True when it was asked.

    What was said is kept, and heard once somebody says who they are (handlers/sharing); not where
    it must leave no trace, and so cannot wait.
    """
    if not is_shared(turn) or turn.speaker is not None:
        return False
    if waits:
        _wait(turn)
    else:
        turn.mailbox.asked_about = turn.mailbox.asked_about or ""
    ask_who(turn)
    return True


def _wait(turn: Turn) -> None:
    before = (turn.mailbox.asked_about or "").split(",")[-MOST_WAITING + 1 :]
    turn.mailbox.asked_about = ",".join([*filter(None, before), str(turn.event.id)])
    if turn.event.kind == "message":
        keep(turn)
        turn.answer.deferred = turn.message_type != "text"


def ask_who(turn: Turn) -> None:
    buttons = tuple(
        Button(name, Act("sharing.is", person.id))
        for person, name in zip(turn.people, names(turn), strict=True)
    )
    turn.answer.say(Bubble(turn.say("chat.who_speaks"), buttons=buttons))


def names(turn: Turn) -> list[str]:
    return names_of(turn.people, turn.language)


def names_of(people: Sequence[Person], language: str) -> list[str]:
    """What each is called, told apart where two are called alike."""
    called = [cut(_called(one, language), LONGEST_NAME) for one in people]
    return [
        say("chat.the_nth", language, name=name, number=called[:place].count(name) + 1)
        if called.count(name) > 1
        else name
        for place, name in enumerate(called)
    ]


def _called(person: Person, language: str) -> str:
    named = " ".join((person.called or person.full_name or "").split())
    return named or say("chat.nameless", language)


def speak_as(turn: Turn, person: Person) -> None:
    """From now on this person speaks."""
    turn.mailbox.speaker_id = person.id
    turn.mailbox.speaker_on = turn.now.astimezone(turn.context.zone).date()
    turn.mailbox.asked_about = None


def forget_speaker(turn: Turn) -> None:
    turn.mailbox.speaker_id = turn.mailbox.speaker_on = turn.mailbox.asked_about = None


def is_long_ago(turn: Turn) -> bool:
    """Whether who speaks was said on another day, or before a long silence."""
    if turn.late or turn.mailbox.speaker_on is None:
        return False
    last = turn.mailbox.last_event_at
    quiet = last is not None and turn.event.occurred_at - last > QUIET
    today = turn.now.astimezone(turn.context.zone).date()
    return quiet or turn.mailbox.speaker_on != today


def of_another(turn: Turn, conversation: Conversation) -> bool:
    """Whether somebody else who uses this phone, or used it, is filling it in, as far as is
    known."""
    person = turn.speaker
    owner = conversation.person_id
    return owner is not None and person is not None and owner != person.id


def own_left(turn: Turn) -> list[Conversation]:
    """What was put aside in this chat and is not somebody else's, newest first."""
    left = left_conversations(turn.session, turn.mailbox.key)
    return [one for one in left if not of_another(turn, one)]


def own_bundle(turn: Turn, upto: str = "") -> list[Kept]:
    """What lies loose in this chat (models.kept.bundle) and was not said by somebody else."""
    rows = bundle(turn.session, turn.mailbox.key, turn.now, upto)
    person = turn.speaker.id if turn.speaker else None
    return [row for row in rows if None in (person, row.person_id) or row.person_id == person]
