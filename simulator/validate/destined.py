"""What depends on the chat that the messages go to: quotes, mentions, tracking of videos."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from simulator.validate.fields import Json
from simulator.validate.problem import Path, Problem, Problems
from simulator.validate.request import Refusal, schema_refusal


@dataclass(frozen=True)
class Destination:
    """``members`` None: one person's own chat; ``quotes`` tells whether a token is of this chat."""

    members: frozenset[str] | None
    quotes: Callable[[str], bool]


def destined(messages: list[Json], to: Destination) -> Refusal | None:
    """For messages that ``check`` found good. The words are our own: none are documented."""
    faults = [
        fault
        for place, message in enumerate(messages)
        for fault in _message(message, ("messages", place), to)
    ]
    return schema_refusal(faults) if faults else None


def _message(message: Json, path: Path, to: Destination) -> Problems:
    token = message.get("quoteToken")
    if isinstance(token, str) and token and not to.quotes(token):
        yield Problem((*path, "quoteToken"), "Invalid quote token")
    if message.get("trackingId") and to.members is not None:
        fault = "trackingId cannot be used in group chats and multi-person chats"
        yield Problem((*path, "trackingId"), fault)
    for key, mentionee in _mentionees(message):
        here = (*path, "substitution", key, "mentionee")
        if to.members is None:
            yield Problem(here, "mention can be used in group chats and multi-person chats only")
        elif mentionee.get("type") == "user" and mentionee.get("userId") not in to.members:
            yield Problem((*here, "userId"), "The user is not a member of the chat")


def _mentionees(message: Json) -> Iterator[tuple[str, Json]]:
    substitution = message.get("substitution") if message.get("type") == "textV2" else None
    for key, value in substitution.items() if isinstance(substitution, dict) else ():
        if isinstance(value, dict) and isinstance(value.get("mentionee"), dict):
            yield key, value["mentionee"]
