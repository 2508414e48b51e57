"""Chats of several people: groups, and the rooms of old (GROUP: Group chats)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from simulator.basics import ids
from simulator.basics.strict import Json
from simulator.saving.records import as_list, plain, rebuild

SHAPES = {"group": ids.GROUP_ID, "room": ids.ROOM_ID}
MEMBERS_MAX = 500


@dataclass
class Group:
    """``members`` are user ids in the order of their coming, the account not among them.

    ``bot``: this account is in it. ``other_account``: another official account is, and LINE lets
    only one in. ``announced``: the bot was told of its joining; in a room with the first event.
    """

    chat_id: str
    kind: str
    name: str
    members: list[str] = field(default_factory=list)
    bot: bool = False
    announced: bool = False
    other_account: bool = False

    def describe(self) -> Json:
        return {
            "chatId": self.chat_id,
            "kind": self.kind,
            "name": self.name,
            "members": list(self.members),
            "bot": self.bot,
            "otherAccount": self.other_account,
        }

    def source(self, user_id: str | None = None) -> Json:
        """REF §Source group chat, §Source multi-person chat; None: nobody who lets it be known."""
        made: Json = {"type": self.kind, f"{self.kind}Id": self.chat_id}
        return made if user_id is None else made | {"userId": user_id}


class Groups:
    def __init__(self) -> None:
        self._by_id: dict[str, Group] = {}

    def __iter__(self) -> Iterator[Group]:
        return iter(self._by_id.values())

    def get(self, chat_id: str) -> Group | None:
        return self._by_id.get(chat_id)

    def add(self, kind: str, name: str, members: list[str], chat_id: str | None = None) -> Group:
        made = chat_id or ids.new_group_id(kind)
        group = self._by_id[made] = Group(made, kind, name, list(members))
        return group

    def with_bot(self, chat_id: str) -> Group | None:
        """The chat, if the account is in it: of others LINE tells it nothing."""
        group = self._by_id.get(chat_id)
        return group if group is not None and group.bot else None

    def describe(self) -> list[Json]:
        return [group.describe() for group in self]

    def state(self) -> object:
        return [plain(group) for group in self]

    def restore(self, state: object) -> None:
        found = [_checked(rebuild(Group, one)) for one in as_list(state)]
        self._by_id = {group.chat_id: group for group in found}


def _checked(group: Group) -> Group:
    shape = SHAPES.get(group.kind)
    if shape is None or not shape.fullmatch(group.chat_id):
        raise ValueError(f"{group.chat_id!r:.60} is no {group.kind}'s id")
    if not all(isinstance(one, str) for one in group.members):
        raise ValueError("members are user ids")
    return group
