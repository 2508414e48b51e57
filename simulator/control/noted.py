"""What each call of the control API is in a recording: a step, with people by their ids."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Any, NamedTuple

from simulator.basics.strict import Json
from simulator.people.chats import Chat, Item
from simulator.people.groups import Group
from simulator.people.person import Person
from simulator.play.places import bubbles, own, place_of
from simulator.world import World


class Done(NamedTuple):
    """A call that was answered: its path's names, body and answer, and how things stood before."""

    at: dict[str, str]
    body: dict[str, Any]
    told: dict[str, Any]
    before: Json | None


Write = Callable[[World, Done], None]


def known(person: Person) -> Json:
    return {"friend": person.friend, "blocked": person.blocked, "consents": person.consents}


def gathered(group: Group) -> Json:
    return {
        "members": list(group.members),
        "bot": group.bot,
        "otherAccount": group.other_account,
    }


def joined(world: World, done: Done) -> None:
    user_id, told = done.told["userId"], done.told
    before: Json = {"friend": False, "blocked": False, "consents": told["consents"]}
    if told["friend"] and not done.body.get("silent"):
        world.diary.note(user_id, user_id, "friend", before=before)


def becomes(verb: str) -> Write:
    def write(world: World, done: Done) -> None:
        user_id = done.at["user_id"]
        world.diary.note(user_id, user_id, verb, before=done.before)

    return write


def consented(world: World, done: Done) -> None:
    user_id, value = done.at["user_id"], done.told["consents"]
    if done.before is None or value != done.before["consents"]:
        world.diary.note(user_id, user_id, "consents", value, before=done.before)


def said(world: World, done: Done) -> None:
    """The bubble tells where it was said, also of what came as a form."""
    user_id = done.at["user_id"]
    for message_id in done.told.get("messageIds") or [done.told["messageId"]]:
        for chat_id in chain((str(done.body.get("chatId")), user_id), world.chats):
            item = world.chats[chat_id].find(message_id) if chat_id in world.chats else None
            if item is not None:
                verb, value = _speech(world, item)
                beside = _beside(world, world.chats[chat_id], item)
                world.diary.note(chat_id, user_id, verb, value, beside=beside)
                break


def _speech(world: World, item: Item) -> tuple[str, object]:
    message, content = item.message, world.content.get(item.id)
    if message["type"] == "text" and not {"mention", "emojis"} & set(message):
        return "say", message["text"]
    size = content.size if content is not None else None
    if message["type"] == "image" and "imageSet" not in message:
        return "photo", size
    left_out = ("quoteToken", "quotedMessageId")
    kept: Json = {key: one for key, one in message.items() if key not in left_out}
    return "send", kept if size is None else kept | {"size": size}


def _beside(world: World, chat: Chat, item: Item) -> Json:
    found: Json = {}
    if world.postman.holds(item.id):
        found["hold"] = True
    quoted = item.message.get("quotedMessageId")
    earlier = [one.describe() for one in chat.items if one.seq < item.seq]
    place = place_of(bubbles(earlier), str(quoted))
    return found if place is None else found | {"quote": place}


def edited(world: World, done: Done) -> None:
    user_id, chat_id = done.at["user_id"], str(done.body["chatId"])
    item = world.chats[chat_id].find(str(done.body["messageId"]))
    if item is not None:
        words = {key: one for key, one in item.message.items() if key != "quotedMessageId"}
        beside = _which(world, chat_id, user_id, item)
        world.diary.note(chat_id, user_id, "edit", words, beside=beside)


def unsent(world: World, done: Done) -> None:
    user_id = done.at["user_id"]
    chat_id = str(done.body.get("chatId") or user_id)
    item = world.chats[chat_id].find(str(done.body["messageId"]))
    if item is not None:
        which = _which(world, chat_id, user_id, item).get("which")
        first: Json = {"first": True} if done.body.get("first") else {}
        world.diary.note(chat_id, user_id, "unsend", which, beside=first)


def _which(world: World, chat_id: str, user_id: str, item: Item) -> Json:
    """Nothing for the newest of one's own; one that was just taken back still counts."""
    items = [one.describe() for one in world.chats[chat_id].items if one.seq > item.seq]
    later = len(own(items, user_id))
    return {"which": later + 1} if later else {}


def pressed(world: World, done: Done) -> None:
    """``area``: where it may have been on the rich menu."""
    user_id = done.at["user_id"]
    value = {key: one for key, one in done.body.items() if key != "chatId"}
    area = _area(done.before, ("postback", "datetimepicker"), {"data": value.get("data")})
    before: Json | None = {"area": area} if area and "chatId" not in done.body else None
    chat_id = done.body.get("chatId") or user_id
    world.diary.note(chat_id, user_id, "postback", value, before=before)


def menu_tapped(world: World, done: Done) -> None:
    user_id = done.at["user_id"]
    beside: Json = {"pick": done.body["params"]} if done.body.get("params") else {}
    world.diary.note(user_id, user_id, "menu", int(done.body["area"]) + 1, beside=beside)


def switched(world: World, done: Done) -> None:
    user_id = done.at["user_id"]
    action = {key: done.body[key] for key in ("richMenuAliasId", "data")}
    area = _area(done.before, ("richmenuswitch",), action)
    step = ("menu", area) if area else ("switch", action)
    world.diary.note(user_id, user_id, *step)


def _area(menu: Json | None, kinds: tuple[str, ...], wanted: Json) -> int | None:
    """Counted from 1."""
    areas = (menu or {}).get("areas")
    for number, area in enumerate(areas if isinstance(areas, list) else [], 1):
        action = area["action"]
        if action["type"] in kinds and {key: action.get(key) for key in wanted} == wanted:
            return number
    return None


def by_liff(world: World, done: Done) -> None:
    user_id = done.at["user_id"]
    chat_id = done.body.get("chatId") or user_id
    world.diary.note(chat_id, user_id, "liff", done.body["messages"])


def happened(kind: str) -> Write:
    def write(world: World, done: Done) -> None:
        user_id = done.at["user_id"]
        world.diary.note(user_id, user_id, kind, done.body)

    return write


def linked(world: World, done: Done) -> None:
    """Link tokens are others in each play: the event is played."""
    user_id = done.body.get("userId") or world.link_tokens.owner(done.body["linkToken"])
    value = {"result": done.told["result"], "nonce": done.body["nonce"]}
    world.diary.note(user_id, user_id, "accountLink", value)


def event(world: World, done: Done) -> None:
    user_id = done.body.get("userId")
    chat_id = done.body.get("chatId") or user_id
    world.diary.note(chat_id, user_id, "event", done.body["event"])


def released(world: World, _: Done) -> None:
    world.diary.note(None, None, "release")


def made(world: World, done: Done) -> None:
    group = world.groups.get(done.told["chatId"])
    if group is not None and done.body.get("bot") and not done.body.get("silent"):
        before = gathered(group) | {"bot": False}
        world.diary.note(group.chat_id, None, "invite", before=before)


def changed(world: World, done: Done) -> None:
    world.diary.note(done.at["chat_id"], None, "group", done.body, before=done.before)


def bot_moves(verb: str) -> Write:
    def write(world: World, done: Done) -> None:
        world.diary.note(done.at["chat_id"], None, verb, before=done.before)

    return write


def members(verb: str) -> Write:
    def write(world: World, done: Done) -> None:
        moved = list(done.body["userIds"])
        world.diary.note(done.at["chat_id"], None, verb, moved, before=done.before)

    return write


def webhook(world: World, done: Done) -> None:
    """Its address belongs to the start."""
    if "on" in done.body:
        world.diary.note(None, None, "webhook", done.told["webhookOn"])


def clock(world: World, done: Done) -> None:
    verb, key = ("wait", "advance") if "advance" in done.body else ("clock", "at")
    world.diary.note(None, None, verb, done.body[key], before=done.before)


def faults(world: World, done: Done) -> None:
    world.diary.note(None, None, "faults", done.body, before=done.before)
