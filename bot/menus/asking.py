"""One request of a `flask menu sync`: what LINE says to it, or the sentence with which to stop."""

from __future__ import annotations

from collections.abc import Callable, Collection

from bot.line.answers import Answer, LineTrouble
from bot.line.errors import Decision, decide, reason

_STOPS = {
    Decision.WAIT_RATE: "LINE takes no more of these for now (100 menus an hour may be made)",
    Decision.STOP: "LINE does not accept the channel access token",
    Decision.UNCLEAR: "LINE has trouble of its own",
}


class Stopped(Exception):
    """It cannot go on now. What was done stays done, and the next run goes on from there."""


def ask(call: Callable[[], Answer], also: Collection[int] = ()) -> Answer:
    """LINE's answer if it is a yes, or a status of `also`. Raises Stopped."""
    try:
        answer = call()
    except LineTrouble as trouble:
        raise Stopped(f"LINE did not answer: {trouble.cause}") from trouble
    if 200 <= answer.status < 300 or answer.status in also:
        return answer
    said = _STOPS.get(decide(answer), "LINE refuses it")
    raise Stopped(f"{said}: {reason(answer)}")


def identity(value: object) -> str:
    """An id that LINE gave. Raises Stopped for what is none."""
    if not isinstance(value, str) or not 0 < len(value) <= 80:
        raise Stopped(f"LINE gave no id that can be one: {value!r:.60}")
    return value
