"""A stranger's first quarter of an hour: the bots of the simulator's README, as they stand."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest

from simulator.config import Config
from simulator.thread import running
from tests.contract.foreign.stalls import said, script_running
from tests.contract.line import Line

README = Path(__file__).parents[3] / "simulator" / "README.md"


def block(language: str, words: str) -> str:
    text = README.read_text(encoding="utf-8").partition("## Start")[0]
    [found] = [one for one in re.findall(rf"```{language}\n(.*?)```", text, re.S) if words in one]
    return str(found)


@pytest.mark.parametrize(
    ("kind", "language", "words"),
    [("python", "python", "linebot"), ("node", "js", "@line/bot-sdk")],
)
def test_the_echo_bot_of_the_readme_answers_on_the_phone(
    kind: str, language: str, words: str, tmp_path: Path
) -> None:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    webhook = f"http://127.0.0.1:{port}/callback"
    config = Config(channel_secret="secret", channel_token="token", webhook=webhook)
    with running(config) as url, script_running(kind, block(language, words), tmp_path, url, port):
        line = Line(url)
        user = line.join(friend=False)
        line.say(user, "สวัสดี")
        assert said(line, user, 1)[0]["text"] == "You said: สวัสดี"
