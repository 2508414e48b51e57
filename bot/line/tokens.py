"""Where the channel access token comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


class TokenSource(Protocol):
    def token(self) -> str:
        """The token to send now; asked before each request, so it may change between two."""
        ...


@dataclass(frozen=True, slots=True)
class StaticToken:
    """A long-lived token, issued in LINE's console (LINE docs, "Channel access token")."""

    value: str = field(repr=False)

    def token(self) -> str:
        return self.value
