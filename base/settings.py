"""Settings, read alike by every door: environment, then NAME_FILE, then `.env` in the project root.

Each door asks only for what it uses: `read(Settings)` for all, `read(DatabaseSettings)` for a
migration that must not need LINE's secrets. Faults are all listed at once.
"""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cryptography.fernet import Fernet
from dotenv import dotenv_values
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
)

from base.clock import clock_from

# What NUDGES_OFF may name: each kind of reminder that goes out by itself.
NUDGES = ("half_filled", "full_report", "village", "planned", "not_reported", "promise")
ROOT = Path(__file__).resolve().parent.parent


class SettingsFault(Exception):
    """One or more settings are missing or wrong; the text lists every one."""


def _url(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise ValueError("must begin with https:// (or http:// on this machine)")
    return value.rstrip("/")


def _database(value: str) -> str:
    if value.startswith("sqlite:///"):
        return value
    if value.startswith(("postgresql://", "postgresql+psycopg://")):
        return value.replace("postgresql://", "postgresql+psycopg://", 1)
    raise ValueError("must begin with sqlite:/// or postgresql://")


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError("is no time zone, like Asia/Bangkok") from error
    return value


def _clock(value: str) -> str:
    clock_from(value)
    return value


def _keys(value: str) -> str:
    keys = [key.strip() for key in value.split(",") if key.strip()]
    if not keys:
        raise ValueError("needs at least one Fernet key")
    for key in keys:
        Fernet(key)
    return ",".join(keys)


def _nudges(value: str) -> str:
    wanted = [one.strip() for one in value.split(",") if one.strip()]
    if strange := sorted(set(wanted) - set(NUDGES)):
        raise ValueError(f"names {', '.join(strange)}; there are {', '.join(NUDGES)}")
    return ",".join(wanted)


def _filled(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty")
    return value.strip()


def _digits(value: str) -> str:
    if not (value.isascii() and value.isdecimal()):
        raise ValueError("is no channel id: LINE's console shows it in digits")
    return value


def _or_channel_id(value: SecretStr | None, told: ValidationInfo) -> SecretStr | None:
    """A long-lived token, or the channel's id for short-lived ones."""
    if value is None and told.data.get("line_channel_id") is None:
        raise ValueError(
            "is missing (environment, LINE_CHANNEL_ACCESS_TOKEN_FILE or .env); "
            "or set LINE_CHANNEL_ID for short-lived ones"
        )
    return value


Url = Annotated[str, BeforeValidator(_url)]
Secret = Annotated[SecretStr, BeforeValidator(_filled)]


class DatabaseSettings(BaseModel):
    """What migrations and plain queries need."""

    model_config = ConfigDict(frozen=True)

    database_url: Annotated[str, BeforeValidator(_database)] = "sqlite:///var/wethi.db"
    timezone: Annotated[str, BeforeValidator(_zone)] = "Asia/Bangkok"
    clock: Annotated[str, BeforeValidator(_clock)] = "system"
    message_price: Annotated[Decimal, Field(ge=0)] = Decimal("0.10")
    messages_free: Annotated[int, Field(ge=0)] = 300
    wave_alone: Annotated[int, Field(ge=0)] = 100
    announce_alone: Annotated[int, Field(ge=0)] = 30


class DataSettings(DatabaseSettings):
    """What reading people's data needs."""

    media_dir: Path = Path("var/media")
    data_keys: Annotated[SecretStr, BeforeValidator(_keys)]
    secret_key: Secret


class Settings(DataSettings):
    """All of it: what web, worker and clock need."""

    line_channel_secret: Secret
    line_channel_id: Annotated[str, BeforeValidator(_digits)] | None = None
    line_channel_access_token: Annotated[
        Secret | None, Field(validate_default=True), AfterValidator(_or_channel_id)
    ] = None
    line_api_url: Url = "https://api.line.me"
    line_data_api_url: Url = "https://api-data.line.me"
    public_url: Url = "http://127.0.0.1:8000"
    metrics_token: Secret | None = None
    month_reserve: Annotated[int, Field(ge=0, le=90)] = 10
    nudges_off: Annotated[str, AfterValidator(_nudges)] = ""


S = TypeVar("S", bound=BaseModel)


def read(kind: type[S], environ: dict[str, str] | None = None, root: Path = ROOT) -> S:
    """Settings of one kind. Raises SettingsFault naming every missing or wrong one."""
    values = dict(os.environ) if environ is None else environ
    dotenv = {k: v for k, v in dotenv_values(root / ".env").items() if v is not None}
    faults: list[str] = []
    found: dict[str, str] = {}
    for field in kind.model_fields:
        try:
            value = _look_up(field.upper(), values, dotenv)
        except OSError as error:
            faults.append(f"{field.upper()}_FILE: cannot be read ({error.strerror})")
            continue
        except UnicodeDecodeError:
            faults.append(f"{field.upper()}_FILE: is not text in UTF-8")
            continue
        if value is not None:
            found[field] = value
    try:
        settings = kind.model_validate(found)
    except ValidationError as error:
        faults += [_sentence(item["loc"], item["type"], item["msg"]) for item in error.errors()]
    if faults:
        raise SettingsFault("\n".join(sorted(set(faults))))
    return settings


def _look_up(name: str, environ: dict[str, str], dotenv: dict[str, str]) -> str | None:
    """Environment, then NAME_FILE, then `.env`; inside `.env` too the plain name goes first.

    The `flask` command copies `.env` into the environment before our code runs: a value there that
    is also in `.env` is taken as coming from `.env`, so that NAME_FILE wins at every door.
    """
    own = {key: value for key, value in environ.items() if dotenv.get(key) != value}
    for source in (own, dotenv):
        if source.get(name):
            return source[name]
        if source.get(f"{name}_FILE"):
            return Path(source[f"{name}_FILE"]).read_text(encoding="utf-8").strip()
    return None


def _sentence(where: tuple[int | str, ...], kind: str, message: str) -> str:
    name = str(where[0]).upper() if where else "settings"
    if kind == "missing":
        return f"{name}: is missing (environment, {name}_FILE or .env)"
    return f"{name}: {message.removeprefix('Value error, ')}"
