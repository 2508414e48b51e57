"""[ดูข้อความ]: an officer reads what was left for a person, and writes back under their name; so does
a facilitator with what somebody of their cohort wishes for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from base.i18n import say
from base.thai.format import Lang, clock, short_date
from bot.dialogue import drive
from bot.dialogue.rooms import Answers, FormRoom
from bot.dialogue.tables import place_rows
from bot.inbox.turn import Turn
from bot.messages.bubbles import HERE, SEND, Act, Answer, Bubble, Button
from bot.messages.questions import draw_question
from bot.outbox.write import Push, put_push
from forms.question import HeardKind, Question, QuestionType
from handlers.staff import leaving, showing, wished
from handlers.staff.leaving import Reader
from models.kept import ANSWERED, READ, WRITING_BACK, Kept, whom_to_move, word_key
from models.mailbox import Conversation
from models.people import Account
from models.reaching import is_reachable
from models.staff import note
from models.words import Priority

SOURCE = Path(__file__).parent / "forms" / "word.md"


def room() -> FormRoom:
    return FormRoom(name=WRITING_BACK, source=SOURCE, rows=place_rows, finish=_finish, draw=_draw)


def see(turn: Turn, subject: str, _extra: str) -> None:
    """[ดูข้อความ]; every look is written down."""
    found = _at_work(turn, subject)
    if found is None:
        return
    reader, kept = found
    rows = _rows(turn, reader, kept)
    turn.answer.forget = True  # what the person takes back must not stand in an officer's answer
    for row in rows[: leaving.SHOWN]:
        detail = " ".join(filter(None, [row.kind, reader.mark]))
        note(turn.session, turn.now, reader.staff_id, READ, str(row.id), detail)
    turn.answer.say(_shown(turn, reader, rows))


def wishes(turn: Turn, cohort_id: str, called_for: str) -> None:
    """[ดูข้อความ] of a facilitator, [ดูเรื่องต่อไป]."""
    kept = wished.chosen(turn, cohort_id, called_for)
    if kept is not None:
        see(turn, str(kept.id), "")


def photos(turn: Turn, subject: str, extra: str) -> None:
    """[ดูรูป]"""
    found = _at_work(turn, subject)
    if found is None:
        return
    reader, kept = found
    rows = _rows(turn, reader, kept)[: leaving.SHOWN]
    files = showing.of_messages(turn.session, rows)
    showing.show(turn, reader.staff_id, files, Act(showing.OF_MESSAGE, subject, extra))


def answer(turn: Turn, subject: str, _extra: str) -> None:
    """[ตอบ]"""
    found = _at_work(turn, subject)
    if found is None:
        return
    if leaving.sender_of(turn.session, found[1]) is None:
        turn.tell("staff.left_nobody")
        return
    drive.open_form(turn, WRITING_BACK, subject=subject)


def _at_work(turn: Turn, subject: str) -> tuple[Reader, Kept] | None:
    """Who reads, and the message, if it is theirs; otherwise that is said, and no more."""
    kept = leaving.left(turn.session, subject)
    reader = leaving.reader_of(turn.session, turn.person_account.id, kept) if kept else None
    if reader is None or kept is None:
        turn.tell("staff.left_gone")
        return None
    return reader, kept


def _rows(turn: Turn, reader: Reader, kept: Kept) -> list[Kept]:
    return leaving.together(turn.session, kept) if reader.staff else [kept]


def _shown(turn: Turn, reader: Reader, rows: Sequence[Kept]) -> Bubble:
    account = leaving.sender_of(turn.session, rows[0])
    lines = [_line(turn, row) for row in rows[: leaving.SHOWN]]
    buttons = []
    if account is not None:
        buttons.append(Button(turn.say("staff.answer"), Act("staff.word", str(rows[0].id))))
    buttons += _claim_button(turn, rows[: leaving.SHOWN])
    buttons += showing.left_button(turn, rows[: leaving.SHOWN])
    if len(rows) > leaving.SHOWN:
        more = Act("staff.kept", str(rows[leaving.SHOWN].id))
        buttons.append(Button(turn.say("staff.left_more"), more))
    buttons += wished.next_button(turn, rows[0])
    if reader.staff:
        name = leaving.name_of(turn.session, account, turn.language)
    else:
        name = leaving.whose_wish(turn.session, rows[0], turn.language)
    text = "\n".join([turn.say("staff.left_by", name=name), *lines])
    return Bubble(text, buttons=tuple(buttons), alt=turn.say("staff.left_alt"))


def _claim_button(turn: Turn, rows: Sequence[Kept]) -> list[Button]:
    """[ดูคำขอ]: whoever asks for a name that the roster has is settled by a tap."""
    claims = [row for row in rows if whom_to_move(row)]
    act = Act("registration.claim", str(claims[-1].id)) if claims else None
    return [Button(turn.say("staff.claim"), act)] if act else []


def _line(turn: Turn, row: Kept) -> str:
    said = row.said_at.astimezone(turn.context.zone)
    language: Lang = "en" if turn.language == "en" else "th"
    when = f"{short_date(said.date(), language)} {clock(said.time(), language)}"
    return turn.say("staff.left_line", when=when, words=leaving.words_of(row, turn.language))


def _draw(turn: Turn, conversation: Conversation, question: Question) -> list[Bubble]:
    if question.type is not QuestionType.REVIEW:
        return draw_question(replace(question, position=0, total=0), say, turn.language)
    kept = leaving.left(turn.session, conversation.subject)
    reader = leaving.reader_of(turn.session, turn.person_account.id, kept) if kept else None
    words = str(drive.answers(turn, conversation).get("words", ""))
    buttons = (
        Button(turn.say("chat.send"), SEND, main=True),
        Button(turn.say("chat.edit"), Answer("words", HeardKind.EDIT)),
        Button(turn.say("chat.keep"), Act("keep", HERE)),
    )
    sender = reader.name if reader else None
    alt = turn.say("staff.left_alt")
    preview = Bubble(turn.say("staff.left_preview"))
    return [preview, Bubble(words, buttons=buttons, sender=sender, alt=alt)]


def _finish(turn: Turn, conversation: Conversation, answers: Answers) -> None:
    found = _at_work(turn, conversation.subject)
    if found is None:
        return
    reader, kept = found
    account = leaving.sender_of(turn.session, kept)
    if account is None:
        turn.tell("staff.left_nobody")
        return
    put_push(
        turn.session, _push(turn, conversation, account, reader, str(answers["words"])), turn.now
    )
    note(turn.session, turn.now, reader.staff_id, ANSWERED, str(kept.id), reader.mark)
    reached = is_reachable(turn.session, account, turn.now)
    key = "staff.left_sent" if reached else "staff.left_unreached"
    turn.answer.must(Bubble(turn.say(key), buttons=tuple(wished.next_button(turn, kept))))


def _push(
    turn: Turn, conversation: Conversation, account: Account, reader: Reader, words: str
) -> Push:
    """Whoever left a message asked for it; a button leads back to a person."""
    back = Button(say("staff.left_back", account.language), Act("talk.human"))
    line_id = account.line_user_id or ""
    return Push(
        to=line_id,
        mailbox_key=f"user:{line_id}",
        bubbles=[Bubble(words, buttons=(back,), sender=reader.name)],
        dedupe_key=word_key(conversation.id),
        priority=Priority.ASKED,
        due_at=turn.now,
    )
