"""A report that came back with one question: answered in words, by voice, by its button."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from base.i18n import say
from base.ids import row_number
from base.thai.asking import asks
from base.thai.text import cut
from bot.dialogue import drive
from bot.dialogue.keeping import keep
from bot.dialogue.rooms import FormRoom
from bot.dialogue.speaker import asks_who
from bot.dialogue.tables import place_rows
from bot.dialogue.words import means
from bot.inbox.turn import Act as Do
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from bot.messages.questions import draw_question
from forms.question import Json, Question
from handlers.report.whole import is_whole_report
from models.files import File
from models.kept import kept_for
from models.mailbox import Conversation
from models.questions import ReportQuestion, answer, take_back, waiting_for
from models.words import FileKind, KeptState

SOURCE = Path(__file__).parent / "forms" / "answer.md"
NAME, ANSWER, WRONG = "report_answer", "report.answer", "report.no_answer"
WAITS = timedelta(days=7)  # for words that come without the button
LONGEST = 200
SHOWN = 60  # grapheme clusters of an answer that are said back

# (session, question, now): there is an answer, or no more.
Answered = Callable[[Session, ReportQuestion, datetime], None]


def form_room(answered: Answered) -> FormRoom:
    def finish(turn: Turn, conversation: Conversation, found: Mapping[str, Json]) -> None:
        _finish(turn, conversation, found, answered)

    return FormRoom(
        name=NAME, source=SOURCE, rows=place_rows, finish=finish, known=_known, draw=_draw
    )


def acts() -> Mapping[str, Do]:
    return {ANSWER: open_answer, WRONG: no_answer}


def open_answer(turn: Turn, subject: str, _extra: str) -> None:
    """[ตอบ], [แก้คำตอบ]"""
    asked = _own(turn, subject)
    if asked is not None:
        drive.open_form(turn, NAME, subject=str(asked.id))


def hear_answer(turn: Turn, asked_for: Callable[[Turn], bool], answered: Answered) -> bool:
    """An ear: words or a voice without the button, while a question waits. Not what asks back, not
    a report of its own, and not while an officer talks with them about something else."""
    asked = waiting_for(turn.session, turn.speaking, turn.now - WAITS)
    if asked is None or asked_for(turn):
        return False
    if not (_is_voice(turn) or _is_answer(turn)):
        return False
    if asks_who(turn):
        return True
    _outdate(turn, asked)
    keep(turn, _used_for(asked), KeptState.USED)
    _store(turn, asked, turn.text.strip() or None, turn.file, answered)
    return True


def _is_voice(turn: Turn) -> bool:
    return turn.file is not None and turn.file.kind is FileKind.AUDIO


def _is_answer(turn: Turn) -> bool:
    text = turn.text.strip()
    if turn.message_type != "text" or not 0 < len(text) <= LONGEST or means(text, "hello"):
        return False
    return not asks(text) and not is_whole_report(text, turn.happened_at.date())


def no_answer(turn: Turn, subject: str, _extra: str) -> None:
    """[ไม่ใช่คำตอบ]: the question waits again. Pressed twice, it only says so."""
    asked = _own(turn, subject)
    if asked is None:
        return
    if asked.answered_at is not None:
        take_back(turn.session, asked)
    reply = Button(turn.say("report.answer"), Act(ANSWER, str(asked.id)))
    turn.answer.say(Bubble(turn.say("report.answer_out"), buttons=(reply,)))


def _own(turn: Turn, subject: str) -> ReportQuestion | None:
    if asks_who(turn):
        return None
    number = row_number(subject)
    asked = turn.session.get(ReportQuestion, number) if number is not None else None
    report = asked.report if asked is not None else None
    if report is None or not turn.speaking.owns(report.account_id, report.reported_by):
        turn.tell("report.not_yours")
        return None
    return asked


def _known(turn: Turn, conversation: Conversation) -> Mapping[str, str]:
    number = row_number(conversation.subject)
    asked = turn.session.get(ReportQuestion, number) if number is not None else None
    return {"asked": asked.question} if asked is not None else {}


def _draw(turn: Turn, _conversation: Conversation, question: Question) -> list[Bubble]:
    return draw_question(replace(question, position=0), say, turn.language)


def _finish(
    turn: Turn, conversation: Conversation, found: Mapping[str, Json], answered: Answered
) -> None:
    asked = _own(turn, conversation.subject)
    if asked is None:
        return
    _outdate(turn, asked)
    for row in kept_for(turn.session, f"conversation:{conversation.id}:"):
        row.used_for = _used_for(asked)
    told = found.get("answer")
    voice = told.get("audio") if isinstance(told, dict) else None
    file = turn.session.get(File, voice) if isinstance(voice, str) else None
    _store(turn, asked, told if isinstance(told, str) else None, file, answered)


def _used_for(asked: ReportQuestion) -> str:
    return f"report:{asked.report_id}:answer-{asked.id}"


def _outdate(turn: Turn, asked: ReportQuestion) -> None:
    """What an earlier message said is history."""
    for row in kept_for(turn.session, _used_for(asked)):
        if row.used_for == _used_for(asked):
            row.used_for = f"report:{asked.report_id}:was-answer"


def _store(
    turn: Turn, asked: ReportQuestion, words: str | None, file: File | None, answered: Answered
) -> None:
    if file is not None:
        file.report_id = asked.report_id
    answer(turn.session, asked, words, file.id if file else None, turn.speaking, turn.now)
    answered(turn.session, asked, turn.now)
    said = cut(words, SHOWN) if words else turn.say("report.answer_voice")
    buttons = (
        Button(turn.say("report.answer_again"), Act(ANSWER, str(asked.id))),
        Button(turn.say("report.answer_wrong"), Act(WRONG, str(asked.id))),
    )
    text = turn.say("report.answered", words=said, number=asked.report.number)
    turn.answer.must(Bubble(text, buttons=buttons))
