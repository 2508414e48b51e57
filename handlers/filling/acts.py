"""Buttons about a form: again, continue, call, skip. Twice changes nothing."""

from __future__ import annotations

from base.thai.format import Lang, short_date
from bot.dialogue import drive
from bot.dialogue.speaker import asks_who, of_another
from bot.inbox.turn import Turn
from bot.messages.bubbles import Bubble
from forms.question import Heard, HeardKind
from handlers.filling import service
from handlers.filling.naming import form_name
from handlers.filling.start import offer
from models.kept import Kept
from models.mailbox import Conversation
from models.words import ConversationState, KeptState

ALARM = "message"
FOR_PERSON = "human"


def again(turn: Turn, subject: str, _extra: str) -> None:
    """[ลองอีกครั้ง]: the question as if for the first time."""
    conversation = open_one(turn, subject)
    if conversation is not None:
        service.forgive(conversation)
        drive.resume(turn, conversation)


def go_on(turn: Turn, subject: str, _extra: str) -> None:
    conversation = open_one(turn, subject)
    if conversation is None:
        return
    drive.resume(turn, conversation)
    turn.answer.begin_with(say_of(turn, "going_on", conversation))


def later(turn: Turn, subject: str, _extra: str) -> None:
    """[ไว้ก่อน] under a reminder: it stays, and there is no second reminder."""
    if open_one(turn, subject) is not None:
        turn.tell("filling.later_said")


def call(turn: Turn, subject: str, _extra: str) -> None:
    """[ให้โทรหา]: staff are told once; the form waits, and the next words are for the staff."""
    conversation = open_one(turn, subject)
    if conversation is None:
        return
    if not drive.may_call(turn, conversation):
        drive.resume(turn, conversation)
        return
    if turn.mailbox.conversation_id == conversation.id:
        drive.leave(turn)
        wish = _wish(turn, conversation)
        turn.context.alarm(turn.session, ALARM, str(wish.id), turn.now)
    _tell(turn, "call", conversation)


def skip(turn: Turn, subject: str, extra: str) -> None:
    """[ข้ามข้อนี้], if that question is still the one that is open."""
    conversation = _present(turn, subject, extra)
    if conversation is not None:
        drive.feed(turn, conversation, Heard(HeardKind.SKIP))


def answer(turn: Turn, subject: str, extra: str) -> None:
    """[เป็นคำตอบ]: the word itself is what the person wanted to say."""
    at, _, word = extra.partition(":")
    conversation = _present(turn, subject, at)
    if conversation is not None:
        drive.feed(turn, conversation, Heard(HeardKind.TEXT, word))


def none_left(turn: Turn) -> Bubble:
    offer(turn, "filling.none_left")
    return turn.answer.bubbles.pop()


def day_of(turn: Turn, conversation: Conversation) -> str:
    language: Lang = "en" if turn.language == "en" else "th"
    return short_date(conversation.touched_at.astimezone(turn.context.zone).date(), language)


def open_one(turn: Turn, subject: str) -> Conversation | None:
    """The form, if it is this chat's and has not ended; otherwise that is said."""
    found = own_one(turn, subject)
    if found is None:
        return None
    if found.state is ConversationState.CANCELLED:
        _tell(turn, "cancelled_already", found)
    elif found.state is ConversationState.FINISHED:
        _tell(turn, "ended", found)
    else:
        return found
    return None


def own_one(turn: Turn, subject: str) -> Conversation | None:
    """The form, ended or not, if it is this chat's and this person's; otherwise that is said."""
    found = service.conversation_of(turn.session, turn.mailbox.key, subject)
    if found is None:
        turn.context.routes.stale(turn, subject, "")
    elif found.person_id is not None and asks_who(turn):
        pass
    elif of_another(turn, found):
        turn.tell("filling.of_another")
    else:
        return found
    return None


def _present(turn: Turn, subject: str, at: str) -> Conversation | None:
    found = drive.current(turn)
    if found is None or str(found.id) != subject or str(found.turn) != at:
        turn.context.routes.stale(turn, subject, "")
        return None
    return found


def _wish(turn: Turn, conversation: Conversation) -> Kept:
    wish = Kept(
        mailbox_key=turn.mailbox.key,
        account_id=turn.account.id if turn.account else None,
        kind="call",
        text=say_of(turn, "call_wish", conversation),
        state=KeptState.FOR_STAFF,
        used_for=FOR_PERSON,
        said_at=turn.event.occurred_at,
    )
    turn.session.add(wish)
    turn.session.flush()
    return wish


def say_of(turn: Turn, name: str, conversation: Conversation) -> str:
    return turn.say(f"filling.{name}", form=form_name(conversation, turn.language))


def _tell(turn: Turn, name: str, conversation: Conversation) -> None:
    turn.answer.say(Bubble(say_of(turn, name, conversation)))
