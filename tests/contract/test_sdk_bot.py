"""A bot on LINE's SDK that shares no code with ours runs on the simulator unchanged."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from werkzeug.serving import make_server

from simulator.config import Config
from simulator.thread import running
from tests.contract.echo_bot import make_bot
from tests.contract.line import SECRET, TOKEN, Line, eventually
from tests.contract.receiver import serving


@pytest.fixture
def echo() -> Iterator[Line]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with running(Config(channel_secret=SECRET, channel_token=TOKEN)) as url:
        app = make_bot(SECRET, TOKEN, url)
        with serving(make_server("127.0.0.1", 0, app, threaded=True)) as bot_url:
            line = Line(url).patient()
            line.control("PUT", "webhook", {"url": f"{bot_url}/callback"})
            yield line


def test_it_greets_a_new_friend_by_name(echo: Line) -> None:
    assert _answers(echo, echo.join("ป้าสมศรี"), 1) == ["สวัสดีค่ะ ป้าสมศรี"]


def test_it_echoes_and_weighs_pictures(echo: Line) -> None:
    user = echo.join(friend=False)
    echo.say(user, "น้ำท่วม 🍎")
    echo.say(user, {"type": "image", "size": 40_000})
    assert _answers(echo, user, 2) == ["น้ำท่วม 🍎", "40000 bytes"]


def test_its_pushes_arrive(echo: Line) -> None:
    user = echo.join(friend=False)
    echo.control("POST", f"users/{user}/postbacks", {"data": "act=menu"})
    assert _answers(echo, user, 1) == ["act=menu"]


def test_its_webhooks_all_end_in_200(echo: Line) -> None:
    user = echo.join()
    echo.say(user)
    _answers(echo, user, 2)
    found = eventually(lambda: echo.control("GET", "webhooks"), lambda found: len(found) >= 2)
    assert [one["status"] for one in found] == [200, 200]


def _answers(line: Line, user: str, number: int) -> list[str]:
    """The bot's texts, once there are so many."""
    shown = eventually(lambda: line.shown(user), lambda shown: len(shown) >= number)
    return [message["text"] for message in shown]
