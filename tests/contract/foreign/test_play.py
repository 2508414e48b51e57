"""Conversations as data are played against both stalls, and recorded from a chat with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.doors.play import main
from tests.contract.foreign.stalls import bot_at, eventually, said, stall
from tests.contract.line import SECRET, TOKEN, Line
from tests.support.ports import free_port

SCRIPT = Path(__file__).with_name("reserving.yaml")


@pytest.fixture(params=["python", "node"], scope="module")
def market(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Line]:
    with stall(request.param, tmp_path_factory.mktemp("bot")) as line:
        yield line


def said_in(line: Line, group: str, number: int) -> None:
    eventually(lambda: line.shown_in(group), lambda found: len(found) >= number, line)


def play(line: Line, script: Path) -> int:
    return main([str(script), "--simulator", line.url, "--patience", "60"])


def test_a_conversation_that_goes_as_written_ends_with_0(
    market: Line, capsys: pytest.CaptureFixture[str]
) -> None:
    code = play(market, SCRIPT)
    assert (code, capsys.readouterr().out.splitlines()[-1]) == (0, "1 passed, 0 failed")


def test_what_was_said_otherwise_is_shown_beside_what_was_wanted(
    market: Line, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "wrong.yaml"
    script.write_text("steps:\n- say: ก\n- bot:\n  - ข\n", encoding="utf-8")
    code = play(market, script)
    told = capsys.readouterr().out
    assert (code, "step 2, line 3" in told) == (1, True)
    assert "-   text: ข\n" in told
    assert "+   text: ก\n" in told


def test_a_chat_that_was_recorded_passes_when_it_is_played(market: Line, tmp_path: Path) -> None:
    user = market.join("ยายเล็ก")
    said(market, user, 1)
    market.say(user, "ราคา")
    said(market, user, 2)
    market.control("POST", f"users/{user}/postbacks", {"data": "buy=rice"})
    said(market, user, 3)
    market.say(user, {"type": "image", "size": 30_000})
    said(market, user, 4)
    script = tmp_path / "recorded.yaml"
    script.write_bytes(market.http("GET", f"/_simulator/api/users/{user}/recording").body)
    text = script.read_text(encoding="utf-8")
    assert "- tap: จอง\n" in text
    assert play(market, script) == 0


def test_a_talk_in_a_group_that_the_bot_was_in_before_passes_when_it_is_played(
    tmp_path: Path,
) -> None:
    script = tmp_path / "recorded.yaml"
    with stall("python", tmp_path) as line:
        user = line.join("ยายเล็ก")
        group = line.group(user)
        said(line, user, 1)
        said_in(line, group, 1)
        place = line.control("GET", "recording")["n"]
        line.say_in(group, user, "ราคา")
        said_in(line, group, 2)
        path = f"/_simulator/api/users/{user}/recording?after={place}"
        script.write_bytes(line.http("GET", path).body)
        line.control("PUT", "faults", {"join_groups": False})
        assert "bot: true\n" in script.read_text(encoding="utf-8")
        assert play(line, script) == 0


def test_with_a_webhook_the_player_brings_its_own_simulator(tmp_path: Path) -> None:
    port = str(free_port())
    with bot_at("python", tmp_path, f"http://127.0.0.1:{port}") as webhook:
        channel = ["--channel-secret", SECRET, "--channel-token", TOKEN]
        assert main([str(SCRIPT), "--webhook", webhook, "--port", port, *channel]) == 0


def test_a_file_that_is_no_conversation_ends_with_2_and_names_the_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "strange.yaml"
    script.write_text("steps:\n- say: ก\n- sing: ข\n", encoding="utf-8")
    code = main([str(script), "--simulator", "http://127.0.0.1:9"])
    assert (code, "line 3" in capsys.readouterr().err) == (2, True)


def test_a_simulator_that_does_not_answer_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(SCRIPT), "--simulator", "http://127.0.0.1:9"]) == 2
    assert capsys.readouterr().err != ""


def test_help_of_the_player_tells_ends_and_options(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    told = capsys.readouterr().out
    for words in ("--simulator", "--webhook", "--patience", "--quiet", "1 where the bot said"):
        assert words in told
