"""What a request to LINE ends in: an answer, no answer, or never sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class LineTrouble(Exception):
    """No answer came; `cause` says why, in words without secrets."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


class Unclear(LineTrouble):
    """The request may have reached LINE: a timeout, or a connection that ended too early."""


class NotSent(LineTrouble):
    """Nothing reached LINE: no address, no connection, no trust in the certificate."""


class TooFast(NotSent):
    """Held back by our own bucket; may go in `seconds`."""

    def __init__(self, endpoint: str, seconds: float) -> None:
        super().__init__(f"{endpoint}: over the rate, free in {seconds:.3f} s")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Answer:
    """LINE's answer, nothing interpreted. Header names are matched in any case.

    `accepted_request_id` names the first request of a retry key that was accepted before (409).
    """

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def request_id(self) -> str:
        return self.headers.get("x-line-request-id", "")

    @property
    def accepted_request_id(self) -> str:
        return self.headers.get("x-line-accepted-request-id", "")

    def json(self) -> dict[str, Any]:
        """The body as an object; {} when it is none. What was sent stays sent, whatever it says."""
        try:
            value = json.loads(self.body)
        except (ValueError, RecursionError):
            return {}
        return value if isinstance(value, dict) else {}
