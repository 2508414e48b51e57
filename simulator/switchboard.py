"""What the postman needs of the channel."""

from __future__ import annotations

from typing import Protocol

from simulator.chats import Json
from simulator.faults import Faults
from simulator.posting import Delivery


class Switchboard(Protocol):
    faults: Faults
    webhook_on: bool

    @property
    def destination(self) -> str: ...

    def record_webhook(
        self, chat_id: str, events: list[Json], delivery: Delivery, attempt: int
    ) -> None: ...
