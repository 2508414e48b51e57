"""A photo that LINE delivers after what its burst became: it goes where the others went.

Its sender sent them in one go and expects one thing of them. That it is of the burst is known by
its album, or, where it comes late, by the moment at which it was said.
"""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from base.ids import row_number
from bot.dialogue import drive
from bot.inbox.turn import Turn
from models.files import File
from models.kept import Kept
from models.mailbox import Conversation
from models.outbox import untried_answers
from models.words import ConversationState, KeptState

NEAR = timedelta(seconds=30)  # so close to each other people send what belongs together
ALIVE = (ConversationState.OPEN, ConversationState.LEFT)


def joins(turn: Turn) -> bool:
    """Put the turn's photo to its burst, if that has become something which takes it still."""
    if turn.message_type != "image" or turn.file is None:
        return False
    became = _album(turn, turn.file) or _said_together(turn)
    if became is None:
        return False
    asked = drive.current(turn)
    waiting = untried_answers(turn.session, turn.mailbox.key, turn.now)
    if not _joins(turn, became.used_for):
        return False
    turn.answer.deferred = True
    if asked is not None and waiting and not turn.answer.conversation:
        drive.ask(turn, asked)  # ours replaces the question that still waits
    return True


def _joins(turn: Turn, used_for: str) -> bool:
    kind, _, rest = used_for.partition(":")
    subject, _, field = rest.partition(":")
    if kind == "conversation":
        return _into_form(turn, subject, field)
    join = turn.context.routes.joins.get(kind)
    return join is not None and join(turn, subject, field)


def _into_form(turn: Turn, subject: str, field: str) -> bool:
    number = row_number(subject)
    found = turn.session.get(Conversation, number) if number is not None else None
    if found is None or found.mailbox_key != turn.mailbox.key or found.state not in ALIVE:
        return False
    room = turn.context.routes.rooms.get(found.room)
    return room is not None and room.takes is not None and room.takes(turn, found, field)


def _album(turn: Turn, file: File) -> Kept | None:
    """Another photo of the album, of what was used last. Who may add to that is asked where it is
    added: what was told with the name withheld no longer says in which chat."""
    if file.image_set is None:
        return None
    return turn.session.scalar(
        sa.select(Kept)
        .join(File, File.id == Kept.file_id)
        .where(File.image_set == file.image_set, File.id != file.id, _is_used())
        .order_by(Kept.id.desc())
        .limit(1)
    )


def _said_together(turn: Turn) -> Kept | None:
    """The nearest of what was said within moments of a late photo, and used. One that was said
    after the open question, which gathers, is an answer to that."""
    if not turn.late or drive.still_fits(turn):
        return None
    said_at = turn.event.occurred_at
    rows = turn.session.scalars(
        sa.select(Kept).where(
            Kept.mailbox_key == turn.mailbox.key,
            Kept.said_at.between(said_at - NEAR, said_at + NEAR),
            _is_used(),
        )
    )
    return min(rows, key=lambda one: (abs(one.said_at - said_at), -one.id), default=None)


def _is_used() -> sa.ColumnElement[bool]:
    used = sa.and_(Kept.state == KeptState.USED, Kept.used_for.contains(":"))
    return sa.or_(used, Kept.state == KeptState.FOR_STAFF)
