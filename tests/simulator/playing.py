"""A simulator with a bot that answers by a table, and what that bot heard as a story.

A chat that was recorded and is played elsewhere tells the same story: that is what a recording
promises, whatever is in it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from simulator.config import Config
from simulator.doors.play import main
from simulator.thread import running
from tests.contract.line import SECRET, TOKEN, Line
from tests.contract.receiver import Receiver, receiving

Json = dict[str, Any]
Answers = Mapping[str, Json]
Story = dict[str, list[Any]]
_FRESH = ("webhookEventId", "timestamp", "quoteToken", "markAsReadToken", "replyToken")
_IDS = ("userId", "groupId", "roomId", "quotedMessageId", "messageId", "id")


@contextmanager
def scene(answers: Answers, prepare: Callable[[Line], object]) -> Iterator[tuple[Line, Receiver]]:
    """``answers``: a message by the words or the postback's data that it answers."""
    with receiving() as bot:
        config = Config(channel_secret=SECRET, channel_token=TOKEN, webhook=bot.url)
        with running(config) as url:
            line, hear = Line(url).patient(), bot.hear

            def listen(headers: dict[str, str], body: bytes) -> int:
                status = hear(headers, body)
                for event in json.loads(body)["events"]:
                    _answer(line, answers, event)
                return status

            bot.hear = listen  # type: ignore[method-assign]
            prepare(line)
            yield line, bot


def _answer(line: Line, answers: Answers, event: Json) -> None:
    words = event.get("message", {}).get("text") or event.get("postback", {}).get("data")
    if words in answers and "replyToken" in event:
        line.reply(event["replyToken"], answers[words])


def story(line: Line, bot: Receiver) -> Story:
    """The events of each chat, with names for whatever is another in each run."""
    names = {one["userId"]: one["displayName"] for one in line.control("GET", "users")}
    names |= {one["chatId"]: one["name"] or one["kind"] for one in line.control("GET", "groups")}
    found: Story = {}
    for _, body in bot.posts(0):
        for event in json.loads(body)["events"]:
            found.setdefault(_chat(event), []).append(event)
    return {names.get(chat, chat): _told(events, dict(names)) for chat, events in found.items()}


def _chat(event: Json) -> str:
    source = event.get("source", {})
    return str(source.get("groupId") or source.get("roomId") or source.get("userId"))


def _told(part: Any, known: dict[str, str]) -> Any:
    if isinstance(part, list):
        return [_told(one, known) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        key: known.setdefault(one, f"{key} {len(known)}") if key in _IDS else _told(one, known)
        for key, one in part.items()
        if key not in _FRESH
    }


def settled(line: Line) -> None:
    while not line.control("GET", "idle")["idle"]:
        pass


def recorded(line: Line, user: str, after: int = 0) -> bytes:
    return line.http("GET", f"/_simulator/api/users/{user}/recording?after={after}").body


def played(script: Path, line: Line) -> int:
    """The exit code."""
    return main([str(script), "--simulator", line.url, "--patience", "60", "--quiet", "0.2"])


def told_twice(
    folder: Path,
    act: Callable[[Line], str],
    answers: Answers | None = None,
    prepare: Callable[[Line], object] = lambda _: None,
) -> tuple[Story, Story, str]:
    """What the bot hears while ``act`` is done, and while its recording is played; and that.

    ``act`` gives whose chat is recorded.
    """
    script = folder / "recorded.yaml"
    with scene(answers or {}, prepare) as (line, bot):
        user = act(line)
        settled(line)
        script.write_bytes(recorded(line, user))
        first = story(line, bot)
    with scene(answers or {}, prepare) as (line, bot):
        assert played(script, line) == 0
        settled(line)
        return first, story(line, bot), script.read_text(encoding="utf-8")
