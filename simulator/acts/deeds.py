"""What a person does with the phone, and the event that LINE makes of it.

``group`` is where: None is the chat with the account alone. What is not heard gives no event.
"""

from __future__ import annotations

from simulator.acts import mentions
from simulator.acts.telling import chat_of, post, prepare
from simulator.basics.strict import Json
from simulator.delivery import events
from simulator.delivery.webhooks import Parcel
from simulator.people import media
from simulator.people.chats import Item
from simulator.people.content import Content, usual_pending
from simulator.people.groups import Group
from simulator.people.person import CannotDo, Person
from simulator.world import World, place

MEDIA = ("image", "video", "audio", "file")
_EXTRAS = ("hold", "quickReply", "size", "chatId", "mentions")


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


def say(
    world: World,
    person: Person,
    said: Json,
    content: Content | None,
    message_id: str,
    group: Group | None = None,
) -> Json | None:
    """``said`` is a message content object with the control API's own keys; gives the event."""
    check_may_write(person, group)
    shown = {key: value for key, value in said.items() if key not in _EXTRAS}
    item = put(world, person, group, shown, message_id)
    if content is not None:
        _attach(world, item, content)
    world.tell_item(chat_of(person, group), item)
    heard = events.message(
        mentions.heard(world, group, shown), message_id, content.size if content else 0
    )
    world.read_tokens.note(str(heard["markAsReadToken"]), chat_of(person, group), message_id)
    hold = bool(said.get("hold"))
    return post(world, person, "message", {"message": heard}, hold=hold, group=group)


def tap(
    world: World,
    person: Person,
    postback: Json,
    display_text: str | None,
    group: Group | None = None,
) -> Json | None:
    """REF §Postback action: what is displayed is a bubble of the person's, and no message event."""
    check_may_write(person, group)
    if display_text:
        message: Json = {"type": "text", "text": display_text}
        item = put(world, person, group, message, world.next_message_id())
        world.tell_item(chat_of(person, group), item)
    if group is None:
        person.spoke_at = world.clock.now()
    world.reach.seen(chat_of(person, group), world.clock.now())
    return post(world, person, "postback", {"postback": postback}, group=group)


def unsend(
    world: World, person: Person, item: Item, *, first: bool, group: Group | None = None
) -> Json | None:
    if group is not None:
        check_may_write(person, group)
    item.unsent = True
    world.content.forget(item.id)
    chat_id = chat_of(person, group)
    world.stream.tell("unsend", **place(chat_id), messageId=item.id)
    body: Json = {"unsend": {"messageId": item.id}}
    event = prepare(world, person, "unsend", body, reply=False, group=group)
    if event is None:
        return None
    if first:
        world.postman.send_before(item.id, Parcel(chat_id, event))
    else:
        world.postman.send(Parcel(chat_id, event))
    return event


def generate(world: World, said: Json, message_id: str) -> Content:
    """Bytes of the wished size for a message that came without a file."""
    kind, size = str(said["type"]), said.get("size", 20_000)
    if not isinstance(size, int) or isinstance(size, bool) or not 0 <= size <= 1 << 32:
        raise CannotDo("size is a number of bytes")
    pieces = media.generated(kind, size, message_id)
    return world.content.keep(message_id, kind, media.TYPES[kind], pieces)


def put(world: World, person: Person, group: Group | None, shown: Json, message_id: str) -> Item:
    """The person's bubble, not told yet; one to one, the bot may answer it for a week."""
    item = world.show(chat_of(person, group), "user", shown, message_id)
    heard = group is None or group.bot
    item.read = heard and not world.faults.flag("chat_on")
    if group is None:
        person.spoke_at = world.clock.now()
    else:
        item.user_id = person.user_id
    return item


def check_may_write(person: Person, group: Group | None) -> None:
    """Raises CannotDo. Who blocks the account still speaks in a group that it is in."""
    if group is None and person.blocked:
        raise CannotDo("who blocks the bot cannot write to it; unblock first")
    if group is not None and person.user_id not in group.members:
        raise CannotDo("who is not in this chat cannot write in it")


def _follow(world: World, person: Person, *, unblocked: bool) -> None:
    post(world, person, "follow", {"follow": {"isUnblocked": unblocked}})


def _attach(world: World, item: Item, content: Content) -> None:
    item.content_url = f"/_simulator/api/content/{item.id}"
    wished = world.faults.content_pending
    content.pending = usual_pending(content) if wished is None else wished
    content.failed = content.kind in ("video", "audio") and world.faults.flag("transcoding_fails")
