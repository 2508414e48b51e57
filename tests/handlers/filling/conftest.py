"""A form of three optional free-text questions, beside those that the bot has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.dialogue import drive
from bot.dialogue.rooms import Answers, FormRoom
from bot.dialogue.tables import place_rows
from bot.inbox.turn import Turn
from bot.messages.bubbles import Bubble
from models.mailbox import Conversation
from tests.handlers.conftest import Named
from tests.support.chat import Chat


def _finish(turn: Turn, _conversation: Conversation, found: Answers) -> None:
    turn.answer.say(Bubble(f"got {sorted(found.items())}"))


def _begin(turn: Turn, _subject: str, _extra: str) -> None:
    drive.open_form(turn, "tiny")


@pytest.fixture
def tiny(people: Named) -> Callable[[], Chat]:
    """Whoever comes is asked the first question of the tiny form."""

    def begin() -> Chat:
        chat = people("friend")
        routes = chat.house.context.routes
        source = Path(__file__).parent / "tiny.md"
        routes.rooms["tiny"] = FormRoom("tiny", source, place_rows, _finish)  # type: ignore[index]
        routes.acts["tiny.open"] = _begin  # type: ignore[index]
        chat.event({"type": "postback", "postback": {"data": "x:tiny.open::"}})
        return chat

    return begin
