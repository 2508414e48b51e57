"""What this room brings: the welcome, words that always work, small talk, and the last resort.

Two parts: `attention` listens before every other room but danger, `part` after them. The fallback
keeps what nobody understood.
"""

from __future__ import annotations

from bot.dialogue import drive
from bot.dialogue.keeping import keep
from bot.inbox.parts import Part
from bot.inbox.turn import Turn
from bot.messages.bubbles import Bubble
from handlers.talk import asked, person, settings, small, welcome
from handlers.talk.buttons import (
    CASE,
    HELLO,
    HELP,
    HELP_OF_OFFICERS,
    HUMAN,
    MENU,
    fitting,
    holds_forums,
    offer,
)
from handlers.talk.service import FOR_PERSON
from models.outbox import untried_answers
from models.staff import staff_of


def attention() -> Part:
    """The notice before the first answer of all, and whatever is said while somebody writes to a
    person at the office: it is for that person, photos included."""
    return Part(first=(welcome.notice_first,), ears=(person.for_staff, asked.in_other_words))


def asking_again() -> Part:
    """After all that knows what it hears, before what comes loose is counted."""
    return Part(ears=(asked.asked_again,))


def part() -> Part:
    return Part(
        events={"follow": welcome.follow, "unfollow": welcome.unfollow},
        acts={
            "talk.notice": welcome.whole_notice,
            "talk.help": help_act,
            "talk.menu": menu_act,
            "talk.human": person.human_act,
            "talk.just_hello": small.only_hello,
            asked.OTHER: lambda turn, _subject, _extra: what_for(turn),
            settings.STOP: settings.stop_act,
            "talk.start": settings.start_act,
            "talk.urgent": settings.urgent_act,
            "talk.none": settings.none_act,
            "talk.language": settings.language_act,
        },
        words={
            "menu": menu,
            "help": help_,
            "human": person.human,
            "who_reads": small.who_reads,
            "stop": settings.stop,
            "start": settings.start,
            "settings": settings.settings,
            "english": settings.english,
            "thai": settings.thai,
        },
        ears=(
            small.hello,
            small.just_hello,
            small.thanks,
            small.no_rush,
            small.asks_who_reads,
            settings.had_enough,
        ),
        joins={FOR_PERSON: person.join_burst},
    )


def menu(turn: Turn) -> None:
    """An open form is put aside, so that the next words are not taken for its answer."""
    if drive.leave(turn) is not None:
        turn.tell("chat.form_kept")
    offer(turn, "talk.menu", fitting(turn, MENU))


def menu_act(turn: Turn, _subject: str, _extra: str) -> None:
    menu(turn)


def help_(turn: Turn) -> None:
    """Inside a form: the words that work, then the question again."""
    conversation = drive.current(turn)
    if conversation is None:
        key = "talk.help_forums" if holds_forums(turn) else "talk.help"
        officer = staff_of(turn.session, turn.person_account.id) is not None
        offer(turn, key, fitting(turn, HELP_OF_OFFICERS if officer else HELP))
        return
    turn.tell("talk.help_form")
    drive.ask(turn, conversation)


def help_act(turn: Turn, _subject: str, _extra: str) -> None:
    help_(turn)


def fallback(turn: Turn) -> None:
    """Nobody understood it: it is kept, and the person says what it is for."""
    if turn.event.kind != "message":
        return
    keep(turn)
    turn.answer.deferred = True
    what_for(turn)


def what_for(turn: Turn) -> None:
    """What lies loose in the chat is kept; what is it for?"""
    offer(turn, "talk.fallback", (CASE, HUMAN, HELLO))


def late(turn: Turn) -> None:
    """Older than what was handled last: kept, and never taken for an answer to today's question.

    With no form open there is no such question, and the ears may hear it as ever.
    """
    conversation = drive.current(turn)
    if conversation is None and any(ear(turn) for ear in turn.context.routes.ears):
        return
    waiting = untried_answers(turn.session, turn.mailbox.key, turn.now)
    keep(turn)
    turn.answer.deferred = True
    turn.answer.must(Bubble(turn.say("talk.late")))
    if conversation is not None and waiting:  # ours replaces the question that still waits
        drive.ask(turn, conversation)
