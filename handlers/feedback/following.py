"""What the filer tells after the number: more of the matter, and a word back to staff."""

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
from handlers.feedback.filing import attach, note_action
from handlers.feedback.states import Refused, Step, allows
from models.cases import Case, CaseAction
from models.mailbox import Conversation
from models.words import ActionKind, CaseState


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
            drive.open_form(turn, form, subject=hiding.subject_of(turn, case))
        else:
            turn.answer.say(saying.refused(case, turn.language))

    def added(self, turn: Turn, conversation: Conversation, _answers: Answers) -> None:
        case = mine(turn, conversation.subject)
        if case is None:
            return
        self.add(turn, case, words.told(turn.session, words.in_form(conversation.id, "words")))

    def add(self, turn: Turn, case: Case, telling: words.Told) -> None:
        if self._into_case(turn, case, Step.ADD, telling):
            _say_added(turn, case)

    def told(self, turn: Turn, case: Case, kind: ActionKind) -> None:
        """Something more came with what was added (ActionKind.ADDED) or said back before."""
        said = kind is ActionKind.SAID
        self.tell(turn.session, case, "said" if said else "added", turn.now)
        if said:
            _say_back(turn, case)
        else:
            _say_added(turn, case)

    def said(self, turn: Turn, conversation: Conversation, _answers: Answers) -> None:
        case = mine(turn, conversation.subject)
        if case is not None:
            telling = words.told(turn.session, words.in_form(conversation.id, "words"))
            self.say_back(turn, case, telling)

    def say_back(self, turn: Turn, case: Case, telling: words.Told) -> None:
        """The filer's word to staff; where they were asked what came of it, that is still asked."""
        hiding.about(turn, case)
        if self._into_case(turn, case, Step.SAY, telling):
            _say_back(turn, case)

    def _into_case(self, turn: Turn, case: Case, what: Step, telling: words.Told) -> bool:
        at, zone = turn.happened_at, turn.context.zone
        try:
            action = service.tell_more(turn.session, case, what, telling.text, at, zone)
        except Refused:
            turn.answer.say(saying.refused(case, turn.language))
            return False
        keep(turn, case, telling, action)
        self.tell(turn.session, case, "added" if what is Step.ADD else "said", turn.now)
        return True

    def act_fine(self, turn: Turn, subject: str, _extra: str) -> None:
        """[ตกลง]: read, and nothing to add. Pressing it again says the same."""
        case = mine(turn, subject)
        if case is not None:
            self.fine(turn, case, turn.say("feedback.fine"))

    def fine(self, turn: Turn, case: Case, said: str) -> None:
        """Noted in the case; staff are not told, and nothing says that they were."""
        self.note_fine(turn, case, said)
        text = turn.say("feedback.fine_said", running=case.running)
        turn.answer.say(saying.bubble(case, text, turn.language))

    def note_fine(self, turn: Turn, case: Case, said: str) -> None:
        """Without a word about it."""
        hiding.about(turn, case)
        last = service.last_action(turn.session, case)
        if last is not None and last.kind is ActionKind.ANSWERED:
            zone = turn.context.zone
            note_action(turn.session, case, ActionKind.SAID, turn.happened_at, zone, text=said)


def _say_added(turn: Turn, case: Case) -> None:
    text = turn.say("feedback.added", running=case.running)
    shown = saying.add_and_withdraw(case, turn.language)
    turn.answer.say(saying.bubble(case, text, turn.language, *shown))


def _say_back(turn: Turn, case: Case) -> None:
    closing = case.state is CaseState.CLOSING
    key = "feedback.word_closing" if closing else "feedback.word_said"
    buttons = saying.outcome_buttons(case, turn.language) if closing else ()
    text = turn.say(key, running=case.running)
    turn.answer.say(saying.bubble(case, text, turn.language, *buttons))


def keep(turn: Turn, case: Case, telling: words.Told, action: CaseAction) -> None:
    """What was told, with its files, becomes part of the case's timeline."""
    attach(turn.session, case, telling.file_ids)
    field = words.in_case(case.id, f"action-{action.id}")
    words.move(turn.session, telling, field, hide=hiding.is_hidden(case))
