"""A simulator and a bot that listens, for each test its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from simulator.config import Config
from simulator.thread import running
from tests.contract.line import SECRET, TOKEN, Line
from tests.contract.receiver import Receiver, receiving


@pytest.fixture
def bot() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver
        receiver.check_that_the_sdk_knows_all()


@pytest.fixture
def line(bot: Receiver) -> Iterator[Line]:
    with running(Config(channel_secret=SECRET, channel_token=TOKEN, webhook=bot.url)) as url:
        yield Line(url).patient()


@pytest.fixture
def user(line: Line, bot: Receiver) -> str:
    """A friend whose follow event has arrived."""
    user_id = line.join()
    bot.events("follow")
    return user_id
