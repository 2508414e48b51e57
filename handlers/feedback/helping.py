"""«ช่วยคนอื่น»: a matter that is told by somebody for somebody else, and is theirs."""

from __future__ import annotations

import re

from base.thai.text import normalize
from bot.dialogue import drive
from bot.dialogue.keeping import keep
from bot.dialogue.words import LONGEST
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from forms.question import Json
from handlers.feedback import beginning
from handlers.feedback.beginning import ROOM

# «ยายอยากแจ้งเรื่องบัตรคนจนด้วย»: of somebody else, or of whoever calls herself that.
_KIN = "ยายทวด|ตาทวด|ทวด|ยาย|ตา|ปู่|ย่า|แม่|พ่อ|ลุง|ป้า|น้า|อา|พี่|น้อง|เพื่อนบ้าน|คนข้างบ้าน"
_WISHES = re.compile(
    rf"(?P<who>(?:คุณ)?(?:{_KIN})[ก-๙]{{0,12}}?)\s*(?:แก|เขา|ท่าน)?\s*"
    r"(?:อยาก|ขอ|จะ|ให้ช่วย|ให้|ฝาก|ฝากให้)\s*(?:แจ้ง|ร้องเรียน|ร้องทุกข์)"
    r"|\bmy (?P<kin>(?:grand)?(?:mother|father)|aunt|uncle|neighbou?r)\b.{0,20}\b(?:report|tell)\b",
    re.IGNORECASE,
)


def help_word(turn: Turn) -> None:
    act_open_for(turn, "", "")


def act_open_for(turn: Turn, subject: str, extra: str) -> None:
    """[ช่วยคนอื่น], also under a story that is open; `extra` is what whoever it is for is called."""
    values: dict[str, Json] = {"helping": "yes"}
    if extra:
        values["for_whom"] = extra
    now_open = drive.current(turn)
    if now_open is not None and now_open.room == ROOM:
        drive.fill(turn, now_open, values)
    else:
        beginning.open_with(turn, subject, values)


def hear(turn: Turn) -> bool:
    """An ear: somebody else's wish is kept, and asked whose it is."""
    text = normalize(turn.text) if len(turn.text) <= LONGEST else ""
    match = _WISHES.match(text) if text else None
    if match is None:
        return False
    upto = str(keep(turn).id)
    who = match["who"] or match["kin"]
    theirs = turn.say("feedback.of_whom", who=who)
    buttons = (
        Button(theirs, Act("case.open_for", upto, who)),
        Button(turn.say("feedback.of_mine"), Act("case.open", upto)),
    )
    turn.answer.say(Bubble(turn.say("feedback.whose"), buttons=buttons))
    return True
