"""What a simulator is started with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Config:
    """One LINE channel on this machine; ``channel_token`` is its long-lived access token.

    ``webhook`` is the bot's URL (None: webhooks go nowhere), ``clock_path`` a text file with the
    seconds to add to the system's time (None: the offset lives in memory), ``port`` 0 takes a free
    one; ``heartbeat_s`` is how often whoever listens is told the time. ``state_path`` is read at
    the start, if it is there, and written soon after each change and at the end. ``bot_name`` is
    what the account is called on the phones and mentioned by.
    """

    channel_secret: str
    channel_token: str
    channel_id: str = "1234567890"
    webhook: str | None = None
    clock_path: Path | None = None
    host: str = "127.0.0.1"
    port: int = 0
    bot_name: str = "Bot"
    basic_id: str = "@simulator"
    heartbeat_s: float = 5
    state_path: Path | None = None

    @property
    def bot_user_id(self) -> str:
        """``destination`` of every webhook; the same after a restart, as a real channel's."""
        return "U" + hashlib.sha256(b"bot:" + self.channel_secret.encode()).hexdigest()[:32]
