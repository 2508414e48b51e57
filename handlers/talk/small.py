"""Greetings, thanks, «ขอคิดดูก่อน», and who reads: heard only where no form asks something."""

from __future__ import annotations

import re

from base.thai.text import normalize
from bot.dialogue import drive
from bot.dialogue.typed import person_spoke_last
from bot.dialogue.words import LONGEST, means
from bot.inbox.turn import Turn
from handlers.talk import service
from handlers.talk.buttons import CASE, HUMAN, START, for_whom, offer

# «ใครอ่านบ้างคะ ผู้ใหญ่บ้านเห็นมั้ย»: a question about seeing or reading what is said here.
_WHO = "(?:ใคร|ผู้ใหญ่|กำนัน|ผู้นำ|คนอื่น|นายอำเภอ|อบต)"
_THIS = "(?:ข้อความ|เรื่อง|ที่ส่ง|ที่พิมพ์|ที่บอก|ชื่อ|อัน|ตรง|นี้|ของ|ฉัน|ผม|หนู|ด้วย|ได้)"
_ASKS = r"(?:บ้าง|ไหม|มั้ย|มั๊ย|มัย|หรือเปล่า|รึเปล่า|ป่าว|\?)"
_WHO_READS = re.compile(
    rf"{_WHO}.{{0,12}}(?:อ่าน|เห็น|รู้)(?:\s*{_THIS})*\s*{_ASKS}"
    r"|\bwho\b.{0,12}\b(?:reads?|sees?|see)\b",
    re.IGNORECASE,
)


def hello(turn: Turn) -> bool:
    """An ear: a greeting or a sticker gets one back, with what can be done; a sticker to a person
    at the office gets nothing."""
    if turn.message_type != "sticker" and not means(turn.text, "hello"):
        return False
    if turn.message_type == "sticker" and person_spoke_last(turn):
        return True
    turn.answer.deferred = True
    offer(turn, "talk.hello", for_whom(turn, START))
    return True


def thanks(turn: Turn) -> bool:
    return _answered(turn, "thanks", "talk.thanks")


def no_rush(turn: Turn) -> bool:
    return _answered(turn, "think", "talk.no_rush")


def just_hello(turn: Turn) -> bool:
    """An ear for the typed label of [แค่ทักทาย]."""
    if not means(turn.text, "just_hello"):
        return False
    only_hello(turn, "", "")
    return True


def only_hello(turn: Turn, _subject: str, _extra: str) -> None:
    service.let_go(turn.session, turn.mailbox.key)
    turn.tell("talk.just_hello_said")


def asks_who_reads(turn: Turn) -> bool:
    """An ear for the question in any wording; the whole-message wordings also work in a form."""
    if len(turn.text) > LONGEST or not _WHO_READS.search(normalize(turn.text)):
        return False
    who_reads(turn)
    return True


def who_reads(turn: Turn) -> None:
    """The truth, by permission: leaders of villages who are staff are counted."""
    leaders = service.leaders_among_staff(turn.session)
    open_form = drive.current(turn)
    if leaders:
        offer(turn, "talk.who_reads_leader", (CASE, HUMAN), count=leaders)
    elif open_form is None:
        offer(turn, "talk.who_reads", (CASE, HUMAN))
    else:
        turn.tell("talk.who_reads_form")
    if open_form is not None:
        drive.ask(turn, open_form)


def _answered(turn: Turn, name: str, key: str) -> bool:
    if not means(turn.text, name):
        return False
    turn.tell(key)
    return True
