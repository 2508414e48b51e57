"""[ลองตอบ]: a form asked as it would be asked; what is answered is dropped at its end."""

from __future__ import annotations

from collections.abc import Mapping

from bot.dialogue import drive
from bot.dialogue.attached import form_media
from bot.dialogue.rooms import Answers, FormRoom
from bot.dialogue.tables import place_rows
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from forms import Reader
from handlers.bringing.telling import TRY, ways
from models.kept import discard, kept_for
from models.mailbox import Conversation
from models.stored_forms import StoredForm

ROOM = "form_try"


def room(readers: Mapping[str, Reader]) -> FormRoom:
    return FormRoom(
        name=ROOM,
        source=None,
        rows=place_rows,
        finish=_finish,
        readers=readers,
        media=form_media,
        anybodys=True,
    )


def begin(turn: Turn, form: StoredForm) -> None:
    drive.open_form(turn, ROOM, digest=form.digest)
    turn.answer.begin_with(turn.say("bringing.trying"))


def _finish(turn: Turn, conversation: Conversation, _answers: Answers) -> None:
    """Words and pictures go at once, as if the form had been cancelled."""
    discard(turn.session, kept_for(turn.session, f"conversation:{conversation.id}:"), turn.now)
    again = Button(turn.say("bringing.try_again"), Act(TRY, conversation.form_digest))
    tie, _, record = ways(conversation.form_digest, turn.language)
    turn.answer.say(Bubble(turn.say("bringing.tried"), buttons=(tie, again, record)))
