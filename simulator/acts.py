"""What a person does with the phone, and the event that LINE makes of it."""

from __future__ import annotations

from collections.abc import Callable

from simulator import events, media
from simulator.chats import Item, Json
from simulator.content import Content, usual_pending
from simulator.people import Person
from simulator.webhooks import Parcel
from simulator.world import World

MEDIA = ("image", "video", "audio", "file")
_EXTRAS = ("hold", "quickReply", "size")


class CannotDo(ValueError):
    """The phone would not let the person do that."""


def join(world: World, display_name: str, *, friend: bool, user_id: str | None) -> Person:
    person = recall(world, display_name, friend=friend, blocked=False, user_id=user_id)
    if friend:
        _follow(world, person, unblocked=False)
    return person


def recall(
    world: World, display_name: str, *, friend: bool, blocked: bool, user_id: str | None
) -> Person:
    """Somebody whom the bot met before this simulator started: no event tells of it."""
    person = world.people.add(display_name, friend=friend, user_id=user_id)
    person.blocked = blocked
    world.tell_person(person)
    return person


def befriend(world: World, person: Person) -> None:
    """A friend who blocks the bot takes the block back by adding it again (REF §Follow event)."""
    if person.friend:
        unblock(world, person)
        return
    again, person.friend, person.blocked = person.was_friend, True, False
    person.was_friend = True
    world.tell_person(person)
    _follow(world, person, unblocked=again)


def block(world: World, person: Person) -> None:
    """Also who is not a friend may block; only a friend's blocking is an unfollow event."""
    if person.blocked:
        return
    person.blocked = True
    world.tell_person(person)
    if person.friend:
        post(world, person, "unfollow", {}, reply=False)


def unblock(world: World, person: Person) -> None:
    if not person.blocked:
        return
    person.blocked = False
    world.tell_person(person)
    if person.friend:
        _follow(world, person, unblocked=True)


def say(world: World, person: Person, said: Json, content: Content | None, message_id: str) -> Json:
    """``said`` is a message content object with the control API's own keys; gives the event."""
    _check_may_write(person)
    shown = {key: value for key, value in said.items() if key not in _EXTRAS}
    item = world.show(person.user_id, "user", shown, message_id)
    if content is not None:
        item.content_url = f"/_simulator/api/content/{message_id}"
        wished = world.faults.content_pending
        content.pending = usual_pending(content) if wished is None else wished
    world.tell_item(person.user_id, item)
    person.spoke_at = world.clock.now()
    heard = events.message(shown, message_id, content.size if content else 0)
    world.read_tokens.note(str(heard["markAsReadToken"]), person.user_id, message_id)
    return post(world, person, "message", {"message": heard}, hold=bool(said.get("hold")))


def tap(world: World, person: Person, postback: Json, display_text: str | None) -> Json:
    """REF §Postback action: what is displayed is a bubble of the person's, and no message event."""
    _check_may_write(person)
    if display_text:
        message: Json = {"type": "text", "text": display_text}
        item = world.show(person.user_id, "user", message, world.next_message_id())
        world.tell_item(person.user_id, item)
    person.spoke_at = world.clock.now()
    world.reach.seen(person.user_id, person.spoke_at)
    return post(world, person, "postback", {"postback": postback})


def unsend(world: World, person: Person, item: Item, *, first: bool) -> Json:
    item.unsent = True
    world.content.forget(item.id)
    world.stream.tell("unsend", userId=person.user_id, messageId=item.id)
    event = _make(world, person, "unsend", {"unsend": {"messageId": item.id}}, reply=False)
    parcel = Parcel(person.user_id, event)
    if first:
        world.postman.send_before(item.id, parcel)
    else:
        world.postman.send(parcel)
    return event


def post(
    world: World, person: Person, kind: str, body: Json, *, reply: bool = True, hold: bool = False
) -> Json:
    event = _make(world, person, kind, body, reply=reply)
    carry: Callable[[Parcel], None] = world.postman.hold if hold else world.postman.send
    carry(Parcel(person.user_id, event))
    return event


def generate(world: World, said: Json, message_id: str) -> Content:
    """Bytes of the wished size for a message that came without a file."""
    kind, size = str(said["type"]), said.get("size", 20_000)
    if not isinstance(size, int) or isinstance(size, bool) or not 0 <= size <= 1 << 32:
        raise CannotDo("size is a number of bytes")
    pieces = media.generated(kind, size, message_id)
    return world.content.keep(message_id, kind, media.TYPES[kind], pieces)


def _follow(world: World, person: Person, *, unblocked: bool) -> None:
    post(world, person, "follow", {"follow": {"isUnblocked": unblocked}})


def _make(world: World, person: Person, kind: str, body: Json, *, reply: bool) -> Json:
    token = world.reply_tokens.issue(person.user_id, world.clock.now()) if reply else None
    source = events.user_source(person.user_id)
    standby = world.faults.flag("standby")
    now = world.clock.now_ms()
    return events.event(kind, source, now, body, reply_token=token, standby=standby)


def _check_may_write(person: Person) -> None:
    if person.blocked:
        raise CannotDo("who blocks the bot cannot write to it; unblock first")
