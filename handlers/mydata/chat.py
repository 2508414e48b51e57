"""What this room brings: «ข้อมูลของฉัน», correcting it, keeping a copy, taking a permission back,
«ลบข้อมูลของฉัน», unsend."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from base.thai.text import normalize
from bot.inbox.parts import Forget, Part
from bot.inbox.turn import Act as DoAct
from bot.inbox.turn import Turn
from handlers.mydata import deleting, fixing, keeping, seeing, tasks
from handlers.mydata.deleting import Tell
from handlers.mydata.exporting import export
from handlers.mydata.service import CasesOf, cases_in_the_open
from handlers.mydata.unsending import unsend
from models.cases import Case

LONGEST = 100
# «ไม่ใช้แล้ว ลบข้อมูลให้หน่อย»: a wish, in whatever words around it.
_WISH = re.compile(
    r"(ลบ|ล้าง).{0,6}(ข้อมูล|ประวัติ|บัญชี)|\b(delete|erase)\b.{0,12}\b(data|account|everything)\b",
    re.IGNORECASE,
)


def _nobody_hears(_session: Session, _case: Case, _what: str, _now: datetime) -> None:
    return


def part(
    *,
    cases: CasesOf = cases_in_the_open,
    unsent: Mapping[str, Forget] | None = None,
    tell: Tell = _nobody_hears,
) -> Part:
    """`cases` knows the withheld ones too; `unsent` are the other rooms' forgetters, joined;
    `tell` is how staff hear of a case that is taken back."""
    see = partial(seeing.see, cases=cases)
    ask = partial(deleting.ask, cases=cases)

    def wishes(turn: Turn) -> bool:
        if len(turn.text) > LONGEST or not _WISH.search(normalize(turn.text)):
            return False
        ask(turn)
        return True

    return Part(
        events={"unsend": partial(_unsend, forgetters=unsent or {})},
        acts={
            "mydata.open": _plain(see),
            "mydata.photo": seeing.photo,
            "mydata.set": seeing.set_photo,
            "mydata.delete": _plain(ask),
            "mydata.fix": fixing.begin,
            "mydata.export": lambda turn, _subject, page: export(turn, page, cases),
            keeping.SEE: lambda turn, _subject, page: keeping.see(turn, page, cases),
            keeping.KEEP: lambda turn, _subject, page: keeping.keep(turn, page, cases),
            "mydata.erase": partial(deleting.erase_now, cases=cases, tell=tell),
            "mydata.keep": deleting.keep,
        },
        words={
            "mydata": see,
            "erase": ask,
            "fix_mine": lambda turn: fixing.begin(turn, "", ""),
            "export": lambda turn: export(turn, "1", cases),
        },
        forms=(fixing.room(),),
        ears=(wishes,),
        tasks=tasks.kinds(),
    )


def _plain(do: partial[None]) -> DoAct:
    def act(turn: Turn, _subject: str, _extra: str) -> None:
        do(turn)

    return act


def _unsend(turn: Turn, forgetters: Mapping[str, Forget]) -> None:
    """LINE reference, "Unsend event": no reply token, so nothing is said."""
    message_id = turn.event.message_id
    if message_id:
        unsend(turn.session, turn.mailbox.key, message_id, forgetters, turn.now)
