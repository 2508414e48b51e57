"""A message about danger that the person wants kept: a case at once, without a single question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.dialogue.speaker import is_shared
from bot.inbox.turn import Turn
from handlers.feedback import words
from handlers.feedback.filing import SOMEBODY, Filing, file_case
from models.cases import Case
from models.kept import Kept
from models.words import IdentityMode


def file_urgent(
    tell: Callable[[Session, Case, str, datetime], None], turn: Turn, kept: Kept
) -> Case:
    """Restricted and urgent. The name is withheld: nobody was asked who may know it."""
    filing = Filing(
        account_id=turn.person_account.id,
        identity=IdentityMode.WITHHELD,
        restricted=True,
        at=turn.happened_at,
        story=kept.text,
        urgent=True,
        person_id=_who(turn),
    )
    case = file_case(turn.session, filing, turn.context.secret_key, turn.context.zone).case
    words.move(turn.session, words.Told((kept,)), words.in_case(case.id, "story"), hide=True)
    tell(turn.session, case, "filed", turn.now)
    return case


def _who(turn: Turn) -> str | None:
    """Nobody is asked who they are while there is danger."""
    if turn.speaker is not None:
        return turn.speaker.id
    return SOMEBODY if is_shared(turn) else None
