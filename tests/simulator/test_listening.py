"""What whoever listens is told as it happens."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from simulator.config import Config
from simulator.thread import running
from tests.contract.line import SECRET, TOKEN, Line


def test_listeners_hear_what_happens(line: Line) -> None:
    with _listening(line) as news:
        user = line.join("ก")
        assert next(news) == {"type": "user", **line.control("GET", f"users/{user}")}
        line.push(user)
        told = {one["type"]: one for one in (next(news), next(news))}
        assert told["message"]["item"] == line.control("GET", f"users/{user}/messages")[0]
        assert told["request"]["path"] == "/v2/bot/message/push"


def test_listeners_hear_of_trouble_and_of_the_time(line: Line) -> None:
    with _listening(line) as news:
        line.faults(rate_500=0.5)
        told = next(news)
        assert (told["type"], told["faults"]["rate_500"]) == ("faults", 0.5)
        line.advance(60)
        assert next(news)["offset"] == 60


def test_the_heartbeat_is_the_clock_whoever_moved_it(tmp_path: Path) -> None:
    path = tmp_path / "clock"
    config = Config(channel_secret=SECRET, channel_token=TOKEN, clock_path=path, heartbeat_s=0.05)
    with running(config) as url, _listening(Line(url)) as news:
        path.write_text("3600", encoding="utf-8")
        told = next(one for one in news if one["offset"] == 3600)
        assert told["type"] == "clock"


def test_the_clock_is_told_on_time_though_there_is_much_else() -> None:
    config = Config(channel_secret=SECRET, channel_token=TOKEN, heartbeat_s=0.3)
    with running(config) as url, _stream(Line(url)) as news:
        line = Line(url)
        told: set[str] = set()
        end = time.monotonic() + 60
        while "clock" not in told and time.monotonic() < end:
            line.join()
            told.add(next(news)["type"])
        assert "clock" in told


def test_a_listener_is_told_which_start_it_hears(line: Line) -> None:
    before = line.control("GET", "bot")["start"]
    with _stream(line) as rows:
        news = _without_beats(rows)
        assert next(news)["start"] == before
        line.control("POST", "reset", status=200)
        assert next(news) == {"type": "reset", "start": line.control("GET", "bot")["start"]}
    assert line.control("GET", "bot")["start"] != before


def test_a_listener_is_first_told_how_things_stand(line: Line) -> None:
    user = line.join("ก")
    line.faults(rate_500=0.5)
    line.advance(60)
    with _stream(line) as news:
        told = next(news)
    assert told["users"] == [line.control("GET", f"users/{user}")]
    assert told["faults"] == line.control("GET", "faults")
    assert told["clock"]["offset"] == 60


@contextmanager
def _listening(line: Line) -> Iterator[Iterator[Any]]:
    with _stream(line) as news:
        assert next(news)["type"] == "start"
        yield _without_beats(news)


@contextmanager
def _stream(line: Line) -> Iterator[Iterator[Any]]:
    connection = http.client.HTTPConnection(str(urlsplit(line.url).netloc), timeout=60)
    connection.request("GET", "/_simulator/api/events")
    response = connection.getresponse()
    assert response.readline() == b": listening\n"
    try:
        yield _news(response)
    finally:
        response.close()
        connection.close()


def _without_beats(news: Iterator[Any]) -> Iterator[Any]:
    """But where the clock was moved: who stands still for a moment hears them, too."""
    offset = 0.0
    for one in news:
        is_beat = one["type"] == "clock" and one["offset"] == offset
        offset = one.get("offset", offset)
        if not is_beat:
            yield one


def _news(response: http.client.HTTPResponse) -> Iterator[Any]:
    for row in response:
        if row.startswith(b"data: "):
            yield json.loads(row[6:])
