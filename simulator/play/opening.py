"""How things stood before the first note of a recording: the head of its file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from simulator.clock import iso
from simulator.journal.diary import Note

Json = dict[str, Any]


class Known(NamedTuple):
    """A person as it is now."""

    name: str
    friend: bool
    blocked: bool = False
    consents: bool = True


class Room(NamedTuple):
    """A group as it is now: ``members`` by user id, ``bot`` whether the account is in it."""

    name: str
    members: list[str]
    bot: bool
    kind: str = "group"
    other_account: bool = False


class Channel(NamedTuple):
    """The switches now and at a fresh start; ``offset`` of the clock in seconds, and whether the
    bot reads the same one."""

    faults: Json
    usual: Json
    offset: float = 0
    shared: bool = False


def person(user_id: str, now: Known, title: str, notes: list[Note]) -> Json:
    """What a play's ``people`` has of one."""
    stood = {"friend": now.friend, "blocked": now.blocked, "consents": now.consents}
    found = stood | _before(notes, lambda one: one.by == user_id, "friend")
    named = {} if title == now.name else {"displayName": now.name}
    kept = {key: True for key in ("friend", "blocked") if found[key]}
    return named | kept | ({} if found["consents"] else {"consents": False})


def room(chat_id: str, now: Room, notes: list[Note], titles: Mapping[str, str]) -> object:
    """What a play's ``groups`` has of one: a list of names, or more."""
    here = [one for one in notes if one.chat_id == chat_id]
    stood: Json = {"members": now.members, "bot": now.bot, "otherAccount": now.other_account}
    found = stood | _before(here, lambda _: True, "members")
    names = [titles[one] for one in found["members"] if one in titles]
    more: Json = {"kind": "room"} if now.kind == "room" else {}
    more |= {"bot": True} if found["bot"] or _spoke_before(here) else {}
    more |= {"otherAccount": True} if found["otherAccount"] else {}
    return {"members": names, **more} if more else names


def faults(notes: list[Note], now: Channel) -> Json:
    """The switches that were not as at a fresh start."""
    first = next((one.before for one in notes if one.verb == "faults" and one.before), None)
    return {key: one for key, one in (first or now.faults).items() if one != now.usual.get(key)}


def moment(notes: list[Note], now: Channel) -> str | None:
    """Where the clock stood, if it was moved or the bot reads it too: then the words tell it."""
    moved = [one for one in notes if one.verb in ("wait", "clock") and one.before]
    offset = moved[0].before["offset"] if moved and moved[0].before else now.offset
    if not notes or not (now.shared or offset):
        return None
    first = notes[0]
    at = first.before["at"] if first in moved and first.before else first.at
    return iso(float(str(at)))


def members_before(note: Note) -> list[str]:
    """Who was in the group before the call that this note tells of."""
    found = (note.before or {}).get("members")
    return [str(one) for one in found] if isinstance(found, list) else []


def _before(notes: list[Note], fits: Any, key: str) -> Json:
    """The state before the first note that changed it."""
    told = (one.before for one in notes if one.before and key in one.before and fits(one))
    return next(told, None) or {}


def _spoke_before(notes: list[Note]) -> bool:
    """A bot that left by itself, which is no step, was there while it spoke."""
    for one in notes:
        if one.before and "bot" in one.before:
            return False
        if one.verb == "bot":
            return True
    return False
