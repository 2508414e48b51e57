"""«ประกาศ» in the chat: officers write, agree and look; everybody else takes note and asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from base.thai.text import cut
from bot.dialogue import drive, enclosing
from bot.dialogue.rooms import FormRoom
from bot.dialogue.tables import place_rows
from bot.inbox.parts import Part
from bot.inbox.turn import Act as Do
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.announce import (
    correcting,
    deciding,
    lists,
    names,
    receiving,
    saying,
    standing,
    tasks,
    telling,
    writing,
)
from handlers.announce.wondering import OTHER, YES, Wondering
from models.announcements import ROOM, announcement, named_by, with_note
from models.staff import Staff, staff_of
from models.words import AnnouncementState

WRITE = "announcement.write"
SOURCE = Path(__file__).parent / "forms" / "question.md"
TITLE = 24  # grapheme clusters


def part(ask_about: receiving.AskAbout, wondering: Wondering) -> Part:
    """`ask_about` files a question as a case tied to the announcement."""
    asking = receiving.Asking(ask_about)
    question = FormRoom(
        name=receiving.QUESTION, source=SOURCE, rows=place_rows, finish=asking.finish
    )
    return Part(
        acts={
            **_of_receivers(),
            **_of_staff(),
            **lists.acts(),
            YES: wondering.about_it,
            OTHER: wondering.about_else,
        },
        words={"announce": opened},
        ears=(receiving.typed_note, wondering.agreed),
        forms=(writing.room(), deciding.room(), lists.room(), question),
        tasks=tasks.kinds(),
        unwanted={telling.SECOND: telling.unwanted, lists.ASKED: lists.unwanted},
        unwanted_by_many={ROOM: unwanted_by_many},
    )


def _of_receivers() -> Mapping[str, Do]:
    return {
        receiving.OPEN: lambda turn, _subject, _extra: opened(turn),
        saying.ACK: receiving.take_note,
        saying.ASK: receiving.ask,
        saying.FORWARD: receiving.forward,
        saying.ALOUD: receiving.read_aloud,
    }


def _of_staff() -> Mapping[str, Do]:
    return {
        WRITE: write,
        writing.CHANGE: writing.change,
        enclosing.DROP: enclosing.drop,
        correcting.CORRECT: correcting.correct,
        telling.LOOK: deciding.look,
        telling.STATE: standing.state,
        deciding.YES: deciding.approve,
        deciding.NO: deciding.refuse,
        names.WHO: names.who,
        names.NOTED: names.noted,
        standing.VILLAGES: standing.villages,
        names.REMIND: standing.remind,
        standing.REMIND_YES: standing.remind_yes,
        standing.STOP: standing.stop,
        standing.RESUME: standing.resume,
        standing.CANCEL: standing.cancel,
    }


def opened(turn: Turn) -> None:
    """«ประกาศ»: an officer writes one, or looks at those there are; others see what was said."""
    staff = staff_of(turn.session, turn.person_account.id)
    if staff is None:
        receiving.received_lately(turn)
        return
    before = standing.recent(turn, staff)
    if not before:
        drive.open_form(turn, writing.ROOM)
        return
    buttons = [Button(turn.say("announcement.write"), Act(WRITE), main=True)]
    for one in before:
        title = cut(one.words.splitlines()[0], TITLE)
        label = turn.say("announcement.one", number=one.id, title=title)
        buttons.append(Button(label, Act(telling.STATE, str(one.id))))
    turn.answer.say(Bubble(turn.say("announcement.choose"), buttons=tuple(buttons)))


def write(turn: Turn, _subject: str, _extra: str) -> None:
    """[เขียนประกาศใหม่]"""
    staff: Staff | None = staff_of(turn.session, turn.person_account.id)
    if staff is None:
        turn.tell("announcement.for_staff")
    else:
        drive.open_form(turn, writing.ROOM)


def unwanted_by_many(session: Session, key: str, account_ids: Sequence[str]) -> Mapping[str, str]:
    """What was taken back goes to nobody; a reminder not to whoever has taken note meanwhile."""
    found = named_by(key)
    one = announcement(session, str(found[0])) if found else None
    if found is None or one is None:
        return {}
    if one.state in (AnnouncementState.CANCELLED, AnnouncementState.REFUSED):
        return dict.fromkeys(account_ids, "taken back")
    noted = with_note(session, one.id, account_ids) if found[1] else set()
    return dict.fromkeys(noted, "has taken note")
