"""Who hears an event: the one order in which a chat listens."""

from __future__ import annotations

from bot.dialogue import drive
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, OpenKeyboard, OpenVoice
from bot.messages.buttons import Press

HEARD_KINDS = {"message", "postback"}


def route(turn: Turn) -> None:
    """Let exactly one room hear the event. Unknown kinds of event are kept and need no answer."""
    routes = turn.context.routes
    if turn.event.kind in routes.events:
        routes.events[turn.event.kind](turn)
    elif turn.event.kind in HEARD_KINDS and turn.account is not None:
        _hear(turn)


def _hear(turn: Turn) -> None:
    routes = turn.context.routes
    if any(ear(turn) for ear in routes.first):
        return
    if turn.event.kind == "postback":
        _press(turn)
    elif turn.late and not drive.still_fits(turn):
        routes.late(turn)
    elif word := routes.words(turn.text, turn.language):
        word(turn)
    elif not drive.hear(turn) and not any(ear(turn) for ear in routes.ears):
        routes.fallback(turn)


def _press(turn: Turn) -> None:
    routes = turn.context.routes
    match turn.pressed:
        case Act(name, subject, extra) if name in routes.acts:
            routes.acts[name](turn, subject, extra)
        case Press() as press:
            if not drive.press(turn, press):
                routes.stale(turn, press.conversation, "")
        case OpenVoice() | OpenKeyboard():
            return  # the phone opened its microphone or keyboard; what is said comes next
        case _:
            routes.stale(turn, "", "")
