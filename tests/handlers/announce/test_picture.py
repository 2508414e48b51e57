"""The picture and the file of an announcement on real processes: LINE, which asks for a picture
without saying who it is, gets what it takes, and nobody gets anything by another address."""

from __future__ import annotations

import io
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import urllib3
from PIL import Image

from base.tickets import ticket
from bot.media.showing import Showing
from bot.messages.reading import actions
from models.announcements import Announcement
from models.database import Database
from models.files import File
from models.showing import MAX_PICTURE, MAX_PREVIEW, NEWS
from models.words import AnnouncementState
from tests.golden.cast.base import user_id
from tests.golden.conversation import Player
from tests.support.whole import site_of, whole

START = datetime.fromisoformat("2026-07-14T10:00:00+07:00")
SIZE = (2400, 1800)  # as a telephone takes it: larger than any preview may be
WORDS = "พรุ่งนี้ประชุมเก้าโมงค่ะ"
FILE = {"type": "file", "fileName": "วาระประชุม.pdf"}
PDF = b"%PDF-1.4\n" + bytes(1_500_000)


@dataclass(frozen=True)
class Told:
    """An announcement with picture and file that the headman has got: `message` is the picture as
    LINE has it, `opens` the address under [เปิดไฟล์]."""

    database: Database
    secret: str
    web: str
    message: dict[str, Any]
    opens: str

    def one(self) -> tuple[Announcement, File]:
        with self.database.read() as session:
            one = session.get_one(Announcement, 1)
            return one, session.get_one(File, one.file_id)

    def get(self, url: str) -> urllib3.BaseHTTPResponse:
        return urllib3.request("GET", url, retries=False, timeout=60)

    def status(self, made: str) -> int:
        return self.get(f"{self.web}/p/{made}").status


@pytest.fixture(scope="module")
def told(template_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder = tmp_path_factory.mktemp("picture")
    shutil.copy(template_file, folder / "wethi.db")
    golden = {"cast": ["nonsommut", "headman", "officer"], "phone": "officer"}
    url = f"sqlite:///{folder / 'wethi.db'}"
    with whole(url, folder, START, golden, shows_pictures=True) as player:
        _announced(player)
        one = site_of(player)
        messages = [item["message"] for item in player.items() if item["from"] == "bot"]
        [message] = [one for one in messages if one["type"] == "image"]
        opens = dict(actions(messages))["เปิดไฟล์"]["uri"]
        secret = one.settings.secret_key.get_secret_value()
        yield Told(one.house.database, secret, one.settings.public_url, message, opens)


def _announced(player: Player) -> None:
    player.play([{"say": "ประกาศ"}, {"bot": "any"}, {"say": WORDS}, {"bot": "any"}])
    player.play([{"tap": "ข้าม"}, {"bot": "any"}])
    site_of(player).control.media(user_id("officer"), {"type": "image"}, _photo())
    player.play([{"bot": "any"}])
    site_of(player).control.media(user_id("officer"), FILE, PDF)
    player.play([{"bot": "any"}])
    for label in ("ผู้นำหมู่บ้าน", "ทุกที่", "ส่งเลย", "ส่ง"):
        player.play([{"tap": label}, {"bot": "any"}])
    player.play([{"as": "headman"}, {"bot": "any"}])


def _photo() -> bytes:
    noise = random.Random(9173).randbytes(SIZE[0] * SIZE[1] * 3)
    out = io.BytesIO()
    Image.frombytes("RGB", SIZE, noise).save(out, "JPEG", quality=60)
    return out.getvalue()


def test_the_address_answers_with_the_whole_picture_as_line_takes_it(told: Told) -> None:
    """LINE reference, "Image message": JPEG or PNG, at most 10 MB."""
    got = told.get(told.message["originalContentUrl"])
    assert (got.status, got.headers["Content-Type"]) == (200, "image/jpeg")
    assert MAX_PREVIEW < len(got.data) <= MAX_PICTURE
    with Image.open(io.BytesIO(got.data)) as picture:
        assert (picture.format, picture.size) == ("JPEG", SIZE)


def test_its_preview_is_as_light_as_line_wants_it(told: Told) -> None:
    """LINE reference, "Image message": JPEG or PNG, at most 1 MB."""
    got = told.get(told.message["previewImageUrl"])
    assert (got.status, got.headers["Content-Type"]) == (200, "image/jpeg")
    assert len(got.data) <= MAX_PREVIEW
    with Image.open(io.BytesIO(got.data)) as picture:
        assert picture.format == "JPEG"


def test_an_address_that_is_guessed_opens_nothing(told: Told) -> None:
    _, file = told.one()
    made = told.message["originalContentUrl"].rpartition("/")[2]
    other = "A" if made[-1] != "A" else "B"
    guesses = [file.id, file.path or "", f"{file.id}-whole-1", made[:-1] + other, made[1:], ""]
    assert {told.status(guess) for guess in guesses} == {404}


def test_an_address_of_another_announcement_or_another_house_opens_nothing(told: Told) -> None:
    one, file = told.one()
    until = one.created_at + timedelta(days=90)
    whats = {"another announcement": f"{file.id}-whole-99", "no view": f"{file.id}-large-1"}
    made = [ticket(told.secret, NEWS, what, until) for what in whats.values()]
    made.append(ticket("another secret", NEWS, f"{file.id}-whole-1", until))
    assert {told.status(each) for each in made} == {404}
    assert told.status(ticket(told.secret, NEWS, f"{file.id}-whole-1", until)) == 200


def test_the_button_gives_the_whole_file_to_save_under_its_own_name(told: Told) -> None:
    got = told.get(told.opens)
    assert (got.status, got.headers["Content-Type"], got.data) == (200, "application/pdf", PDF)
    assert got.headers["Content-Disposition"].startswith("attachment;")
    assert quote("วาระประชุม.pdf") in got.headers["Content-Disposition"]


def test_what_is_taken_back_opens_no_more(told: Told) -> None:
    one, file = told.one()
    shown = Showing(told.web, told.secret).announced(file, one.id, one.created_at)
    assert shown is not None
    for state, status in ((AnnouncementState.CANCELLED, 404), (one.state, 200)):
        with told.database.write() as session:
            session.get_one(Announcement, one.id).state = state
        assert [told.get(each).status for each in (shown.url, told.opens)] == [status] * 2
