"""How the filer ends a case: takes it back, says that it is mended, or that it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.dialogue import drive
from bot.dialogue.rooms import Answers
from bot.inbox.turn import Turn
from handlers.feedback import saying, service, words
from handlers.feedback.asking import mine
from handlers.feedback.following import keep
from handlers.feedback.states import Refused, Step, allows
from models.cases import Case
from models.mailbox import Conversation
from models.words import Outcome


@dataclass(frozen=True)
class Ending:
    """`tell` is how staff hear of it."""

    tell: Callable[[Session, Case, str, datetime], None]

    def act_withdraw(self, turn: Turn, subject: str, _extra: str) -> None:
        case = mine(turn, subject)
        if case is None:
            return
        if not allows(case.state, Step.WITHDRAW):
            turn.answer.say(saying.refused(case, turn.language))
            return
        text = turn.say("feedback.sure_withdraw", running=case.running)
        yes = saying.button("yes_withdraw", turn.language, "case.withdraw_yes", case.id)
        no = saying.button("no_withdraw", turn.language, "case.state", case.id)
        turn.answer.say(saying.bubble(case, text, turn.language, yes, no))

    def act_withdraw_yes(self, turn: Turn, subject: str, _extra: str) -> None:
        case = mine(turn, subject)
        if case is None:
            return
        try:
            service.withdraw(turn.session, case, turn.happened_at, turn.context.zone)
        except Refused:
            turn.answer.say(saying.refused(case, turn.language))
            return
        self.tell(turn.session, case, "withdrawn", turn.now)
        text = turn.say("feedback.withdrawn", running=case.running)
        report = saying.report_button(turn.language)
        turn.answer.must(saying.bubble(case, text, turn.language, report))

    def act_checked(self, turn: Turn, subject: str, extra: str) -> None:
        """แก้แล้ว closes; แก้บางส่วน and ยังไม่แก้ ask where it is stuck, then open again."""
        case = mine(turn, subject)
        if case is None:
            return
        outcome = Outcome(extra) if extra in set(Outcome) else Outcome.UNSOLVED
        if outcome is Outcome.SOLVED:
            self._solved(turn, case)
        elif allows(case.state, Step.NOT_SOLVED):
            case.outcome = outcome
            drive.open_form(turn, "case_stuck", subject=case.id)
        else:
            turn.answer.say(saying.refused(case, turn.language))

    def _solved(self, turn: Turn, case: Case) -> None:
        try:
            service.solved(turn.session, case, turn.happened_at, turn.context.zone)
        except Refused:
            turn.answer.say(saying.refused(case, turn.language))
            return
        self.tell(turn.session, case, "solved", turn.now)
        text = turn.say("feedback.solved", running=case.running)
        undo = saying.outcome_button(case, Outcome.UNSOLVED, turn.language)
        turn.answer.must(saying.bubble(case, text, turn.language, undo))

    def stuck(self, turn: Turn, conversation: Conversation, _answers: Answers) -> None:
        case = mine(turn, conversation.subject)
        if case is None:
            return
        telling = words.told(turn.session, words.in_form(conversation.id, "words"))
        self._reopen(turn, case, telling)

    def left_out(self, turn: Turn, conversation: Conversation) -> None:
        """Cancelled at the question: what was tapped before it counts all the same."""
        case = mine(turn, conversation.subject)
        if case is not None:
            self._reopen(turn, case, words.Told(()))

    def _reopen(self, turn: Turn, case: Case, telling: words.Told) -> None:
        outcome = case.outcome or Outcome.UNSOLVED
        at, zone = turn.happened_at, turn.context.zone
        try:
            action = service.reopen(turn.session, case, outcome, telling.text, at, zone)
        except Refused:
            turn.answer.say(saying.refused(case, turn.language))
            return
        keep(turn, case, telling, action)
        self.tell(turn.session, case, "reopened", turn.now)
        text = turn.say(
            "feedback.reopened",
            running=case.running,
            called=saying.called(turn.session, case, turn.language),
            due=saying.day(case.due_on, turn.language),
        )
        add = saying.add_button(case, turn.language)
        turn.answer.must(saying.bubble(case, text, turn.language, add))
