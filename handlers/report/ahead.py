"""A day to come is no slip of the pen for sure: whoever tells one may mean a forum to be held."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from base.i18n import say
from base.thai.asking import asks
from base.thai.dates import find_date, read_date
from base.thai.digits import to_arabic
from base.thai.format import long_date
from base.thai.text import normalize, strip_particles
from bot.dialogue import drive
from bot.dialogue.words import means as means_word
from bot.inbox.turn import Turn
from forms.hear.matching import exact
from forms.hear.words import means
from forms.question import Ask, Choice, Heard, HeardKind, Json, Question
from forms.value import day_of
from handlers.report.whole import LONGEST, read_whole
from models.kept import Kept, kept_for
from models.mailbox import Conversation
from models.planned import Foretold
from models.words import ConversationState, KeptState

PLAN, RETYPE = "plan:", "retype"
PLANS = "plans"  # what the form knows where a forum can be planned: «yes»

# (turn, what was told) -> the form in which the forum is planned.
PlanAhead = Callable[[Turn, Foretold], Conversation]

# Of a report no plan holds these.
_BEYOND = ("photos", "people", "men", "women", "total", "top", "for_whom")
# Meetings of officials are none of a village.
_CALLS = re.compile(
    r"(?:จะ)?(?:จัด|มี)?\s*(?:เวที|ประชาคม|ประชุม(?!\s*(?:ผู้|กำนัน|ครู|ประจำเดือน|(?:ที่)?(?:อำเภอ|จังหวัด))))"
    r"|\b(?:forum|meeting)\b",
    re.IGNORECASE,
)


def day_ahead(heard: Heard, today: date) -> date | None:
    """The one day that was typed, picked or pressed, if it has not come yet."""
    text = heard.value if heard.kind is HeardKind.TEXT and isinstance(heard.value, str) else ""
    if not text:
        picked = heard.value if heard.kind in (HeardKind.DATE, HeardKind.CHOICE) else None
        day = day_of(picked)
        return day if day is not None and day > today else None
    whole = read_date(text, today, "past")
    alone = whole.reason == "wrong_side" and len(whole.candidates) == 1
    return whole.candidates[0] if alone else None


def as_offered(heard: Heard, question: Question) -> Heard:
    """A day that was offered, typed by its words or number, is that day's button."""
    text = heard.value if heard.kind is HeardKind.TEXT and isinstance(heard.value, str) else ""
    named = exact(list(question.choices), text) if text else None
    return Heard(HeardKind.CHOICE, named.value) if named and day_of(named.value) else heard


def tells_more(heard: Heard, today: date) -> bool:
    """Words with a day to come in which more than that day stands."""
    if heard.kind is not HeardKind.TEXT or day_ahead(heard, today) is None:
        return False
    return bool(strip_particles(read_date(str(heard.value), today, "past").rest))


def calls_together(text: str, today: date) -> bool:
    """«ประชุมวันที่ 20 ธันวา …», «พรุ่งนี้ประชุม …»: one message about a meeting on a day to come."""
    found = find_date(to_arabic(normalize(text[:LONGEST])), today, "past")
    if found is None or asks(text):
        return False
    reading = found[0]
    ahead = any(day > today for day in (*reading.candidates, *reading.aside))
    return ahead and _CALLS.match(reading.rest.strip()) is not None


def is_it_planned(day: date, language: str) -> Ask:
    """[นัดเวที] [แก้วันที่]"""
    text = say("report.is_it_planned", language, day=_said(day, language))
    return Ask(
        text,
        (
            Choice(f"{PLAN}{day.isoformat()}", say("report.plan_it", language)),
            Choice(RETYPE, say("report.retype_day", language)),
        ),
    )


def not_yet(day: date, language: str) -> str:
    return say("report.not_yet", language, day=_said(day, language))


def chosen(heard: Heard, question: Question, language: str) -> str:
    """Which of the two it was, pressed, typed by its words or number, or said with yes or no."""
    choices = list(question.choices)
    if not any(one.value.startswith(PLAN) for one in choices):
        return ""
    if heard.kind is HeardKind.CHOICE:
        return str(heard.value)
    text = heard.value if heard.kind is HeardKind.TEXT and isinstance(heard.value, str) else ""
    named = exact(choices, text) if text else None
    if named is not None:
        return named.value
    if means(text, "forms.words.yes", language) or means_word(text, "plan"):
        return choices[0].value
    return RETYPE if means(text, "forms.words.no", language) else ""


def hear_agreed(turn: Turn, plan_ahead: PlanAhead, room: str) -> bool:
    """An ear before all others: «นัดเวที» is a word of its own, but here an answer."""
    if turn.late or not means_word(turn.text, "plan"):
        return False
    open_now = drive.current(turn)
    asked = drive.question(turn, open_now) if open_now and open_now.room == room else None
    if open_now is None or asked is None:
        return False
    day = day_of_plan(chosen(Heard(HeardKind.TEXT, turn.text), asked, turn.language))
    if day is None:
        return False
    plan_instead(turn, open_now, day, plan_ahead)
    return True


def day_of_plan(value: str) -> date | None:
    return day_of(value.removeprefix(PLAN)) if value.startswith(PLAN) else None


def plan_instead(turn: Turn, conversation: Conversation, day: date, plan_ahead: PlanAhead) -> None:
    """The report becomes a plan with all that was told. What no plan holds, photos above all, stays
    in the report, which is put aside; where there is nothing such, it ends."""
    answers = drive.answers(turn, conversation)
    rows = kept_for(turn.session, f"conversation:{conversation.id}:")
    words = [row for row in rows if row.kind == "text" and row.text]
    stays = any(answers.get(name) for name in _BEYOND) or len(words) < len(rows)
    if stays:
        _asks_for_its_day(turn, conversation)
    else:
        conversation.state = ConversationState.CANCELLED
        drive.end(turn, conversation)
    planned = plan_ahead(turn, _foretold(turn, day, answers.get, words))
    for row in words:
        _goes_along(turn, row, planned, moves=not stays)


def _asks_for_its_day(turn: Turn, conversation: Conversation) -> None:
    """What is put aside asks for the day of the report when it is gone on with."""
    said = [*turn.answer.bubbles]
    drive.feed(turn, conversation, Heard(HeardKind.CHOICE, RETYPE))
    turn.answer.bubbles = said


def _foretold(turn: Turn, day: date, answer: Callable[[str], Json], words: list[Kept]) -> Foretold:
    said = "\n".join(row.text or "" for row in words)
    topic = answer("topic")
    told = topic if isinstance(topic, str) else read_whole(said, turn.happened_at.date()).topic
    return Foretold(day, village_code=str(answer("code") or ""), topic=told, words=said)


def _goes_along(turn: Turn, row: Kept, planned: Conversation, *, moves: bool) -> None:
    """What is unsent later is found where its words went."""
    used_for = f"conversation:{planned.id}:{row.used_for.rpartition(':')[2]}"[:80]
    if moves:
        row.used_for = used_for
        return
    copied = ("mailbox_key", "account_id", "person_id", "message_id", "kind", "text", "said_at")
    values = {name: getattr(row, name) for name in copied}
    turn.session.add(Kept(**values, state=KeptState.USED, used_for=used_for))


def _said(day: date, language: str) -> str:
    return long_date(day, "en" if language == "en" else "th")
