"""What whoever got an announcement can do with it: take note, ask, hand it on, read it aloud."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from base.thai.format import clock
from bot.dialogue import drive
from bot.dialogue.nods import nods_by_sign
from bot.dialogue.rooms import Answers
from bot.dialogue.speaker import asks_who
from bot.dialogue.typed import offered
from bot.dialogue.words import means
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.announce import saying
from models.announcements import (
    Announcement,
    Recipient,
    acknowledge,
    announcement,
    places_in,
    places_of,
    places_of_speaker,
)
from models.cases import Case
from models.mailbox import Conversation
from models.places import Village
from models.staff import staff_of

OPEN = "announcement.open"
QUESTION = "announcement_question"
SHOWN = 3
MOST = 20  # announcements of which note is taken at once
AskAbout = Callable[[Turn, Conversation, Announcement, str | None], Case]


def take_note(turn: Turn, subject: str, _extra: str) -> None:
    """[รับทราบ]; whoever presses twice hears when it was."""
    found = received(turn, subject)
    if found is None:
        return
    one, places = found
    new = acknowledge(places, turn.event.occurred_at)
    noted = turn.event.occurred_at if new else places[0].acknowledged_at or turn.now
    at = noted.astimezone(turn.context.zone)
    when = clock(at.time(), saying.lang(turn.language))
    if at.date() != turn.happened_at.date():
        when = saying.when_in_words(at, turn.language)
    ask = Button(turn.say("announcement.ask"), Act(saying.ASK, str(one.id)))
    key = "announcement.noted" if new else "announcement.noted_before"
    turn.answer.say(Bubble(turn.say(key, when=when), buttons=(ask,)))


def typed_note(turn: Turn) -> bool:
    """An ear: an OK sticker, 👍, «ครับ» or «โอเค» is a note where an announcement was what was said
    last; «รับทราบ» itself shows which one is meant where something else was said since."""
    if means(turn.text, "noted_all"):
        return _all_noted(turn)
    last = offered(turn, saying.ACK)
    if last is not None and (_nods(turn) or _says_so(turn)):
        take_note(turn, last.subject, "")
        return True
    return last is None and _says_so(turn) and _which(turn)


def _all_noted(turn: Turn) -> bool:
    """«รับทราบทั้งสองเรื่อง»: of all that wait for it; where none does, of the newest again."""
    told = said_to(turn, MOST)
    waiting = [place for _, place in told if place.acknowledged_at is None]
    if len({one.announcement_id for one in waiting}) < 2:
        newest = (waiting or [place for _, place in told])[:1]
        for one in newest:
            take_note(turn, str(one.announcement_id), "")
        return bool(newest)
    acknowledge(waiting, turn.event.occurred_at)
    at = turn.event.occurred_at.astimezone(turn.context.zone)
    when = clock(at.time(), saying.lang(turn.language))
    count = len({one.announcement_id for one in waiting})
    turn.tell("announcement.noted_all", count=count, when=when)
    return True


def _says_so(turn: Turn) -> bool:
    return means(turn.text, "noted")


def _nods(turn: Turn) -> bool:
    return means(turn.text, "nod") or nods_by_sign(turn)


def _which(turn: Turn) -> bool:
    waiting = [one for one, place in said_to(turn) if place.acknowledged_at is None]
    if not waiting:
        return False
    turn.tell("announcement.which")
    turn.answer.say(*saying.bubbles(turn.session, turn.context, waiting[0], turn.language))
    return True


def said_to(turn: Turn, newest: int = SHOWN) -> list[tuple[Announcement, Recipient]]:
    """The newest that were said to whoever speaks; where that is not known, to the phone."""
    by, most = turn.speaking, newest * max(1, len(turn.people))
    if by.shared and by.person_id is None:
        return places_of(turn.session, by.account_id, most)
    return places_of_speaker(turn.session, by, most)


def ask(turn: Turn, subject: str, _extra: str) -> None:
    """[มีคำถาม]; of several people on one phone it must be known whose it is."""
    found = received(turn, subject)
    if found is not None and not asks_who(turn):
        drive.open_form(turn, QUESTION, subject=str(found[0].id))


def forward(turn: Turn, subject: str, _extra: str) -> None:
    """[ส่งต่อเข้ากลุ่ม]"""
    found = received(turn, subject)
    if found is not None:
        turn.tell("announcement.forward_so")
        turn.answer.say(saying.to_forward(turn.session, turn.context, found[0], turn.language))


def read_aloud(turn: Turn, subject: str, _extra: str) -> None:
    """[คำอ่านเสียงตามสาย]"""
    found = received(turn, subject)
    if found is None:
        return
    village = village_for(turn, found[0])
    turn.answer.say(saying.to_read_aloud(turn.session, found[0], village))


def village_for(turn: Turn, one: Announcement) -> Village | None:
    """Whose people it is read to through this phone."""
    code = village_in(turn, places_in(turn.session, one.id, turn.person_account.id))
    return turn.session.get(Village, code) if code else None


def village_in(turn: Turn, places: Sequence[Recipient]) -> str | None:
    """Of several people on one phone that of whoever speaks, if it is known."""
    speaker = turn.speaker.id if turn.speaker else None
    own = [one for one in places if speaker is not None and one.person_id == speaker]
    return next((one.village_code for one in own or places if one.village_code), None)


@dataclass(frozen=True)
class Asking:
    """`ask_about` files what was asked as a case tied to the announcement."""

    ask_about: AskAbout

    def finish(self, turn: Turn, conversation: Conversation, _answers: Answers) -> None:
        found = received(turn, conversation.subject)
        if found is None:
            return
        one, places = found
        case = self.ask_about(turn, conversation, one, village_in(turn, places))
        turn.answer.must(Bubble(turn.say("announcement.asked", running=case.running)))


def received_lately(turn: Turn) -> None:
    """«ประกาศ» of whoever is no staff: what was announced to them last."""
    newest = list({one.id: one for one, _ in said_to(turn)}.values())[:SHOWN]
    if not newest:
        turn.tell("announcement.none_yet")
        return
    for one in reversed(newest):
        turn.answer.say(*saying.bubbles(turn.session, turn.context, one, turn.language))


def received(turn: Turn, subject: str) -> tuple[Announcement, list[Recipient]] | None:
    """The announcement, if it was said to this account; otherwise that is said, and no more.
    Staff may try its buttons."""
    one = announcement(turn.session, subject)
    places = places_in(turn.session, one.id, turn.person_account.id) if one else []
    if one is None or not places:
        staff = staff_of(turn.session, turn.person_account.id)
        turn.tell("announcement.preview_only" if one and staff else "announcement.not_yours")
        return None
    return one, places
