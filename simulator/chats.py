"""What stands on the phones' screens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from simulator.clock import iso
from simulator.saved import as_list, as_object, plain, rebuild

Json = dict[str, object]


@dataclass
class Item:
    """One bubble. ``message`` is a LINE message object without its sender.

    ``by`` is user, bot, or in a group also notice: a line about who came and went. ``user_id`` is
    who spoke in a group.
    """

    seq: int
    by: str
    message: Json
    at: float
    id: str
    sender: Json | None = None
    content_url: str | None = None
    unsent: bool = False
    edited: int = 0
    read: bool = False
    user_id: str | None = None

    def describe(self) -> Json:
        shown: Json = {
            "seq": self.seq,
            "from": self.by,
            "message": self.message,
            "at": iso(self.at),
            "id": self.id,
            "unsent": self.unsent,
            "sender": self.sender,
        }
        if self.content_url is not None:
            shown["contentUrl"] = self.content_url
        if self.user_id is not None:
            shown["userId"] = self.user_id
        if self.read:
            shown["read"] = True
        return shown | ({"edited": self.edited} if self.edited else {})


@dataclass
class Chat:
    items: list[Item] = field(default_factory=list)

    def add(self, by: str, message: Json, at: float, message_id: str) -> Item:
        bare = {key: value for key, value in message.items() if key != "sender"}
        sender = message.get("sender")
        item = Item(len(self.items) + 1, by, bare, at, message_id)
        item.sender = sender if isinstance(sender, dict) else None
        self.items.append(item)
        return item

    def find(self, message_id: str) -> Item | None:
        return next((item for item in reversed(self.items) if item.id == message_id), None)

    def read_until(self, message_id: str) -> None:
        """A person's messages up to this one are read (REF §Mark messages as read)."""
        last = self.find(message_id)
        for item in self.items[: last.seq] if last is not None else ():
            item.read = item.read or item.by == "user"

    def after(self, seq: int) -> Iterator[Item]:
        return iter(self.items[max(seq, 0) :])


class Chats(dict[str, Chat]):
    """By the id of the person, group or room."""

    def state(self) -> object:
        return {chat_id: [plain(item) for item in chat.items] for chat_id, chat in self.items()}

    def restore(self, state: object) -> None:
        found = {chat_id: _chat(one) for chat_id, one in as_object(state).items()}
        self.clear()
        self.update(found)


def _chat(state: object) -> Chat:
    items = [rebuild(Item, one) for one in as_list(state)]
    if [item.seq for item in items] != list(range(1, len(items) + 1)):
        raise ValueError("seq grows by one within a chat")
    for item in items:
        item.describe()  # a moment that no calendar has is found here
    return Chat(items)
