"""A message as a row of its own, so that it can be used, handed on or taken back later."""

from __future__ import annotations

import json

from bot.inbox.turn import Turn
from forms.question import Heard, HeardKind, Question, QuestionType
from models.kept import Kept
from models.mailbox import Conversation
from models.words import KeptState

KEEPS_WORDS = {QuestionType.TEXT, QuestionType.IMAGE, QuestionType.AUDIO}


def keep(turn: Turn, used_for: str = "", state: KeptState = KeptState.LOOSE) -> Kept:
    """The turn's message: its words, its file, or its place as JSON of LINE's fields."""
    identity = turn.message.get("id")
    row = Kept(
        mailbox_key=turn.mailbox.key,
        account_id=turn.account.id if turn.account else None,
        person_id=turn.speaker.id if turn.speaker else None,
        message_id=identity[:40] if isinstance(identity, str) else None,
        kind=turn.message_type[:20],
        text=words_of(turn),
        file_id=turn.file.id if turn.file else None,
        state=state,
        used_for=used_for[:80],
        said_at=turn.event.occurred_at,
    )
    turn.session.add(row)
    turn.session.flush()
    return row


def words_of(turn: Turn) -> str | None:
    """The typed words; of a place LINE's fields as JSON."""
    if turn.message_type == "location":
        names = ("latitude", "longitude", "title", "address")
        place = {name: turn.message[name] for name in names if name in turn.message}
        return json.dumps(place, ensure_ascii=False)
    return turn.text or None


def keep_answer(turn: Turn, conversation: Conversation, asked: Question, heard: Heard) -> None:
    """Remember which message said what, so that an unsent one can be taken out again."""
    identity = turn.message.get("id")
    if asked.type not in KEEPS_WORDS or not isinstance(identity, str):
        return
    turn.session.add(
        Kept(
            mailbox_key=turn.mailbox.key,
            account_id=turn.account.id if turn.account else None,
            person_id=turn.speaker.id if turn.speaker else None,
            message_id=identity[:40],
            kind=heard.kind.value,
            text=_words(turn, heard),
            file_id=turn.file.id if turn.file else None,
            state=KeptState.USED,
            used_for=f"conversation:{conversation.id}:{asked.path}"[:80],
            said_at=turn.event.occurred_at,
        )
    )


def _words(turn: Turn, heard: Heard) -> str | None:
    """What was heard in words; a place is not lost where the form has no question for it."""
    if heard.kind is HeardKind.LOCATION:
        return words_of(turn)
    typed = heard.kind is HeardKind.TEXT and isinstance(heard.value, str)
    return str(heard.value) if typed else None
