"""What the filer tells after the number: more of the matter, and a word back to staff."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.dialogue import drive, keeping
from bot.dialogue.rooms import Answers
from bot.inbox.turn import Turn
from handlers.feedback import saying, service, words
from handlers.feedback.asking import mine
from handlers.feedback.filing import attach, note_action
from handlers.feedback.states import Refused, Step, allows
from models.cases import Case, CaseAction
from models.mailbox import Conversation
from models.words import ActionKind, KeptState

ANSWER_IS_FRESH = timedelta(days=3)


@dataclass(frozen=True)
class Following:
    """`tell` is how staff hear of it."""

    tell: Callable[[Session, Case, str, datetime], None]

    def act_add(self, turn: Turn, subject: str, _extra: str) -> None:
        self._open(turn, subject, Step.ADD, "case_add")

    def act_word(self, turn: Turn, subject: str, _extra: str) -> None:
        self._open(turn, subject, Step.SAY, "case_word")

    def _open(self, turn: Turn, subject: str, what: Step, form: str) -> None:
        case = mine(turn, subject)
        if case is None:
            return
        if allows(case.state, what):
            drive.open_form(turn, form, subject=case.id)
        else:
            turn.answer.say(saying.refused(case, turn.language))

    def added(self, turn: Turn, conversation: Conversation, _answers: Answers) -> None:
        self._told(turn, conversation, Step.ADD, "added")

    def said(self, turn: Turn, conversation: Conversation, _answers: Answers) -> None:
        self._told(turn, conversation, Step.SAY, "said")

    def _told(self, turn: Turn, conversation: Conversation, what: Step, name: str) -> None:
        case = mine(turn, conversation.subject)
        if case is None:
            return
        telling = words.told(turn.session, words.in_form(conversation.id, "words"))
        try:
            action = service.tell_more(
                turn.session, case, what, telling.text, turn.happened_at, turn.context.zone
            )
        except Refused:
            turn.answer.say(saying.refused(case, turn.language))
            return
        keep(turn, case, telling, action)
        self.tell(turn.session, case, name, turn.now)
        self._say_told(turn, case, name)

    def _say_told(self, turn: Turn, case: Case, name: str) -> None:
        key = "feedback.added" if name == "added" else "feedback.word_said"
        text = turn.say(key, running=case.running)
        if name == "added":
            shown = saying.filed(case, turn.language).buttons
            turn.answer.say(saying.bubble(case, text, turn.language, *shown))
        else:
            turn.answer.say(saying.bubble(case, text, turn.language))

    def word_back(self, turn: Turn) -> bool:
        """Words typed after an officer's answer, without pressing anything, belong to that case."""
        case = self._just_answered(turn) if turn.text else None
        if case is None:
            return False
        action = service.tell_more(
            turn.session, case, Step.SAY, turn.text, turn.happened_at, turn.context.zone
        )
        kept = keeping.keep(turn, state=KeptState.USED)
        keep(turn, case, words.Told((kept,)), action)
        self.tell(turn.session, case, "said", turn.now)
        turn.answer.deferred = True
        self._say_told(turn, case, "said")
        return True

    def _just_answered(self, turn: Turn) -> Case | None:
        cases = service.cases_of(turn.session, turn.person_account.id, turn.context.secret_key)
        fresh = [
            (told.at, case)
            for case in cases
            if allows(case.state, Step.SAY)
            and (told := _last_answer(turn.session, case)) is not None
            and told.at is not None
            and turn.now - told.at <= ANSWER_IS_FRESH
        ]
        return max(fresh, key=lambda one: one[0])[1] if fresh else None

    def act_fine(self, turn: Turn, subject: str, _extra: str) -> None:
        """[ตกลง]: read, and nothing to add. Pressing it again says the same."""
        case = mine(turn, subject)
        if case is None:
            return
        text = turn.say("feedback.fine_said", running=case.running)
        last = turn.session.scalar(
            sa.select(CaseAction)
            .where(CaseAction.case_id == case.id)
            .order_by(CaseAction.id.desc())
            .limit(1)
        )
        if last is not None and last.kind is ActionKind.ANSWERED:
            said = turn.say("feedback.fine")
            zone = turn.context.zone
            note_action(turn.session, case, ActionKind.SAID, turn.happened_at, zone, text=said)
        turn.answer.say(saying.bubble(case, text, turn.language))


def keep(turn: Turn, case: Case, telling: words.Told, action: CaseAction) -> None:
    """What was told, with its files, becomes part of the case's timeline."""
    attach(turn.session, case, telling.file_ids)
    field = words.in_case(case.id, f"action-{action.id}")
    words.move(turn.session, telling, field, hide=saying.is_hidden(case))


def _last_answer(session: Session, case: Case) -> CaseAction | None:
    told = service.last_told(session, case)
    return told if told is not None and told.kind is ActionKind.ANSWERED else None
