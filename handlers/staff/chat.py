"""Officers in the chat: see a case, answer it, close it. Everybody else is led back kindly."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from base.i18n import LANGUAGES, say
from base.thai.digits import to_arabic
from base.thai.text import normalize, strip_particles
from bot.dialogue import drive
from bot.inbox.parts import Part
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.staff import (
    approving,
    digest,
    lists,
    reading,
    reports,
    returning,
    secrets,
    seeing,
    service,
    showing,
    telling,
    wished,
)
from handlers.staff.desk import Desk
from handlers.staff.writing import ANSWER, CLOSE, Writing
from models.cases import Case
from models.staff import Staff, staff_of

_NUMBERED = re.compile(r"\s*#?\s*(\d{1,6})(?:[\s:]+(.*))?", re.DOTALL)


def part(desk: Desk) -> Part:
    """`desk` is what may be done to a case."""
    writing = Writing(desk)
    return Part(
        acts={
            "staff.case": see,
            "staff.answer": lambda turn, subject, _extra: _write(turn, subject, ANSWER),
            "staff.close": lambda turn, subject, _extra: _write(turn, subject, CLOSE),
            "staff.kept": reading.see,
            wished.OPEN: reading.wishes,
            "staff.report": reports.see,
            secrets.SEE: secrets.see,
            returning.OPEN: returning.begin,
            approving.TAKE: approving.take,
            approving.BACK: approving.take_back,
            "staff.word": reading.answer,
            showing.OF_CASE: photos,
            showing.OF_MESSAGE: reading.photos,
            showing.OF_REPORT: reports.photos,
            lists.WAITING: lambda turn, subject, _extra: _list(turn, lists.WAITING, subject),
            lists.DOING: lambda turn, subject, _extra: _list(turn, lists.DOING, subject),
            lists.HELP: how_to,
        },
        ears=(lists.typed, staff_words, reports.hear),
        unwanted={telling.ALARM: telling.unwanted, approving.KEY: approving.unwanted},
        tasks=digest.kinds(),
        forms=(
            writing.room(ANSWER, "answer.md"),
            writing.room(CLOSE, "close.md"),
            reading.room(),
            returning.room(),
        ),
    )


def see(turn: Turn, subject: str, _extra: str) -> None:
    """[ดูเรื่อง]"""
    with_case(turn, subject, lambda staff, case: _show(turn, staff, case))


def with_case(turn: Turn, subject: str, do: Callable[[Staff, Case], None]) -> None:
    """Do it as the officer who presses, if the case is theirs to see."""
    staff = staff_of(turn.session, turn.person_account.id)
    if staff is None:
        for_staff(turn)
        return
    case = turn.session.get(Case, subject) if subject else None
    if case is None or not service.may_see(turn.session, staff, case):
        turn.tell("staff.not_yours_button")
        return
    do(staff, case)


def _show(turn: Turn, staff: Staff, case: Case) -> None:
    service.viewed(turn.session, staff, case, turn.now)
    turn.answer.forget = True  # what the filer takes back must not stand in an officer's answer
    more = showing.case_button(turn, case)
    turn.answer.say(*seeing.shown(turn.session, staff, case, turn.language, turn.now, more))


def photos(turn: Turn, subject: str, extra: str) -> None:
    """[ดูรูป]"""

    def show(staff: Staff, case: Case) -> None:
        files = showing.of_case(turn.session, case)
        showing.show(turn, staff.id, files, Act(showing.OF_CASE, case.id, extra))

    with_case(turn, subject, show)


def _list(turn: Turn, which: str, subject: str) -> None:
    staff = staff_of(turn.session, turn.person_account.id)
    if staff is None:
        for_staff(turn)
    else:
        lists.show(turn, staff, lists.ALL[which], lists.page(subject))


def how_to(turn: Turn, _subject: str, _extra: str) -> None:
    """[ช่วยเหลือ] of an officer's menu."""
    if staff_of(turn.session, turn.person_account.id) is None:
        for_staff(turn)
    else:
        lists.how_to(turn)


def _write(turn: Turn, subject: str, form: str) -> None:
    def begin(_staff: Staff, case: Case) -> None:
        drive.open_form(turn, form, subject=case.id)

    with_case(turn, subject, begin)


def for_staff(turn: Turn) -> None:
    """Whoever is no staff learns nothing here, not even whether a number exists."""
    buttons = (
        Button(turn.say("staff.report"), Act("case.open")),
        Button(turn.say("staff.mine"), Act("case.mine")),
    )
    turn.answer.say(Bubble(turn.say("staff.for_staff"), buttons=buttons))


class Does(StrEnum):
    ANSWER = "answer"
    CLOSE = "close"
    SEE = "see"


@dataclass(frozen=True, slots=True)
class Wish:
    """«ตอบ», «ตอบ 123», «ตอบ 123 ข้อความ», «ปิดเรื่อง», «ปิดเรื่อง 123», «เรื่อง 123»."""

    does: Does
    running: int | None = None
    words: str = ""


def staff_words(turn: Turn) -> bool:
    """The words by which officers work; nobody else gets further than a kind sentence."""
    wish = wish_in(turn.text) if turn.text else None
    if wish is None:
        return False
    staff = staff_of(turn.session, turn.person_account.id)
    if staff is None:
        if wish.does is Does.ANSWER:
            for_staff(turn)
        return wish.does is Does.ANSWER
    return _look(turn, staff, wish) if wish.does is Does.SEE else _work(turn, staff, wish)


def _work(turn: Turn, staff: Staff, wish: Wish) -> bool:
    """Without a number it is about what this officer looked at last, be it a case or a message."""
    if wish.running is None and wish.does is Does.ANSWER:
        message = service.last_read(turn.session, staff)
        if message is not None:
            reading.answer(turn, message, "")
            return True
    if wish.running is None:
        case = service.last_viewed(turn.session, staff)
    else:
        case = service.seen_case(turn.session, staff, wish.running)
    if case is None:
        key = "staff.none_seen" if wish.running is None else "staff.not_yours"
        turn.tell(key, running=wish.running)
        return True
    prefill = {"words": wish.words} if wish.words else None
    form = CLOSE if wish.does is Does.CLOSE else ANSWER
    drive.open_form(turn, form, subject=case.id, prefill=prefill)
    return True


def _look(turn: Turn, staff: Staff, wish: Wish) -> bool:
    """An officer who asks by number sees it like by its button; else it may be one of their own."""
    case = service.seen_case(turn.session, staff, wish.running or 0)
    if case is None:
        return False
    _show(turn, staff, case)
    return True


def wish_in(text: str) -> Wish | None:
    """What an officer wants by these words; None if they are about something else."""
    even = to_arabic(normalize(text))
    plain = strip_particles(even)
    if _after(plain, "staff.answer_words") == "":
        return Wish(Does.ANSWER)
    if _after(plain, "staff.close_words") == "":
        return Wish(Does.CLOSE)
    if (rest := _after(even, "staff.answer_words")) is not None:
        match = _NUMBERED.fullmatch(rest)
        return Wish(Does.ANSWER, int(match[1]), (match[2] or "").strip()) if match else None
    for does, key in ((Does.CLOSE, "staff.close_words"), (Does.SEE, "staff.see_words")):
        rest = _after(plain, key)
        match = _NUMBERED.fullmatch(rest) if rest is not None else None
        if match and not match[2]:
            return Wish(does, int(match[1]))
    return None


def is_order(text: str) -> bool:
    """Whether an officer tells the bot to do something by these words."""
    return bool(text) and wish_in(text) is not None


def _after(text: str, key: str) -> str | None:
    """What follows one of the words of `key` at the beginning; None if none stands there."""
    low = text.casefold()
    words = [word for tongue in LANGUAGES for word in say(key, tongue).split("|")]
    for word in sorted(words, key=len, reverse=True):
        if low.startswith(word):
            return text[len(word) :]
    return None
