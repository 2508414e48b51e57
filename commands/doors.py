"""What every command opens: database and clock of this deployment, or all faults at once."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TypeVar
from zoneinfo import ZoneInfo

import click
from pydantic import BaseModel

import bootstrap
from base.clock import Clock, clock_from
from base.files import Files
from base.settings import DatabaseSettings, DataSettings, SettingsFault, read
from bot.outbox.budget import Budget
from forms import Reader
from handlers.exporting.reports import Sources
from models.database import Database

S = TypeVar("S", bound=BaseModel)


def settings(kind: type[S]) -> S:
    """Settings of one kind; ends the command with every fault listed."""
    try:
        return read(kind)
    except SettingsFault as fault:
        raise click.ClickException(str(fault)) from fault


def open_database() -> Database:
    """With the keys to read people's data."""
    return bootstrap.database(settings(DataSettings), pool_size=2)


def open_plain_database() -> Database:
    """Rows only; encrypted columns stay closed."""
    return bootstrap.database(settings(DatabaseSettings), pool_size=2)


def open_files() -> Files:
    """The folder of pictures and recordings."""
    return Files(settings(DataSettings).media_dir)


def clock() -> Clock:
    return clock_from(settings(DatabaseSettings).clock)


def zone() -> ZoneInfo:
    return ZoneInfo(settings(DatabaseSettings).timezone)


def price() -> Decimal:
    """Baht for one message that LINE counts."""
    return settings(DatabaseSettings).message_price


def budget() -> Budget:
    """What a message costs, how many of a month are free, from when on a second officer agrees."""
    return bootstrap.budget(settings(DatabaseSettings))


def free() -> int:
    """Messages of a month that the plan includes."""
    return settings(DatabaseSettings).messages_free


def alone() -> int:
    """Up to so many phones nobody else has to agree."""
    return settings(DatabaseSettings).announce_alone


def now() -> datetime:
    """The moment, in the office's zone."""
    return clock().now().astimezone(zone())


def form_readers() -> dict[str, Reader]:
    """What a form may name in `wethi::reader`. Loads all that the bot can do, when asked."""
    from bootstrap.rooms import form_readers as of_all_rooms

    return of_all_rooms()


def report_forms() -> Sources:
    """The forms that ask for a forum's report."""
    from bootstrap.rooms import report_forms as of_the_room

    return of_the_room()


def secret_key() -> str:
    return settings(DataSettings).secret_key.get_secret_value()
