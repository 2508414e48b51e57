"""A room for forms that staff bring, beside those that the bot has."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import forms
from bot.dialogue import drive
from bot.dialogue.attached import form_media
from bot.dialogue.rooms import Answers, FormRoom
from bot.dialogue.tables import place_rows
from bot.inbox.turn import Turn
from bot.messages.bubbles import Bubble
from models.mailbox import Conversation
from models.stored_forms import Brought, attach, store_form
from tests.handlers.conftest import Named
from tests.support.chat import Chat

Open = Callable[..., Chat]


def _finish(turn: Turn, _conversation: Conversation, found: Answers) -> None:
    turn.answer.say(Bubble(f"got {sorted(found.items())}"))


def _begin(turn: Turn, digest: str, _extra: str) -> None:
    drive.open_form(turn, "brought", digest=digest)


def brought(source: str) -> Brought:
    form = forms.load(source)
    return Brought(
        form.digest,
        source.encode(),
        form.name,
        form.title,
        form.version,
        form.languages,
        len(form.questions),
    )


@pytest.fixture
def opened(people: Named) -> Open:
    """Whoever comes is asked the first question of the form of that source."""

    def begin(source: str, tables: dict[str, bytes] | None = None) -> Chat:
        chat = people("friend")
        routes = chat.house.context.routes
        room = FormRoom("brought", None, place_rows, _finish, media=form_media)
        routes.rooms["brought"] = room  # type: ignore[index]
        routes.acts["brought.open"] = _begin  # type: ignore[index]
        with chat.house.database.write() as session:
            form = store_form(session, brought(source), None, chat.house.clock.now())
            for name, content in (tables or {}).items():
                attach(session, form.digest, name, content=content)
            digest = form.digest
        chat.event({"type": "postback", "postback": {"data": f"x:brought.open:{digest}:"}})
        return chat

    return begin
