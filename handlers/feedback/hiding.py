"""What a form about a case leaves behind when nobody may learn who filed the case.

While it is open it names the case by a keyed hash; when it is over it names neither case nor chat.
"""

from __future__ import annotations

from base.ids import same, secret_hash
from bot.inbox.turn import Turn
from handlers.feedback import owning
from models.cases import Case
from models.mailbox import SEALED, Conversation
from models.words import IdentityMode


def is_hidden(case: Case) -> bool:
    """Whether rows about it must not stay tied to an address."""
    return case.identity_mode is not IdentityMode.OPEN


def about(turn: Turn, case: Case) -> None:
    """What is said of a hidden case is forgotten as soon as it is sent, and the event that was
    about it keeps no word or button: both name the case beside the chat."""
    if is_hidden(case):
        turn.answer.forget = True
        turn.event.payload = None


def subject_of(turn: Turn, case: Case) -> str:
    """How a form names its case."""
    return _sealed(turn, case) if is_hidden(case) else case.id


def unsealed(turn: Turn, subject: str) -> Case | None:
    """The case of such a subject, if this account filed it."""
    key = turn.context.secret_key
    cases = owning.cases_of(turn.session, turn.person_account.id, key)
    cases += owning.own_cases(turn.session, turn.speaking, key)
    hidden = (case for case in cases if is_hidden(case))
    return next((case for case in hidden if same(_sealed(turn, case), subject)), None)


def forget_form(conversation: Conversation) -> None:
    """The form that is over no longer says who filled it, or about what."""
    conversation.mailbox_key = conversation.account_id = conversation.person_id = None
    conversation.subject = ""


def _sealed(turn: Turn, case: Case) -> str:
    return SEALED + secret_hash(case.id, "subject", turn.context.secret_key)
