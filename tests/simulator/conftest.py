"""A simulator for each test, and raw HTTP to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from simulator.config import Config
from simulator.thread import running
from tests.contract.line import SECRET, TOKEN, Line


@pytest.fixture
def line() -> Iterator[Line]:
    with running(Config(channel_secret=SECRET, channel_token=TOKEN)) as url:
        yield Line(url)
