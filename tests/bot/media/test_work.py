"""What becomes of a file that somebody sent: over a whole deployment and a LINE with troubles."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.media import work
from models.erasing import erase_file
from models.files import File
from models.words import FileState
from tests.bot.media.pictures import encoded
from tests.golden.cast.base import user_id
from tests.support.desk import Desk

PHOTO = {"type": "image"}
FILM = {"type": "video", "size": 4_000, "duration": 1_000}
LOST = "ไลน์ส่งต่อให้เราไม่ได้"


@dataclass
class Sent:
    """Something that was sent, whose event is handled and whose bytes are still LINE's."""

    desk: Desk

    def send(self, message: dict[str, Any], data: bytes | None = None) -> str:
        control = self.desk.site.control
        if data is None:
            message_id = control.message(self.desk.user, message)
        else:
            message_id = control.media(self.desk.user, message, data)
        self.desk.delivered()
        assert self._line("events").once()
        return message_id

    def fetch(self) -> bool:
        return bool(self._line("media").once())

    def file(self) -> File:
        with self.desk.site.house.database.read() as session:
            return session.scalars(sa.select(File)).one()

    def taken_from_line(self, message_id: str) -> None:
        """LINE has it no more (410), and its unsend event does not reach us."""
        control = self.desk.site.control
        control.webhook_on(False)
        control.post(f"users/{self.desk.user}/unsend", {"messageId": message_id})
        control.webhook_on(True)

    def unknown_to_line(self) -> None:
        """404: what LINE never had."""
        with self.desk.site.house.database.write() as session:
            session.scalars(sa.select(File)).one().message_id = "100000000000000000"

    def told(self, who: str) -> str:
        items = self.desk.site.control.chat(who)
        return " ".join(str(item["message"]) for item in items if item["from"] == "bot")

    def on_disk(self) -> list[Path]:
        folder = self.desk.site.settings.media_dir
        return [path for path in folder.rglob("*") if path.is_file()]

    def _line(self, name: str) -> Any:
        return next(line for line in self.desk.site.worker.lines if line.name == name)


@pytest.fixture
def sent(desk: Desk) -> Sent:
    return Sent(desk)


def test_a_photo_is_kept(sent: Sent) -> None:
    sent.send(PHOTO, encoded("JPEG"))
    assert sent.fetch()
    file = sent.file()
    assert (file.state, file.content_type) == (FileState.STORED, "image/jpeg")
    assert sent.desk.site.house.files.exists(file.path or "")


@pytest.mark.parametrize("status", [404, 410])
def test_of_what_line_no_longer_has_the_person_and_staff_are_told(sent: Sent, status: int) -> None:
    message_id = sent.send(PHOTO, encoded("JPEG"))
    if status == 404:
        sent.unknown_to_line()
    else:
        sent.taken_from_line(message_id)
    sent.desk.site.settle()
    assert sent.file().state is FileState.GONE
    assert LOST in sent.told(sent.desk.user)
    assert sent.file().id in sent.told(user_id("officer"))


def test_what_is_gone_is_asked_for_once(sent: Sent) -> None:
    sent.send(PHOTO, encoded("JPEG"))
    sent.unknown_to_line()
    assert sent.fetch()
    sent.desk.site.advance(3_600)
    assert not sent.fetch()


def test_what_line_is_still_preparing_is_no_failed_try(sent: Sent) -> None:
    sent.desk.line(content_pending=3)
    sent.send(FILM)
    for _ in range(3):
        assert sent.fetch()
        assert (sent.file().state, sent.file().attempts) == (FileState.WAITING, 0)
        sent.desk.site.advance(3.1)
    assert sent.fetch()
    assert sent.file().state is FileState.STORED


def test_when_line_does_not_answer_it_is_asked_again_later(sent: Sent) -> None:
    sent.send(PHOTO, encoded("JPEG"))
    sent.desk.line(rate_500=1)
    assert sent.fetch()
    assert not sent.fetch()
    sent.desk.line()
    sent.desk.site.advance(1.1)
    assert sent.fetch()
    assert sent.file().state is FileState.STORED


def test_after_24_hours_nobody_waits_for_it_any_more(sent: Sent) -> None:
    sent.send(PHOTO, encoded("JPEG"))
    sent.desk.line(rate_500=1)
    sent.desk.site.advance(23 * 3_600)
    sent.fetch()
    assert sent.file().state is FileState.WAITING
    sent.desk.site.advance(2 * 3_600)
    sent.fetch()
    sent.desk.line()
    assert sent.file().state is FileState.FAILED
    sent.desk.site.settle()
    assert LOST in sent.told(sent.desk.user)
    assert sent.file().id in sent.told(user_id("officer"))


def test_what_is_taken_back_while_it_is_fetched_loses_its_bytes(sent: Sent) -> None:
    sent.send(PHOTO, encoded("JPEG"))
    house = sent.desk.site.house
    one = work.claim(house.database, house.clock)
    assert one is not None
    with house.database.write() as session:
        erase_file(session, session.get_one(File, one.id), house.clock.now())
    work.fetch_one(house.database, house.client, house.files, house.clock, one, house.photo_lost)
    assert sent.file().state is FileState.ERASED
    assert sent.on_disk() == []


def test_what_another_worker_fetches_too_keeps_its_bytes(sent: Sent) -> None:
    sent.send(PHOTO, encoded("JPEG"))
    house = sent.desk.site.house
    first = work.claim(house.database, house.clock)
    assert first is not None
    sent.desk.site.advance(11)
    assert sent.fetch()
    work.fetch_one(house.database, house.client, house.files, house.clock, first, house.photo_lost)
    assert house.files.exists(sent.file().path or "")


def test_bytes_that_a_dead_worker_left_without_a_name_go_with_their_message(sent: Sent) -> None:
    sent.send(PHOTO, encoded("JPEG"))
    house = sent.desk.site.house
    one = work.claim(house.database, house.clock)
    assert one is not None
    house.files.put(encoded("JPEG"), one.id)  # stored; and before the row says so, it dies
    with house.database.write() as session:
        erase_file(session, session.get_one(File, one.id), house.clock.now())
    sent.desk.site.settle()
    assert sent.on_disk() == []
