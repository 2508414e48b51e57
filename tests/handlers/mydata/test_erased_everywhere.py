"""«ลบข้อมูลของฉัน» on real processes that have failed and written logs about these very words.

Marked words and pictures are found everywhere before, and nowhere after the erasure task.
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from PIL import Image

from base.clock import monotonic, pause
from bot.messages.bubbles import Bubble
from bot.outbox.write import Push, put_push
from models.database import Database
from models.files import File
from models.mailbox import Conversation
from models.words import FileState, Priority
from tests.golden.cast.base import user_id
from tests.golden.conversation import Player
from tests.support.searching import Word, columns_with, files_in, files_with
from tests.support.whole import LOGS, site_of, whole

START = datetime.fromisoformat("2026-07-13T10:00:00+07:00")
MARK = "zebramark9173"
NAME = "ผู้ใหญ่บุญมา"
USER = user_id("headman")
FAILED = {  # by process: what it wrote about a row that held the words
    "web.log": ("store_failed",),
    "worker.log": ("turn_failed", "file_lost", "outgoing_dead"),
}
PATIENCE = 60.0


@dataclass(frozen=True)
class Scene:
    """`words` are all that must go: text, names, LINE's ids, and pieces of the pictures."""

    player: Player
    words: tuple[Word, ...]

    @property
    def folder(self) -> Path:
        return site_of(self.player).folder

    @property
    def database(self) -> Database:
        return site_of(self.player).house.database


@pytest.fixture
def scene(any_url: str, tmp_path: Path) -> Iterator[Scene]:
    golden = {"cast": ["nonsommut", "headman", "officer"], "phone": "headman"}
    with whole(any_url, tmp_path, START, golden) as player:
        pictures = _talked(player)
        _failed_on_the_way(player)
        yield Scene(player, (MARK, NAME, USER, *player.phone.sent, *pictures))


def test_all_of_it_is_there_and_then_nowhere(scene: Scene) -> None:
    _is_there(scene)
    scene.player.play([{"say": "ลบข้อมูลของฉันหน่อย"}, {"bot": "any"}, {"tap": "ลบเลย"}])
    scene.player.play([{"bot": "any"}, {"wait": "2m"}])
    assert columns_with(scene.database, *scene.words) == set()
    assert files_with(scene.folder, *scene.words) == {}
    assert all((scene.folder / name).stat().st_size for name in LOGS)
    left = [path for path in files_in(scene.folder / "media") if path.parent.name != ".incoming"]
    assert left == []


def _is_there(scene: Scene) -> None:
    """What is searched for later can be found; every process has written about it."""
    found = files_with(scene.folder, *scene.words)
    photo, thumbnail = scene.words[-2:]
    assert photo in found
    assert thumbnail in found
    assert any(len(name) > 64 for name in found[MARK]), "the words stand in a file of the media"
    assert columns_with(scene.database, MARK) >= {"event.payload", "kept.text", "outgoing.body"}
    if scene.database.is_sqlite:
        assert {"wethi.db-wal"} <= set(found[MARK]) & set(found[USER])
    for name, actions in FAILED.items():
        written = (scene.folder / name).read_text(encoding="utf-8")
        assert [one for one in actions if one not in written] == []


def _talked(player: Player) -> tuple[bytes, bytes]:
    """Words, a photo and a document; pieces of the photo and of its thumbnail as they are kept."""
    one = site_of(player)
    player.play([{"say": f"ฝนตกหนักมากเลย {MARK}"}, {"bot": "any"}])
    player.phone.sent.append(one.control.media(USER, {"type": "image"}, _photo()))
    document = {"type": "file", "fileName": f"{MARK}.pdf"}
    player.phone.sent.append(one.control.media(USER, document, b"%PDF-1.4 " + MARK.encode() * 9))
    player.play([{"bot": "any"}, {"say": "คุยกับเจ้าหน้าที่"}, {"say": f"เรื่องที่ดิน {MARK}"}])
    player.play([{"bot": "any"}])
    with one.house.database.read() as session:
        photo = session.scalars(sa.select(File).where(File.thumbnail.is_not(None))).one()
    media = one.settings.media_dir
    whole_ones = [(media / str(name)).read_bytes() for name in (photo.path, photo.thumbnail)]
    big, small = (data[len(data) // 2 :][:64] for data in whole_ones)
    return big, small


def _failed_on_the_way(player: Player) -> None:
    _web_cannot_store(player)
    _line_has_lost_a_recording(player)
    _line_refuses_a_message(player)
    _a_turn_fails(player)
    site_of(player).settle()


def _web_cannot_store(player: Player) -> None:
    """Somebody holds the event table until the web has given up once; LINE sends it again."""
    one = site_of(player)
    with one.house.database.engine.connect() as connection:
        if one.house.database.is_sqlite:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("LOCK TABLE event IN ACCESS EXCLUSIVE MODE")
        player.phone.sent.append(one.control.say(USER, f"ถนนหน้าบ้านพัง {MARK}"))
        _wait_for(one.folder / "web.log", "store_failed")
        connection.rollback()
    one.settle()


def _line_has_lost_a_recording(player: Player) -> None:
    """A file that LINE knows nothing of."""
    one = site_of(player)
    now = one.clock.now()
    with one.house.database.write() as session:
        photo = session.scalars(sa.select(File).where(File.thumbnail.is_not(None))).one()
        lost = File(id="lost", message_id="917300000000000001", state=FileState.WAITING, due_at=now)
        lost.kind, lost.account_id, lost.mailbox_key = photo.kind, photo.account_id, f"user:{USER}"
        session.add(lost)
    player.phone.sent.append("917300000000000001")
    one.settle()


def _line_refuses_a_message(player: Player) -> None:
    one = site_of(player)
    now = one.clock.now()
    push = Push(USER, f"user:{USER}", [Bubble("x")], "refused", Priority.ANSWER, now)
    with one.house.database.write() as session:
        row = put_push(session, push, now)
        assert row is not None
        row.body = f'[{{"type":"{MARK}","text":"{MARK}"}}]'
    one.settle()


def _a_turn_fails(player: Player) -> None:
    """The open form's state is broken, by a hand from outside: the event ends dead."""
    one = site_of(player)
    player.play([{"say": "แจ้งเรื่อง"}, {"bot": "any"}])
    with one.house.database.write() as session:
        session.execute(sa.update(Conversation).values(state_json=f'"{MARK}"'))
    player.play([{"say": f"น้ำไม่ไหล {MARK}"}])
    _wait_for(one.folder / "worker.log", "turn_failed")
    one.advance(30)
    one.settle()


def _wait_for(log: Path, action: str) -> None:
    until = monotonic() + PATIENCE
    while action not in log.read_text(encoding="utf-8"):
        assert monotonic() < until, f"no {action} in {log.name}"
        pause(0.02)


def _photo() -> bytes:
    """Noise, so that no other picture holds a piece of it."""
    noise = random.Random(9173).randbytes(600 * 450 * 3)
    out = io.BytesIO()
    Image.frombytes("RGB", (600, 450), noise).save(out, "JPEG", quality=80)
    return out.getvalue()
