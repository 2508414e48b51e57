"""What stands on the phones' screens."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from itertools import takewhile

from simulator.basics.strict import Json
from simulator.clock import iso
from simulator.saving.records import as_list, as_object, rebuild

KEPT = 100_000


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
    """``items`` are the newest; ``seq`` counts on from those that are forgotten."""

    items: deque[Item] = field(default_factory=deque)

    def add(self, by: str, message: Json, at: float, message_id: str) -> Item:
        bare = {key: value for key, value in message.items() if key != "sender"}
        sender = message.get("sender")
        seq = self.items[-1].seq + 1 if self.items else 1
        item = Item(seq, by, bare, at, message_id)
        item.sender = sender if isinstance(sender, dict) else None
        self.items.append(item)
        return item

    def find(self, message_id: str) -> Item | None:
        return next((item for item in reversed(self.items) if item.id == message_id), None)

    def read_until(self, message_id: str) -> None:
        """A person's messages up to this one are read (REF §Mark messages as read)."""
        last = self.find(message_id)
        until = last.seq if last is not None else 0
        for item in takewhile(lambda item: item.seq <= until, self.items):
            item.read = item.read or item.by == "user"

    def after(self, seq: int) -> list[Item]:
        newer = takewhile(lambda item: item.seq > seq, reversed(self.items))
        return list(newer)[::-1]


class Chats(dict[str, Chat]):
    """By the id of the person, group or room; ``kept`` bubbles in all of them together.

    One stays in every chat, so that its next one counts on.
    """

    def __init__(self, kept: int = KEPT) -> None:
        super().__init__()
        self._kept, self._order = kept, deque[Chat]()

    def of(self, chat_id: str) -> Chat:
        return self.setdefault(chat_id, Chat())

    def add(self, chat_id: str, by: str, message: Json, at: float, message_id: str) -> Item:
        chat = self.of(chat_id)
        item = chat.add(by, message, at, message_id)
        self._order.append(chat)
        while len(self._order) > self._kept:
            oldest = self._order.popleft()
            if len(oldest.items) > 1:
                oldest.items.popleft()
        return item

    def state(self) -> object:
        return {chat_id: list(chat.items) for chat_id, chat in self.items()}

    def restore(self, state: object) -> None:
        found = {chat_id: _chat(one) for chat_id, one in as_object(state).items()}
        self.clear()
        self.update(found)
        every = [(item.at, chat) for chat in self.values() for item in chat.items]
        self._order = deque(chat for _, chat in sorted(every, key=lambda pair: pair[0]))


def _chat(state: object) -> Chat:
    items = [rebuild(Item, one) for one in as_list(state)]
    first = items[0].seq if items else 1
    if [item.seq for item in items] != list(range(first, first + len(items))) or first < 1:
        raise ValueError("seq grows by one within a chat")
    for item in items:
        item.describe()  # a moment that no calendar has is found here
    return Chat(deque(items))
