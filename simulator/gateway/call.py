"""What one call of LINE's API gathers on its way through."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from aiohttp import web

from simulator.basics.strict import Json


@dataclass
class Call:
    """``fault`` is the switch that decided, ``warnings`` what LINE itself would refuse."""

    request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    body: bytes = b""
    fault: str | None = None
    warnings: tuple[str, ...] = ()

    def facts(self) -> Json:
        return {
            "requestId": self.request_id,
            "fault": self.fault,
            "warnings": list(self.warnings),
        }


CALL: web.RequestKey[Call] = web.RequestKey("call", Call)
