"""[ส่งกลับให้แก้]: a report goes back to its sender with one question, in the officer's words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from base.i18n import say
from base.thai.format import Lang, short_date
from bot.dialogue import drive
from bot.dialogue.rooms import Answers, FormRoom
from bot.dialogue.tables import place_rows
from bot.inbox.turn import Turn
from bot.messages.bubbles import HERE, SEND, Act, Answer, Bubble, Button
from bot.messages.questions import draw_question
from bot.outbox.hours import is_quiet, next_opening
from bot.outbox.write import Push, put_push
from forms.question import HeardKind, Question, QuestionType
from handlers.staff.theirs import report_to_read
from models.forums import ForumReport
from models.mailbox import Conversation
from models.people import Account, Person
from models.questions import ReportQuestion, ask, questions_of, waiting
from models.reaching import is_reachable
from models.staff import Staff, note
from models.words import Priority, ReportState

SOURCE = Path(__file__).parent / "forms" / "return.md"
NAME, OPEN, RETURNED = "staff_return", "staff.return", "report.return"
SHOWN = (ReportState.SUBMITTED, ReportState.RETURNED)


def room() -> FormRoom:
    return FormRoom(name=NAME, source=SOURCE, rows=place_rows, finish=_finish, draw=_draw)


def button(turn: Turn, report: ForumReport) -> tuple[Button, ...]:
    """While somebody is there to ask, and nothing is asked already."""
    if report.account_id is None or report.state not in SHOWN:
        return ()
    if waiting(turn.session, report.id) is not None:
        return ()
    return (Button(turn.say("staff.return"), Act(OPEN, report.id)),)


def lines(turn: Turn, report: ForumReport) -> list[str]:
    """What was asked, by whom and when, and what came of it."""
    return [_line(turn, one) for one in questions_of(turn.session, report.id)]


def _line(turn: Turn, asked: ReportQuestion) -> str:
    lang: Lang = "en" if turn.language == "en" else "th"
    zone = turn.context.zone
    day = short_date(asked.asked_at.astimezone(zone).date(), lang)
    said = turn.say("staff.return_asked", day=day, who=asked.staff.name, words=asked.question)
    if asked.answered_at is None:
        return f"{said}\n{turn.say('staff.return_none')}"
    words = asked.answer or turn.say("staff.return_voice" if asked.file_id else "staff.return_gone")
    when = short_date(asked.answered_at.astimezone(zone).date(), lang)
    who = _called(turn, asked.answered_by)
    return f"{said}\n{turn.say('staff.return_reply', day=when, who=who, words=words)}"


def _called(turn: Turn, person_id: str | None) -> str:
    person = turn.session.get(Person, person_id) if person_id else None
    return (person.called if person else None) or turn.say("staff.filer_nameless")


def begin(turn: Turn, subject: str, _extra: str) -> None:
    found = report_to_read(turn, subject)
    if found is None:
        return
    if waiting(turn.session, found[1].id) is not None:
        turn.tell("staff.return_waits")
    else:
        drive.open_form(turn, NAME, subject=found[1].id)


def _draw(turn: Turn, conversation: Conversation, question: Question) -> list[Bubble]:
    if question.type is not QuestionType.REVIEW:
        return draw_question(replace(question, position=0, total=0), say, turn.language)
    found = report_to_read(turn, conversation.subject)
    if found is None:
        return list(turn.answer.bubbles[-1:])
    words = str(drive.answers(turn, conversation).get("words", ""))
    buttons = (
        Button(turn.say("chat.send"), SEND, main=True),
        Button(turn.say("chat.edit"), Answer("words", HeardKind.EDIT)),
        Button(turn.say("chat.keep"), Act("keep", HERE)),
    )
    read = _words(found[1], found[0], words, turn.language)
    return [Bubble(turn.say("staff.return_preview")), Bubble(read, buttons=buttons)]


def _words(report: ForumReport, staff: Staff, words: str, language: str) -> str:
    """«อำเภอขอเพิ่มข้อเดียวในรายงาน … ค่ะ "…"»: the words stand as the officer wrote them."""
    key = "staff.returned_by_district" if staff.district_codes() else "staff.returned_by_province"
    return say(key, language, number=report.number, words=words)


def _finish(turn: Turn, conversation: Conversation, answers: Answers) -> None:
    found = report_to_read(turn, conversation.subject)
    if found is None:
        return
    staff, report = found
    asked = ask(turn.session, report, staff, str(answers["words"]), turn.now)
    account = turn.session.get(Account, report.account_id) if report.account_id else None
    if asked is None or account is None or account.line_user_id is None:
        turn.tell("staff.return_waits" if asked is None else "staff.left_nobody")
        return
    put_push(turn.session, _push(turn, asked, account), turn.now)
    note(turn.session, turn.now, staff.id, RETURNED, report.id)
    reached = is_reachable(turn.session, account, turn.now)
    key = "staff.returned" if reached else "staff.left_unreached"
    turn.answer.must(Bubble(turn.say(key)))


def _push(turn: Turn, asked: ReportQuestion, account: Account) -> Push:
    """By day: whoever sent the report did not ask for this."""
    report, language = asked.report, account.language
    answer = Button(say("staff.return_answer", language), Act("report.answer", str(asked.id)))
    see = Button(say("staff.report_see", language), Act("report.view", report.id))
    text = _words(report, asked.staff, asked.question, language)
    quiet, line_id = is_quiet(turn.now, turn.context.zone), account.line_user_id or ""
    return Push(
        to=line_id,
        mailbox_key=f"user:{line_id}",
        bubbles=[Bubble(text, buttons=(answer, see))],
        dedupe_key=f"report-returned:{asked.id}",
        priority=Priority.ASKED,
        due_at=next_opening(turn.now, turn.context.zone) if quiet else turn.now,
    )
