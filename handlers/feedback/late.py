"""A photo that LINE delivers after the others of its burst were told already: it goes with them."""

from __future__ import annotations

from dataclasses import dataclass

from base.ids import row_number
from bot.dialogue import drive
from bot.dialogue.keeping import keep
from bot.inbox.turn import Turn
from handlers.feedback import hiding, owning, words
from handlers.feedback.beginning import ROOM
from handlers.feedback.filing import attach
from handlers.feedback.following import Following
from handlers.feedback.states import Step, allows
from models.cases import Case, CaseAction
from models.mailbox import Conversation
from models.words import ActionKind, KeptState


def takes(turn: Turn, conversation: Conversation, _field: str) -> bool:
    """Into a story that is not sent yet, whatever it asks by now, open or put aside."""
    name = "story" if conversation.room == ROOM else "words"
    is_open = drive.current(turn) is conversation
    asked = drive.question(turn, conversation) if is_open else None
    if asked is not None and asked.name == name:
        return drive.hear(turn)
    keep(turn, words.in_form(conversation.id, name), KeptState.USED)
    turn.tell("feedback.photo_kept")
    if is_open:
        drive.ask(turn, conversation)
    return True


@dataclass(frozen=True)
class Late:
    following: Following

    def joins(self, turn: Turn, case_id: str, field: str) -> bool:
        """Into a case that lives, if this account filed it: to the word that the others came with,
        or as something added. Nothing can find an anonymous one."""
        case = turn.session.get(Case, case_id)
        secret = turn.context.secret_key
        if case is None or not owning.is_filer(case, turn.person_account.id, secret):
            return False
        if not allows(case.state, Step.ADD):
            return False
        hiding.about(turn, case)
        action = _action(turn, case, field)
        telling = words.used(turn.session, [keep(turn)])
        if action is None:
            self.following.add(turn, case, telling)
        else:
            attach(turn.session, case, telling.file_ids)
            hide = hiding.is_hidden(case)
            words.move(turn.session, telling, words.in_case(case.id, field), hide=hide)
            self.following.told(turn, case, action.kind)
        return True


def _action(turn: Turn, case: Case, field: str) -> CaseAction | None:
    name, _, number = field.partition("-")
    row = row_number(number) if name == "action" else None
    found = turn.session.get(CaseAction, row) if row is not None else None
    told = found is not None and found.kind in (ActionKind.ADDED, ActionKind.SAID)
    return found if told and found is not None and found.case_id == case.id else None
