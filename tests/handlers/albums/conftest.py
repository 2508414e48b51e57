"""A headman who sends albums, and what became of their photos."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

import bootstrap
from models.albums import in_order
from models.files import File
from models.kept import Kept
from models.words import FileState, KeptState
from tests.handlers.conftest import cast_in
from tests.support.chat import Chat, at

WHOLE = "เวที 12 กค ช20 ญ34 เรื่องน้ำ"


@dataclass
class Albums:
    """Photo n of the album was said n tenths of a second after `begin`, whenever it comes."""

    chat: Chat
    begin: str = "2026-07-13T19:05:00+07:00"
    total: int = 3
    sent: dict[int, str] = field(default_factory=dict)

    def later(self, seconds: float) -> None:
        now = self.chat.house.clock.now() + timedelta(seconds=seconds)
        at(self.chat.house, now.isoformat())

    def come(self, indexes: Iterable[int], name: str = "SET", *, told: bool = True) -> list[str]:
        """The photos of these indexes are delivered in this order; their messages' ids."""
        return [self.photo(index, name, told=told) for index in indexes]

    def photo(self, index: int, name: str = "SET", *, told: bool = True) -> str:
        place = {"index": index, "total": self.total} if told else {}
        self.sent[index] = self.chat.photo(self._ago(index), {"id": name, **place})
        return self.sent[index]

    def again(self, index: int) -> None:
        """LINE delivers that photo's event once more (docs, "Receive messages", redelivery)."""
        self.chat.again(self.sent[index])

    def messages(self, column: sa.ColumnElement[bool]) -> list[str | None]:
        return [file.message_id for file in self.files(column)]

    def in_their_order(self) -> list[str]:
        return [self.sent[index] for index in sorted(self.sent)]

    def loner(self, index: int) -> str:
        """A photo said with the others that belongs to no album."""
        return self.chat.photo(self._ago(index))

    def _ago(self, index: int) -> float:
        since = self.chat.house.clock.now() - datetime.fromisoformat(self.begin)
        return since.total_seconds() - index / 10

    def files(self, column: sa.ColumnElement[bool]) -> list[File]:
        chosen = sa.select(File).where(column, File.state != FileState.ERASED)
        with self.chat.house.database.read() as session:
            return in_order(session.scalars(chosen).all())

    def indexes(self, column: sa.ColumnElement[bool]) -> list[int | None]:
        return [file.image_index for file in self.files(column)]

    def loose(self) -> int:
        chosen = sa.select(sa.func.count()).where(Kept.state == KeptState.LOOSE)
        with self.chat.house.database.read() as session:
            return session.scalar(chosen) or 0


def albums_in(house: bootstrap.WorkerHouse, name: str = "headman", total: int = 3) -> Albums:
    chat = cast_in(house)(name)
    at(house, "2026-07-13T19:05:01+07:00")
    return Albums(chat, total=total)


@pytest.fixture
def albums(any_house: bootstrap.WorkerHouse) -> Albums:
    return albums_in(any_house)
