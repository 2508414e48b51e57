"""How the filer ends a case: takes it back, says that it is mended, or that it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.dialogue import drive
from bot.dialogue.rooms import Answers
from bot.inbox.turn import Turn
from handlers.feedback import hiding, saying, service, words
from handlers.feedback.asking import mine
from handlers.feedback.following import keep
from handlers.feedback.states import Refused, Step, allows
from models.cases import Case
from models.mailbox import Conversation
from models.words import Outcome

STUCK = "case_stuck"


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
        case = mine(turn, subject)
        if case is not None:
            self.check(turn, case, Outcome(extra) if extra in set(Outcome) else Outcome.UNSOLVED)

    def check(self, turn: Turn, case: Case, outcome: Outcome) -> None:
        """แก้แล้ว closes; แก้บางส่วน and ยังไม่แก้ open again at once, then ask where it is stuck."""
        hiding.about(turn, case)
        if outcome is Outcome.SOLVED:
            self._solved(turn, case)
        elif allows(case.state, Step.NOT_SOLVED):
            self._reopen(turn, case, outcome)
        else:
            self._again(turn, case)

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

    def _reopen(self, turn: Turn, case: Case, outcome: Outcome) -> None:
        """What was said already, before the tap, is not asked for once more."""
        explained = service.said_last(turn.session, case)
        service.reopen(turn.session, case, outcome, None, turn.happened_at, turn.context.zone)
        self.tell(turn.session, case, "reopened", turn.now)
        if explained:
            self._say_reopened(turn, case)
            return
        text = turn.say("feedback.reopened_now", running=case.running)
        turn.answer.must(saying.bubble(case, text, turn.language))
        drive.open_form(turn, STUCK, subject=hiding.subject_of(turn, case))

    def _again(self, turn: Turn, case: Case) -> None:
        """Pressed twice: nothing changes, and the question that is open stays open."""
        turn.answer.say(saying.refused(case, turn.language))
        conversation = drive.current(turn)
        if conversation is not None and conversation.room == STUCK:
            drive.ask(turn, conversation)

    def stuck(self, turn: Turn, conversation: Conversation, _answers: Answers) -> None:
        """The words join what was opened at the tap."""
        case = mine(turn, conversation.subject)
        if case is None:
            return
        if not allows(case.state, Step.SAY):
            turn.answer.say(saying.refused(case, turn.language))
            return
        telling = words.told(turn.session, words.in_form(conversation.id, "words"))
        if telling.counts():
            action = service.explain(
                turn.session, case, telling.text, turn.happened_at, turn.context.zone
            )
            keep(turn, case, telling, action)
            self.tell(turn.session, case, "said", turn.now)
        self._say_reopened(turn, case)

    def left_out(self, turn: Turn, conversation: Conversation) -> None:
        """Cancelled at the question: the case is open all the same, and that is what is said."""
        case = mine(turn, conversation.subject)
        if case is None or not allows(case.state, Step.SAY):
            return
        turn.answer.bubbles.clear()
        due = saying.day(case.due_on, turn.language)
        text = turn.say("feedback.stuck_cancelled", running=case.running, due=due)
        ways = saying.add_and_withdraw(case, turn.language)
        turn.answer.say(saying.bubble(case, text, turn.language, *ways))

    def _say_reopened(self, turn: Turn, case: Case) -> None:
        text = turn.say(
            "feedback.reopened",
            running=case.running,
            called=saying.called(turn.session, case, turn.language),
            due=saying.day(case.due_on, turn.language),
        )
        add = saying.add_button(case, turn.language)
        turn.answer.must(saying.bubble(case, text, turn.language, add))
