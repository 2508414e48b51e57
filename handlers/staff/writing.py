"""An officer writes: the words, a look at exactly what will be read, then it goes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from base.i18n import say
from base.thai.digits import to_arabic
from bot.dialogue import drive
from bot.dialogue.rooms import Answers, FormRoom
from bot.dialogue.tables import place_rows
from bot.inbox.turn import Turn
from bot.messages.bubbles import HERE, SEND, Act, Answer, Bubble, Button
from bot.messages.questions import draw_question
from forms.question import HeardKind, Question, QuestionType
from handlers.staff import seeing, service
from handlers.staff.desk import Desk
from models.cases import Case
from models.mailbox import Conversation
from models.staff import Staff, note, staff_of
from models.words import AnswerBy, IdentityMode

FORMS = Path(__file__).parent / "forms"
ANSWER, CLOSE = "staff_answer", "staff_close"
_ELSEWHERE = {AnswerBy.VISIT: "_visit", AnswerBy.CALL: "_call"}  # not through the phone


@dataclass(frozen=True)
class Writing:
    """Both forms ask one thing and show it once more before it is sent."""

    desk: Desk

    def room(self, name: str, file: str) -> FormRoom:
        return FormRoom(
            name=name, source=FORMS / file, rows=place_rows, finish=self.finish, draw=self.draw
        )

    def draw(self, turn: Turn, conversation: Conversation, question: Question) -> list[Bubble]:
        if question.type is not QuestionType.REVIEW:
            return draw_question(replace(question, position=0, total=0), say, turn.language)
        case, staff = self._at_work(turn, conversation)
        if case is None or staff is None:
            return [Bubble(turn.say("staff.not_yours_button"))]
        words = str(drive.answers(turn, conversation).get("words", ""))
        return self._preview(turn, conversation, case, staff, words)

    def _preview(
        self, turn: Turn, conversation: Conversation, case: Case, staff: Staff, words: str
    ) -> list[Bubble]:
        answers = conversation.room == ANSWER
        read = (
            with_number(case, words, turn.language)
            if answers
            else self.desk.closing_words(turn.session, case, words)
        )
        buttons = (
            Button(turn.say("chat.send"), SEND, main=True),
            Button(turn.say("chat.edit"), Answer("words", HeardKind.EDIT)),
            Button(turn.say("chat.keep"), Act("keep", HERE)),
        )
        alt = turn.say("staff.alt", running=case.running)
        sender = staff.name if answers else None
        return [
            Bubble(turn.say(f"staff.{_preview_key(case)}")),
            Bubble(read, buttons=buttons, sender=sender, alt=alt),
        ]

    def finish(self, turn: Turn, conversation: Conversation, answers: Answers) -> None:
        case, staff = self._at_work(turn, conversation)
        if case is None or staff is None:
            turn.tell("staff.not_yours_button")
            return
        words = str(answers["words"])
        if conversation.room == ANSWER:
            words = with_number(case, words, turn.language)
            refusal = self.desk.answer(turn, case, staff, words)
        else:
            refusal = self.desk.close(turn, case, staff, words)
        if refusal:
            turn.tell(refusal, running=case.running)
            return
        action = "case.answer" if conversation.room == ANSWER else "case.close"
        note(turn.session, turn.now, staff.id, action, case.id)
        self._say_done(turn, conversation, case)

    def _say_done(self, turn: Turn, conversation: Conversation, case: Case) -> None:
        answers = conversation.room == ANSWER
        key = ("sent" if answers else "asked") + self._how(turn, case)
        close = seeing.closing(case, turn.language) if answers else ()
        text = turn.say(f"staff.{key}", running=case.running)
        alt = turn.say("staff.alt", running=case.running)
        turn.answer.must(Bubble(text, buttons=close, alt=alt))

    def _how(self, turn: Turn, case: Case) -> str:
        """Whether the filer is written to, or must ask for it: by number, by number and code."""
        if case.identity_mode is IdentityMode.ANONYMOUS:
            return "_code"
        if case.answer_by in _ELSEWHERE:
            return _ELSEWHERE[case.answer_by]
        reached = service.can_be_reached(turn.session, case, turn.now)
        return "" if reached else "_unreached"

    def _at_work(self, turn: Turn, conversation: Conversation) -> tuple[Case | None, Staff | None]:
        """The case and the officer, if the case is still theirs to see."""
        staff = staff_of(turn.session, turn.person_account.id)
        case = turn.session.get(Case, conversation.subject)
        if staff is None or case is None or not service.may_see(turn.session, staff, case):
            return None, None
        return case, staff


def _preview_key(case: Case) -> str:
    return "preview_told" if case.answer_by in _ELSEWHERE else "preview"


def with_number(case: Case, words: str, language: str) -> str:
    """The officer's words; their case's number in front if they do not name it."""
    named = {int(digits) for digits in re.findall(r"\d{1,9}", to_arabic(words))}
    if case.running in named:
        return words
    return say("staff.with_number", language, running=case.running, words=words)
