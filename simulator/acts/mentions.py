"""Mentions in a person's words, as the phones and the bot see them (REF §Text, ``mention``).

Index and length count UTF-16 units, as JavaScript and the sending side do.
"""

from __future__ import annotations

from simulator.basics.strict import Json
from simulator.people.groups import Group
from simulator.people.person import CannotDo
from simulator.validate.count import utf16
from simulator.world import World

MOST = 20
ALL = "All"


def find(world: World, group: Group, text: str, wanted: list[str]) -> Json | None:
    """The ``mention`` object for ``wanted``: user ids, ``bot`` and ``all``, each standing in the
    text as ``@`` and the name, in this order. Raises CannotDo."""
    if len(wanted) > MOST:
        raise CannotDo(f"a text has at most {MOST} mentions")
    found, place = [], 0
    for one in wanted:
        target, name = _target(world, group, one)
        place = text.find(f"@{name}", place)
        if place < 0:
            raise CannotDo(f"the text does not mention @{name} there")
        length = len(name) + 1
        found.append(_span(text, place, length) | target)
        place += length
    return {"mentionees": found} if found else None


def heard(world: World, group: Group | None, said: Json) -> Json:
    """The message as the bot hears it: whether itself is meant, no user id without consent."""
    mention = said.get("mention")
    mentionees = mention.get("mentionees") if isinstance(mention, dict) else None
    if group is None or not isinstance(mentionees, list):
        return said
    return said | {"mention": {"mentionees": [_told(world, one) for one in mentionees]}}


def _told(world: World, mentionee: Json) -> Json:
    user_id = mentionee.get("userId")
    if mentionee.get("type") != "user" or user_id is None:
        return mentionee
    itself = user_id == world.destination
    person = world.people.get(str(user_id))
    hidden = not itself and (person is None or not person.consents)
    shown = {key: value for key, value in mentionee.items() if key != "userId" or not hidden}
    return shown | {"isSelf": itself}


def _target(world: World, group: Group, wanted: str) -> tuple[Json, str]:
    if wanted == "all":
        return {"type": "all"}, ALL
    if wanted in ("bot", world.destination):
        if not group.bot:
            raise CannotDo("the bot is not in this chat")
        return {"type": "user", "userId": world.destination}, world.config.bot_name
    person = world.people.get(wanted)
    if person is None or wanted not in group.members:
        raise CannotDo("only who is in this chat can be mentioned")
    return {"type": "user", "userId": wanted}, person.display_name


def _span(text: str, place: int, length: int) -> Json:
    return {"index": utf16(text[:place]), "length": utf16(text[place : place + length])}
