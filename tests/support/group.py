"""A LINE group (or room) that the bot is in, without LINE: what happens there, one webhook each."""

from __future__ import annotations

from typing import Any

import bootstrap
from models.facts import BOT_BASIC_ID, learn
from tests.support.chat import BOT, Chat, Json

NAME = "@น้องเวที"
MEMBER, OTHER = "U" + "5" * 32, "U" + "6" * 32


class Group(Chat):
    """`by` is who does it; LINE leaves the id out of those who never consented (None)."""

    def __init__(self, house: bootstrap.WorkerHouse, digit: str = "1", kind: str = "group") -> None:
        super().__init__(house, ("R" if kind == "room" else "C") + digit * 32)
        self.kind = kind
        with house.database.write() as session:
            learn(session, BOT_BASIC_ID, "@wethi")

    def store(self, event: Json, ago: float = 0, *, token: bool = True) -> None:
        source: Json = {"type": self.kind, f"{self.kind}Id": self.user}
        if by := event.pop("by", MEMBER):
            source["userId"] = by
        super().store({"source": source, **event}, ago, token=token)

    def call(self, words: str = "", ago: float = 0, **more: Any) -> str:
        """A message that names the bot first."""
        identity = f"{next(self._ids):018d}"
        message = {"type": "text", "id": identity, **called(words)}
        self.event({"type": "message", "message": message, **more}, ago)
        return identity

    def talk(self, words: str) -> None:
        """Said beside the bot."""
        self.event({"type": "message", "message": {"type": "text", "id": "77", "text": words}})

    def edit(self, message_id: str, words: str, ago: float = 0, *, calls: bool = True) -> None:
        said = called(words) if calls else {"text": words}
        message = {"type": "text", "id": message_id, **said}
        self.event({"type": "messageEdited", "message": message}, ago)

    def join(self, ago: float = 0) -> None:
        self.event({"type": "join", "by": None}, ago)

    def leave(self, ago: float = 0) -> None:
        self.event({"type": "leave", "by": None}, ago, token=False)


def called(words: str) -> Json:
    """LINE reference, "Text": a message with a mention of the bot."""
    me = {"index": 0, "length": len(NAME), "type": "user", "userId": BOT, "isSelf": True}
    return {"text": f"{NAME} {words}".strip(), "mention": {"mentionees": [me]}}
