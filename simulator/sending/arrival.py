"""The bot's messages reach a phone."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import dataclass

from simulator.basics.strict import Json
from simulator.delivery.events import QUOTABLE
from simulator.gateway.answers import KEY_ACCEPTED, QUOTA_REACHED, LineError
from simulator.people.person import Person
from simulator.tokens.retry import Accepted
from simulator.world import World

_AT_ONCE = 200


@dataclass(frozen=True)
class Attempt:
    """One API call that sends: its request id and, if it has one, its retry key."""

    request_id: str
    retry_key: str | None


@dataclass(frozen=True)
class Sent:
    """What one call brought to which chats, and how many people stand in them.

    ``unit`` is the aggregation unit that the bot named.
    """

    kind: str
    request_id: str
    messages: list[Json]
    chats: list[str]
    people: int
    unit: str | None = None


def sent_messages(world: World, chat_id: str, messages: list[Json]) -> list[Json]:
    """``sentMessages`` of an answer; a quote token only for what can be quoted (QUOTE)."""
    return [_sent(world, chat_id, message) for message in messages]


def appear(world: World, chat_id: str, messages: list[Json], sent: list[Json]) -> None:
    for message, one in zip(messages, sent, strict=True):
        item = world.show(chat_id, "bot", message, str(one["id"]))
        world.tell_item(chat_id, item)


async def appear_to_many(world: World, people: list[Person], messages: list[Json]) -> None:
    """Other calls are answered between the phones; a reset ends it."""
    start = world.start
    for place, person in enumerate(people):
        if place % _AT_ONCE == _AT_ONCE - 1:
            await asyncio.sleep(0)
        if world.start != start:
            return
        for message in messages:
            item = world.show(person.user_id, "bot", message, world.next_message_id())
            world.tell_item(person.user_id, item)


def refuse_repeated(world: World, attempt: Attempt) -> None:
    """RETRY: the same key within 24 hours of its acceptance is 409 with the first answer."""
    if attempt.retry_key is None:
        return
    accepted = world.retry_keys.find(attempt.retry_key, world.clock.now())
    if accepted is not None:
        headers = {"x-line-accepted-request-id": accepted.request_id}
        raise LineError(409, KEY_ACCEPTED, headers=headers, more=accepted.answer)


def note_accepted(world: World, attempt: Attempt, answer: Json) -> None:
    if attempt.retry_key is not None:
        accepted = Accepted(world.clock.now(), attempt.request_id, answer)
        world.retry_keys.accept(attempt.retry_key, accepted)


def left(world: World) -> int | None:
    """How many people this month still has; None: no limit. What a narrowcast under way may yet
    reach is reserved, and so a push can find the month full before it is (REF §Send narrowcast
    message, note regarding the number of remaining messages)."""
    quota = world.faults.quota
    if quota is None:
        return None
    return quota - world.usage.this_month(world.clock.now()) - world.narrowcasts.reserved


def charge(world: World, people: int) -> None:
    """Counts the people reached, or refuses the whole call when the month is used up.

    A full month refuses also what would reach nobody.
    """
    rest = left(world)
    if rest is not None and max(people, 1) > rest:
        raise LineError(429, QUOTA_REACHED)
    world.usage.add(people, world.clock.now())


def note_sent(world: World, sent: Sent) -> None:
    """For the statistics: how many each day, and who got what."""
    now = world.clock.now()
    world.tally.add(sent.kind, sent.people, now)
    if sent.kind == "broadcast":
        world.reach.note_request(sent.request_id, sent.chats, sent.messages, now)
    elif sent.unit is not None and world.units.assign(sent.unit, now):
        world.reach.note_unit(sent.unit, sent.chats, sent.messages, now)


def retry_key_of(header: str | None, *, takes_any: bool) -> str | None:
    """RETRY: a UUID in hexadecimal notation. What LINE says to another is not documented: a 400
    in words of our own, or, by the switch, a key like any other."""
    if header is None:
        return None
    try:
        return str(uuid.UUID(header))
    except ValueError as fault:
        if takes_any:
            return header
        raise LineError(400, "The retry key is invalid") from fault


def _sent(world: World, chat_id: str, message: Json) -> Json:
    one: Json = {"id": world.next_message_id()}
    if message.get("type") in QUOTABLE:
        one["quoteToken"] = world.quote_tokens.issue(chat_id)
    return one
