"""What the postman needs of the channel."""

from __future__ import annotations

from typing import Protocol

from simulator.basics.strict import Json
from simulator.delivery.posting import Delivery
from simulator.trouble.faults import Faults


class Switchboard(Protocol):
    faults: Faults
    webhook_on: bool

    @property
    def destination(self) -> str: ...

    def record_webhook(
        self, chat_id: str, events: list[Json], delivery: Delivery, attempt: int
    ) -> None: ...
