"""A machine that stands still puts a turn off; nothing of it is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from base.clock import FileClock
from bot.inbox.turn import Turn
from models.database import TooSlow
from tests.support.chat import Chat, house


def test_what_took_too_long_once_is_answered_a_moment_later(
    any_url: str, tmp_path: Path, clock: FileClock
) -> None:
    tries: list[Turn] = []

    def slow_once(turn: Turn) -> bool:
        tries.append(turn)
        if len(tries) == 1:
            raise TooSlow
        return False

    with house(any_url, tmp_path, clock) as built:
        routes = replace(built.context.routes, first=[slow_once])
        chat = Chat(replace(built, context=replace(built.context, routes=routes)), "U" + "a" * 32)
        chat.say("สวัสดีค่ะ")
    assert len(tries) == 2
    assert len(chat.answers()) == 1
