"""Every limit of a message, asked over HTTP; each row of `limits.py` names LINE's page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from simulator.config import Config
from simulator.thread import running
from tests.contract.limits import BAD, GOOD
from tests.contract.line import SECRET, TOKEN, Line


@pytest.fixture(scope="module")
def line() -> Iterator[Line]:
    """Asking changes nothing: one simulator answers all of it."""
    with running(Config(channel_secret=SECRET, channel_token=TOKEN)) as url:
        yield Line(url)


@pytest.mark.parametrize(("page", "message"), GOOD, ids=lambda value: str(value)[:40])
def test_a_message_within_the_limits_is_taken(line: Line, page: str, message: Any) -> None:
    assert (page, line.validate(message).json) == (page, {})


@pytest.mark.parametrize(("page", "message", "place"), BAD, ids=lambda value: str(value)[-40:])
def test_a_message_beyond_a_limit_is_refused_with_its_place(
    line: Line, page: str, message: Any, place: str
) -> None:
    answer = line.validate(message)
    told = [one["property"] for one in answer.json["details"]]
    assert (page, answer.status, told) == (page, 400, [place])
