"""``liff.sendMessages()``: an app in LINE speaks in the person's name (LIFF §liff.sendMessages).

A bot hears of all kinds but template and flex; where media lie, the message itself says.
"""

from __future__ import annotations

from simulator.acts.deeds import check_may_write, put
from simulator.acts.telling import chat_of, post
from simulator.basics.strict import Json
from simulator.delivery import events
from simulator.people.groups import Group
from simulator.people.person import CannotDo, Person
from simulator.validate import Rules, check
from simulator.world import World

KINDS = ("text", "sticker", "image", "video", "audio", "location", "template", "flex")
_SILENT = ("template", "flex")
_PLACES = ("originalContentUrl", "previewImageUrl")


def say(
    world: World, person: Person, messages: object, group: Group | None
) -> list[tuple[str, Json | None]]:
    """Each message's id and event; raises CannotDo, and then nothing is said."""
    check_may_write(person, group)
    verdict = check(messages, Rules(loopback_http=not world.faults.flag("refuse_loopback_http")))
    if verdict.refusal is not None:
        raise CannotDo(f"{verdict.refusal.message} {verdict.refusal.details}")
    assert isinstance(messages, list)
    for message in messages:
        _check(message)
    return [_say(world, person, message, group) for message in messages]


def _say(
    world: World, person: Person, message: Json, group: Group | None
) -> tuple[str, Json | None]:
    message_id = world.next_message_id()
    item = put(world, person, group, message, message_id)
    world.tell_item(chat_of(person, group), item)
    if message["type"] in _SILENT:
        return message_id, None
    heard = _heard(message, message_id)
    world.read_tokens.note(str(heard["markAsReadToken"]), chat_of(person, group), message_id)
    return message_id, post(world, person, "message", {"message": heard}, group=group)


def _heard(message: Json, message_id: str) -> Json:
    heard = events.message(message, message_id)
    if "contentProvider" in heard:
        places = {key: message[key] for key in _PLACES if key in message}
        heard["contentProvider"] = {"type": "external", **places}
    return heard


def _check(message: Json) -> None:
    """Templates and Flex from an app may only open addresses."""
    if message["type"] not in KINDS:
        raise CannotDo(f"a LIFF app cannot send {message['type']}")
    if message["type"] in _SILENT and not _opens_only(message):
        raise CannotDo("templates and Flex of a LIFF app have uri actions alone")


def _opens_only(found: object) -> bool:
    if isinstance(found, list):
        return all(_opens_only(one) for one in found)
    if not isinstance(found, dict):
        return True
    actions = [found.get("action"), found.get("defaultAction"), *_listed(found.get("actions"))]
    given = [one for one in actions if isinstance(one, dict)]
    return all(one.get("type") == "uri" for one in given) and all(
        _opens_only(one) for one in found.values()
    )


def _listed(found: object) -> list[object]:
    return found if isinstance(found, list) else []
