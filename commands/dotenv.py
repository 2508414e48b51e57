"""The first `.env`: random secrets, and LINE replaced by the simulator on this machine."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet


def write_first(path: Path, simulator_url: str) -> bool:
    """Write `.env` for a demonstration, mode 600; False when there is one already.

    It appears whole or not at all: a start that is killed here leaves no half of it behind.
    """
    if path.exists():
        return False
    values = {
        "LINE_CHANNEL_SECRET": secrets.token_hex(16),
        "LINE_CHANNEL_ACCESS_TOKEN": secrets.token_urlsafe(64),
        "LINE_API_URL": simulator_url,
        "LINE_DATA_API_URL": simulator_url,
        "SECRET_KEY": secrets.token_urlsafe(32),
        "DATA_KEYS": Fernet.generate_key().decode(),
        "CLOCK": "file:var/clock",
    }
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.writelines(f"{name}={value}\n" for name, value in values.items())
    draft.replace(path)
    return True
