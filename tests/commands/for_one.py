"""A headman's village in a database, and a command of the operator's that is for one person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import click
from sqlalchemy.orm import Session

from base.clock import Clock
from models.database import Database
from tests.golden.cast import base as cast

Come = Callable[[Session, datetime], None]
Make = Callable[[Callable[[], Database], Callable[[], Clock], Callable[[], str]], click.Command]


def ready(make: Make, database: Database, clock: Clock, somebody: Come) -> click.Command:
    """`somebody` is there beside the headman since yesterday."""
    before = clock.now() - timedelta(days=1)
    with database.write() as session:
        for come in (cast.nonsommut, cast.headman, somebody):
            come(session, before)
    return make(lambda: database, lambda: clock, lambda: "secret-of-a-test")
