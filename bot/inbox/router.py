"""Who hears an event: the one order in which a chat listens."""

from __future__ import annotations

from bot.dialogue import bursts, drive
from bot.dialogue.typed import Typed, typed_button
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button, OpenKeyboard, OpenVoice, TurnMenu
from bot.messages.buttons import Press, Pressed
from models.albums import missing
from models.mailbox import Conversation, is_group
from models.words import ConversationState

HEARD_KINDS = {"message", "postback"}


def route(turn: Turn) -> None:
    """Let exactly one room hear the event. Unknown kinds of event are kept and need no answer."""
    routes = turn.context.routes
    if turn.event.kind in routes.events:
        routes.events[turn.event.kind](turn)
    elif turn.event.kind in HEARD_KINDS and is_group(turn.mailbox.key):
        routes.group(turn)
    elif turn.event.kind in HEARD_KINDS and turn.account is not None:
        before = drive.current(turn)
        _hear(turn)
        _say_put_aside(turn, before)
        _answer_album(turn)


def _hear(turn: Turn) -> None:
    routes = turn.context.routes
    if any(ear(turn) for ear in routes.first):
        return
    if turn.event.kind == "postback":
        _press(turn, turn.pressed)
    elif bursts.joins(turn):
        return
    elif turn.late and not drive.still_fits(turn):
        routes.late(turn)
    elif word := routes.words(turn.text, turn.language):
        word(turn)
    elif typed := typed_button(turn):
        _typed(turn, typed)
    elif not drive.hear(turn) and not any(ear(turn) for ear in routes.ears):
        routes.fallback(turn)


def _typed(turn: Turn, typed: Typed) -> None:
    """What a finger does on the phone cannot be done from here: it is shown how."""
    match typed:
        case Button():
            turn.answer.say(Bubble(turn.say("chat.tap_it"), buttons=(typed,)))
        case OpenVoice():
            turn.answer.say(Bubble(turn.say("chat.speak")))
        case OpenKeyboard():
            turn.answer.say(Bubble(turn.say("chat.type_it")))
        case _:
            _press(turn, typed)


def _press(turn: Turn, pressed: Pressed | None) -> None:
    routes = turn.context.routes
    match pressed:
        case Act(name, subject, extra) if name in routes.acts:
            routes.acts[name](turn, subject, extra)
        case Press() as press:
            if not drive.press(turn, press):
                routes.stale(turn, press.conversation, "")
        case OpenVoice() | OpenKeyboard() | TurnMenu():
            return  # the phone opened its microphone, keyboard or menu; what is said comes next
        case _:
            routes.stale(turn, "", "")


def _say_put_aside(turn: Turn, before: Conversation | None) -> None:
    """Another form was begun or gone on with: the one before it still waits, and that is said."""
    now = turn.mailbox.conversation_id
    if before is None or now in (None, before.id) or before.state is not ConversationState.LEFT:
        return
    turn.answer.begin_with(turn.say("chat.form_kept"))


def _answer_album(turn: Turn) -> None:
    """Its photos are one answer. Of what has not come so much is said, and what came is used all
    the same; most come within moments, and the answer to the last of them says it no more."""
    if turn.file is None or turn.file.image_set is None or not turn.answer.bubbles:
        return
    turn.answer.deferred = True
    count = missing(turn.session, turn.file)
    if count:
        turn.answer.begin_with(turn.say("chat.photos_missing", count=count))
