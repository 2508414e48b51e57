"""The settings of a deployment in a folder: what tests of all kinds start from."""

from __future__ import annotations

from pathlib import Path

from cryptography.fernet import Fernet

from base.settings import Settings

SECRET = "channel-secret"
TOKEN = "channel-token"
KEY = Fernet.generate_key().decode()
NOBODY = "http://127.0.0.1:9"  # nothing listens there; nothing is sent


def settings_in(folder: Path, line_url: str = NOBODY, **others: object) -> Settings:
    """Clock, media and an SQLite file in `folder`, LINE at `line_url`; `others` replace any."""
    values: dict[str, object] = {
        "database_url": f"sqlite:///{folder / 'wethi.db'}",
        "clock": f"file:{folder / 'clock'}",
        "media_dir": folder / "media",
        "data_keys": KEY,
        "secret_key": "secret-of-a-test",
        "line_channel_secret": SECRET,
        "line_channel_access_token": TOKEN,
        "line_api_url": line_url,
        "line_data_api_url": line_url,
    }
    return Settings.model_validate(values | others)
