"""Who comes into a group and who goes, the account among them (REF §Join event to §Member leave
event, §Leave group chat)."""

from __future__ import annotations

from simulator.acts import mentions
from simulator.acts.deeds import check_may_write
from simulator.acts.telling import announce, post, post_of_group
from simulator.basics.strict import Json
from simulator.delivery import events
from simulator.people.chats import Item
from simulator.people.groups import MEMBERS_MAX, Group
from simulator.people.person import CannotDo, Person
from simulator.world import World

OFF = "joining groups is switched off"
ANOTHER = "another official account is in it"


def create(
    world: World, kind: str, name: str, members: list[Person], chat_id: str | None = None
) -> Group:
    _check_size(len(members))
    ids = [person.user_id for person in members]
    group = world.groups.add(kind, name, ids, chat_id)
    world.tell_group(group)
    _notice(world, group, "created", ids)
    return group


def invite(world: World, group: Group) -> str | None:
    """The account joins, or the reason why it does not; then nobody tells the bot anything."""
    if group.bot:
        return None
    refusal = _refusal(world, group)
    if refusal is not None:
        _notice(world, group, "botRefused", [])
        return refusal
    group.bot, group.announced = True, False
    world.tell_group(group)
    _notice(world, group, "botJoined", [])
    if group.kind == "group":
        announce(world, group)
    return None


def leave(world: World, group: Group) -> None:
    """Removed by a member, or by itself: the bot is told of both (REF §Leave event)."""
    if not group.bot:
        return
    group.bot = False
    world.tell_group(group)
    _notice(world, group, "botLeft", [])
    post_of_group(world, group, "leave", {}, reply=False)


def come(world: World, group: Group, people: list[Person]) -> Json | None:
    new = [person for person in people if person.user_id not in group.members]
    if not new:
        raise CannotDo("they are in this chat already")
    _check_size(len(group.members) + len(new))
    group.members += [person.user_id for person in new]
    return _told(world, group, "joined", new)


def go(world: World, group: Group, people: list[Person]) -> Json | None:
    going = [person.user_id for person in people]
    if not set(going) <= set(group.members):
        raise CannotDo("who is not in this chat cannot leave it")
    group.members = [user_id for user_id in group.members if user_id not in going]
    return _told(world, group, "left", people)


def edit(world: World, person: Person, group: Group, item: Item, words: Json) -> Json | None:
    """Message editing: groups only, a text of one's own (REF §Message edited event).

    ``words`` is a text message's content: ``text``, maybe ``emojis`` and ``mention``.
    """
    check_may_write(person, group)
    if group.kind != "group":
        raise CannotDo("only messages in a group can be edited")
    if item.unsent or item.message.get("type") != "text":
        raise CannotDo("only a text that was not taken back can be edited")
    kept = {key: item.message[key] for key in ("quotedMessageId",) if key in item.message}
    item.message = {"type": "text"} | kept | words
    item.edited += 1
    world.stream.tell("edit", chatId=group.chat_id, item=item.describe())
    heard = events.edited(mentions.heard(world, group, item.message), item.id)
    return post(world, person, "messageEdited", {"message": heard}, group=group)


def _told(world: World, group: Group, what: str, people: list[Person]) -> Json | None:
    """memberJoined can be answered, memberLeft not; a room's first event brings the join first."""
    world.tell_group(group)
    _notice(world, group, what, [person.user_id for person in people])
    if not group.bot:
        return None
    announce(world, group)
    kind = "memberJoined" if what == "joined" else "memberLeft"
    body: Json = {what: {"members": [_source(person) for person in people]}}
    return post_of_group(world, group, kind, body, reply=what == "joined")


def _source(person: Person) -> Json:
    """Without consent the user id is left out, as everywhere in groups (CONSENT)."""
    source: Json = {"type": "user"}
    return source | ({"userId": person.known_as} if person.known_as is not None else {})


def _refusal(world: World, group: Group) -> str | None:
    """GROUP: joining is off in the console by default, and one official account a chat."""
    if not world.faults.flag("join_groups"):
        return OFF
    return ANOTHER if group.other_account else None


def _check_size(count: int) -> None:
    if not 1 <= count <= MEMBERS_MAX:
        raise CannotDo(f"a chat has 1 to {MEMBERS_MAX} members")


def _notice(world: World, group: Group, what: str, user_ids: list[str]) -> None:
    """A line on the members' phones; no message, and nothing that the bot hears."""
    message: Json = {"type": "notice", "notice": what, "userIds": user_ids}
    item = world.show(group.chat_id, "notice", message, world.next_message_id())
    world.tell_item(group.chat_id, item)
