"""A stranger's first quarter of an hour: the bots of the simulator's README, as they stand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.config import Config
from simulator.thread import running
from tests.contract.foreign.stalls import SDK_FOR_NODE, eventually, said, script_running
from tests.contract.line import Line
from tests.support.ports import free_port

README = Path(__file__).parents[3] / "simulator" / "README.md"


def block(language: str, words: str) -> str:
    text = README.read_text(encoding="utf-8").partition("## Start")[0]
    [found] = [one for one in re.findall(rf"```{language}\n(.*?)```", text, re.S) if words in one]
    return str(found)


@pytest.fixture(
    params=[("python", "python", "linebot"), ("node", "js", "@line/bot-sdk")],
    ids=["python", "node"],
)
def echo(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Line]:
    """A simulator to which the README's bot listens."""
    kind, language, words = request.param
    port = free_port()
    webhook = f"http://127.0.0.1:{port}/callback"
    config = Config(channel_secret="secret", channel_token="token", webhook=webhook)
    with running(config) as url, script_running(kind, block(language, words), tmp_path, url, port):
        yield Line(url).patient()


def test_the_echo_bot_of_the_readme_answers_on_the_phone(echo: Line) -> None:
    user = echo.join(friend=False)
    echo.say(user, "สวัสดี")
    assert said(echo, user, 1)[0]["text"] == "You said: สวัสดี"


def test_the_echo_bot_of_the_readme_outlives_an_error_of_line(echo: Line) -> None:
    user = echo.join(friend=False)
    echo.faults(rate_500=1)
    echo.say(user, "ก")
    eventually(lambda: echo.control("GET", "requests"), bool, echo)
    echo.faults(rate_500=0)
    echo.say(user, "ข")
    assert said(echo, user, 1)[-1]["text"] == "You said: ข"


def test_the_readme_names_the_lowest_node_that_lines_sdk_runs_on() -> None:
    package = json.loads((SDK_FOR_NODE / "@line" / "bot-sdk" / "package.json").read_text())
    lowest = package["engines"]["node"].removeprefix(">=")
    assert f"Node {lowest} or newer" in README.read_text(encoding="utf-8")
