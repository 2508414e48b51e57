from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from base.files import Files
from bot.line.bucket import Buckets
from bot.line.client import PIECE, LineClient, Timeouts
from bot.line.tokens import StaticToken
from bot.media.fetch import Fetched, Gone, Outcome, Pending, Retry, TooLarge, fetch
from models.words import FileKind
from simulator.config import Config
from simulator.thread import running
from tests.bot.media.pictures import SECRET, drawn, encoded
from tests.bot.phone import Phone
from tests.bot.wire import http, wire


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with running(Config(channel_secret="s", channel_token="t")) as base:
        yield base


@pytest.fixture
def phone(url: str) -> Phone:
    return Phone(url)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def got(url: str, message_id: str, files: Files, **bounds: float) -> Outcome:
    line = LineClient(url, url, StaticToken("t"), Buckets(), Timeouts(2.0, 5.0))
    try:
        return fetch(line, message_id, files, **bounds)  # type: ignore[arg-type]
    finally:
        line.close()


def left(files: Files) -> list[Path]:
    return [path for path in files.root.rglob("*") if path.is_file()]


def test_a_film_is_kept_as_it_came(phone: Phone, files: Files) -> None:
    told = phone.send({"type": "video", "size": 300_000})
    film = got(phone.url, told, files)
    assert isinstance(film, Fetched)
    assert (film.kind, film.content_type, film.size) == (FileKind.VIDEO, "video/mp4", 300_000)
    assert (film.thumbnail, film.declared) == (None, "video/mp4")
    assert left(files) == [files.path(film.name)]


def test_a_photo_is_kept_without_its_place_and_with_a_thumbnail(phone: Phone, files: Files) -> None:
    photo = got(phone.url, phone.send({"type": "image"}, encoded("JPEG", 6)), files)
    assert isinstance(photo, Fetched)
    assert photo.kind is FileKind.IMAGE
    assert drawn(files.path(photo.name).read_bytes()).size == (40, 80)
    assert drawn(files.path(photo.thumbnail or "").read_bytes()).size == (40, 80)
    assert not any(SECRET in path.read_bytes() for path in left(files))


def test_a_broken_photo_is_kept_as_a_file_and_has_no_thumbnail(phone: Phone, files: Files) -> None:
    broken = got(phone.url, phone.send({"type": "image"}, encoded("JPEG")[:60]), files)
    assert isinstance(broken, Fetched)
    assert (broken.kind, broken.thumbnail) == (FileKind.FILE, None)
    assert broken.content_type == "application/octet-stream"


def test_trying_again_ends_in_the_same_file(phone: Phone, files: Files) -> None:
    told = phone.send({"type": "image", "size": 20_000})
    first = got(phone.url, told, files)
    assert got(phone.url, told, files) == first
    assert len(left(files)) == 2


def test_what_is_not_ready_is_pending_and_then_there(phone: Phone, files: Files) -> None:
    phone.call("PUT", "faults", {"content_pending": 1})
    told = phone.send({"type": "video", "size": 1000})
    assert got(phone.url, told, files) == Pending()
    assert isinstance(got(phone.url, told, files), Fetched)


def test_what_was_unsent_or_never_was_is_gone(phone: Phone, files: Files) -> None:
    told = phone.send({"type": "image", "size": 20_000})
    phone.call("POST", f"users/{phone.user}/unsend", {"messageId": told})
    assert got(phone.url, told, files) == Gone("410 The content is gone")
    assert got(phone.url, "1", files) == Gone("404 not found")


@pytest.mark.parametrize("fault", ["rate_429", "rate_500", "drop_before", "drop_after"])
def test_trouble_is_tried_again_and_leaves_nothing(phone: Phone, files: Files, fault: str) -> None:
    told = phone.send({"type": "image", "size": 20_000})
    phone.call("PUT", "faults", {fault: 1})
    assert isinstance(got(phone.url, told, files), Retry)
    assert left(files) == []


def test_what_is_announced_too_large_is_not_even_begun(phone: Phone, files: Files) -> None:
    told = phone.send({"type": "video", "size": 50_000})
    assert got(phone.url, told, files, cap=40_000) == TooLarge(50_000)
    assert left(files) == []


def test_what_grows_too_large_is_stopped_and_removed(files: Files) -> None:
    endless = b"HTTP/1.1 200 X\r\nConnection: close\r\n\r\n" + bytes(500_000)
    with wire(endless, hang=True) as server:
        outcome = got(server.url, "1", files, cap=100_000)
    assert isinstance(outcome, TooLarge)
    assert 100_000 < outcome.size <= 100_000 + PIECE
    assert left(files) == []


def test_half_a_film_is_tried_again_and_leaves_nothing(files: Files) -> None:
    with wire(http(200, b"half", length=4000)) as server:
        assert isinstance(got(server.url, "1", files), Retry)
    assert left(files) == []


def test_a_stream_slower_than_its_time_is_given_up(files: Files) -> None:
    with wire(http(200, b"slow", length=4000), hang=True) as server:
        outcome = got(server.url, "1", files, deadline=-1.0)
    assert outcome == Retry("slower than the time that one try has")
    assert left(files) == []


def test_a_folder_that_cannot_be_written_is_tried_again(phone: Phone, tmp_path: Path) -> None:
    (tmp_path / "media").write_text("a file where a folder should be")
    told = phone.send({"type": "image", "size": 20_000})
    assert isinstance(got(phone.url, told, Files(tmp_path / "media")), Retry)


def test_a_wrong_token_is_no_reason_to_give_a_photo_up(phone: Phone, files: Files) -> None:
    line = LineClient(phone.url, phone.url, StaticToken("wrong"), Buckets())
    assert isinstance(fetch(line, phone.send({"type": "image", "size": 20_000}), files), Retry)
    line.close()


def test_a_long_film_takes_no_more_memory_than_a_few_pieces(phone: Phone, files: Files) -> None:
    size = 30_000_000
    told = phone.send({"type": "video", "size": size})
    got(phone.url, phone.send({"type": "video", "size": 10}), files)  # imports are not counted
    tracemalloc.start()
    film = got(phone.url, told, files)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(film, Fetched)
    assert film.size == size
    assert peak < size / 10


def test_a_shown_file_is_named_by_us_alone(phone: Phone, files: Files) -> None:
    told = phone.send({"type": "file", "fileName": "../../etc/ลับ.pdf"}, b"%PDF-1.7 " + bytes(99))
    kept = got(phone.url, told, files)
    assert isinstance(kept, Fetched)
    assert kept.content_type == "application/pdf"
    assert io.BytesIO(files.path(kept.name).read_bytes()).read(5) == b"%PDF-"
