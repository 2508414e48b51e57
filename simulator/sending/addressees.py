"""To whom a push or a reply goes: a person, a group, a room (REF §Send push message)."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.basics import ids
from simulator.world import World


@dataclass(frozen=True)
class Addressee:
    """``people`` see it and are counted; nobody does where none receives it."""

    chat_id: str
    people: int


def of_push(world: World, to: str) -> Addressee | None:
    """None for who is unknown, and for a chat that the account is not in."""
    if not ids.USER_ID.fullmatch(to):
        group = world.groups.with_bot(to)
        return Addressee(to, len(group.members)) if group is not None else None
    person = world.people.get(to)
    if person is None:
        return None
    return Addressee(to, int(person.receives_push(world.clock.now())))


def of_reply(world: World, chat_id: str) -> Addressee | None:
    """Who blocked meanwhile sees nothing; from a chat that was left nothing can be said."""
    person = world.people.get(chat_id)
    if person is not None:
        return Addressee(chat_id, int(not person.blocked))
    if ids.USER_ID.fullmatch(chat_id):
        return Addressee(chat_id, 1)
    group = world.groups.with_bot(chat_id)
    return Addressee(chat_id, len(group.members)) if group is not None else None
