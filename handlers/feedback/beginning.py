"""«แจ้งเรื่อง»: a story begins, or the one that was begun goes on; one story is never split in two."""

from __future__ import annotations

from collections.abc import Mapping

from base.ids import row_number
from bot.dialogue import drive
from bot.dialogue.speaker import asks_who, of_another, own_bundle, own_left
from bot.inbox.turn import Turn
from bot.messages.bubbles import Bubble
from forms.question import Json
from handlers.feedback import saying, words
from handlers.feedback.reading import BUNDLE, means
from models.kept import Kept, use
from models.mailbox import Conversation
from models.words import ConversationState

ROOM = "feedback"
ALIVE = (ConversationState.OPEN, ConversationState.LEFT)


def act_open(turn: Turn, subject: str, _extra: str) -> None:
    """`subject` is the last message that the button was about, if it was about any."""
    _open(turn, subject)


def open_word(turn: Turn) -> None:
    _open(turn, "")


def act_resume(turn: Turn, subject: str, extra: str) -> None:
    """[เล่าต่อ]"""
    conversation = _own(turn, subject)
    if _asks_who(turn, conversation):
        return
    if conversation is not None and conversation.state in ALIVE:
        _go_on(turn, conversation, extra)
    else:
        turn.context.routes.stale(turn, subject, "")


def act_fresh(turn: Turn, subject: str, extra: str) -> None:
    """[เริ่มใหม่]; pressed again, it asks the new story's question again."""
    conversation = _own(turn, subject)
    now_open = drive.current(turn)
    if _asks_who(turn, conversation):
        return
    if conversation is not None and conversation.state in ALIVE:
        _start_over(turn, conversation, extra)
    elif now_open is not None and now_open.room == ROOM:
        drive.ask(turn, now_open)
    else:
        turn.context.routes.stale(turn, subject, "")


def typed(turn: Turn) -> bool:
    """An ear for the labels of the two buttons, typed while they are not shown, where a story was
    put aside. «เริ่มใหม่» may mean something else then: it only shows the choice."""
    goes_on, fresh = _is_label(turn, "tell_more"), _is_label(turn, "start_over")
    conversation = _begun(turn) if goes_on or fresh else None
    if conversation is None:
        return False
    if _asks_who(turn, conversation):
        return True
    if goes_on:
        _go_on(turn, conversation, "")
    else:
        turn.answer.say(_which(turn, conversation, ""))
    return True


def typed_inside(turn: Turn, conversation: Conversation) -> bool:
    """The same words while the story is open: no line of the story. It is begun anew as any form
    is, after the same question."""
    if _is_label(turn, "tell_more"):
        drive.ask(turn, conversation)
    elif _is_label(turn, "start_over") and conversation.room == ROOM:
        turn.context.routes.acts["restart"](turn, str(conversation.id), "")
    else:
        return False
    return True


def _is_label(turn: Turn, name: str) -> bool:
    return bool(turn.text) and means(turn.text, f"feedback.{name}")


def open_with(turn: Turn, upto: str, values: Mapping[str, Json]) -> None:
    """«แจ้งเรื่อง» with what is known already; a story that was begun is gone on with first."""
    _open(turn, upto, values)


def _open(turn: Turn, upto: str, values: Mapping[str, Json] | None = None) -> None:
    conversation = _begun(turn)
    if conversation is None:
        _begin(turn, upto, values)
    elif conversation.person_id is not None and asks_who(turn):
        return
    elif _is_empty(turn, conversation):
        _go_on(turn, conversation, upto)
    else:
        turn.answer.say(_which(turn, conversation, upto))


def _begun(turn: Turn) -> Conversation | None:
    """The story that is open or was put aside, the newest first."""
    return next((one for one in own_left(turn) if one.room == ROOM), None)


def _is_empty(turn: Turn, conversation: Conversation) -> bool:
    told = words.told(turn.session, words.in_form(conversation.id, "story"))
    return not told.counts() and drive.answers(turn, conversation).get("story") is None


def _which(turn: Turn, conversation: Conversation, upto: str) -> Bubble:
    subject = str(conversation.id)
    return Bubble(
        turn.say("feedback.begun"),
        buttons=(
            saying.button("tell_more", turn.language, "case.resume", subject, upto),
            saying.button("start_over", turn.language, "case.fresh", subject, upto),
        ),
    )


def _begin(turn: Turn, upto: str, values: Mapping[str, Json] | None) -> None:
    """What lies loose in the chat since a day, or what the button was about, is the beginning."""
    rows = own_bundle(turn, upto)
    conversation = drive.open_form(turn, ROOM, prefill=values)
    _tell(turn, conversation, rows)
    if rows and values and values.get("for_whom"):
        turn.answer.begin_with(turn.say("feedback.of_them", who=values["for_whom"]))


def _go_on(turn: Turn, conversation: Conversation, upto: str) -> None:
    rows = own_bundle(turn, upto)
    drive.resume(turn, conversation)
    _tell(turn, conversation, rows)


def _tell(turn: Turn, conversation: Conversation, rows: list[Kept]) -> None:
    """These messages belong to the story, whatever it asks now."""
    if not rows:
        return
    use(rows, words.in_form(conversation.id, "story"))
    turn.session.flush()
    asked = drive.question(turn, conversation)
    if asked is not None and asked.name == "story":
        turn.answer.bubbles.clear()
        drive.feed(turn, conversation, BUNDLE)


def _start_over(turn: Turn, conversation: Conversation, upto: str) -> None:
    drive.cancel(turn, conversation)
    rows = own_bundle(turn, upto)
    fresh = drive.open_form(turn, ROOM)
    _tell(turn, fresh, rows)
    turn.answer.bubbles.insert(0, Bubble(turn.say("feedback.started_over")))


def _own(turn: Turn, subject: str) -> Conversation | None:
    number = row_number(subject)
    found = turn.session.get(Conversation, number) if number is not None else None
    mine = found is not None and found.mailbox_key == turn.mailbox.key and found.room == ROOM
    return found if found is not None and mine and not of_another(turn, found) else None


def _asks_who(turn: Turn, conversation: Conversation | None) -> bool:
    return conversation is not None and conversation.person_id is not None and asks_who(turn)
