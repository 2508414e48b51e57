"""Photos of the demonstration, on the way of every photo: registered, claimed, fetched, cleaned."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session
from urllib3.response import HTTPResponse

from base.clock import Clock, pause
from base.files import Files
from base.ids import digest
from bot.line.client import Content, LineClient
from bot.media.register import register
from bot.media.work import claim, fetch_one
from commands.demo.pictures import meeting
from models.database import Database
from models.files import File
from models.people import Account
from models.words import FileState


class Unkept(Exception):
    """A photo cannot be written to MEDIA_DIR; the text says why."""


class Drawings(LineClient):
    """A LINE that has a drawing for every message, and nothing else."""

    def __init__(self) -> None:
        """Opens no connection."""

    @contextmanager
    def content(self, message_id: str) -> Iterator[Content]:
        body, headers = io.BytesIO(meeting(message_id)), {"content-type": "image/png"}
        yield Content(HTTPResponse(body, headers, 200, preload_content=False))


def send(session: Session, account: Account, key: str, count: int, now: datetime) -> list[str]:
    """So many photos come in from an account; the ids of their files, whose bytes are yet to come.

    `key` tells them from all others.
    """
    mailbox, found = f"user:{account.line_user_id}", []
    for number in range(count):
        message = {"type": "image", "id": digest(f"{key}:{number}".encode())[:18]}
        file = register(session, message, account, mailbox, now, now)
        assert file is not None
        found.append(file.id)
    return found


def fetch_all(database: Database, files: Files, clock: Clock) -> None:
    """As the worker does, until none is left. One that a killed start had in hand is waited for.

    Raises Unkept where trying again later would not help.
    """
    line = Drawings()
    while _are_left(database):
        one = claim(database, clock)
        if one is None:
            pause(0.2)
        else:
            fetch_one(database, line, files, clock, one, lost)
            _check(database, one.id)


def _check(database: Database, file_id: str) -> None:
    with database.read() as session:
        file = session.get_one(File, file_id)
        if file.state is not FileState.STORED:
            raise Unkept(f"A photo of the demonstration cannot be kept: {file.last_error}")


def _are_left(database: Database) -> bool:
    with database.read() as session:
        waiting = sa.select(File.id).where(File.state == FileState.WAITING).limit(1)
        return session.scalar(waiting) is not None


def lost(_session: Session, file: File, _now: datetime) -> None:
    """No drawing is ever lost."""
    raise AssertionError(f"the drawing of {file.message_id} cannot be kept")
