"""What happens in a chat becomes an event on its way to the bot."""

from __future__ import annotations

from simulator.basics.strict import Json
from simulator.delivery import events
from simulator.delivery.webhooks import Parcel
from simulator.people.groups import Group
from simulator.people.person import Person
from simulator.world import World


def post(
    world: World,
    person: Person,
    kind: str,
    body: Json,
    *,
    reply: bool = True,
    hold: bool = False,
    group: Group | None = None,
) -> Json | None:
    """None: it happened in a group that the bot is not in, and LINE does not tell it."""
    event = prepare(world, person, kind, body, reply=reply, group=group)
    if event is not None:
        parcel = Parcel(chat_of(person, group), event)
        if hold:
            world.postman.hold(world.image_sets.written(parcel))
        else:
            world.image_sets.send(parcel)
    return event


def prepare(
    world: World,
    person: Person,
    kind: str,
    body: Json,
    *,
    reply: bool = True,
    group: Group | None = None,
) -> Json | None:
    """The event alone, for who sends it in a way of its own."""
    if group is not None and not group.bot:
        return None
    if group is not None:
        announce(world, group)
    alone = events.user_source(person.user_id)
    source = alone if group is None else group.source(person.known_as)
    return _event(world, chat_of(person, group), source, kind, body, reply=reply)


def post_of_group(world: World, group: Group, kind: str, body: Json, *, reply: bool = True) -> Json:
    """An event that no one member made: the source is the group alone."""
    event = _event(world, group.chat_id, group.source(), kind, body, reply=reply)
    world.postman.send(Parcel(group.chat_id, event))
    return event


def announce(world: World, group: Group) -> None:
    """REF §Join event: for a group when invited, for a room with the first event after that."""
    if not group.announced:
        group.announced = True
        post_of_group(world, group, "join", {})


def chat_of(person: Person, group: Group | None) -> str:
    return person.user_id if group is None else group.chat_id


def failed_link(body: Json) -> bool:
    """REF §Account link event: a failed one has neither source nor reply token."""
    link = body.get("link")
    return isinstance(link, dict) and link.get("result") == "failed"


def _event(
    world: World, chat_id: str, source: Json | None, kind: str, body: Json, *, reply: bool
) -> Json:
    if failed_link(body):
        source, reply = None, False
    token = world.reply_tokens.issue(chat_id, world.clock.now()) if reply else None
    standby = world.faults.flag("standby")
    now = world.clock.now_ms()
    quotable = _quotable(world, chat_id, body)
    return events.event(kind, source, now, quotable, reply_token=token, standby=standby)


def _quotable(world: World, chat_id: str, body: Json) -> Json:
    """A quote token is of the chat that the message stands in."""
    message = body.get("message")
    if not isinstance(message, dict) or "quoteToken" not in message:
        return body
    return body | {"message": message | {"quoteToken": world.quote_tokens.issue(chat_id)}}
