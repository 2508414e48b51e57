"""What is typed after an announcement without pressing anything: is it about the announcement?

Asked, never guessed: a question goes to the office under a known name, and what was meant for
another ear may want none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.dialogue.keeping import keep
from bot.dialogue.speaker import asks_who, own_bundle
from bot.dialogue.typed import offered, said_last
from bot.dialogue.words import means
from bot.inbox.turn import Do, Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.announce import receiving, saying
from models.announcements import Announcement, announcement, places_in
from models.cases import Case
from models.kept import Kept

YES, OTHER = "announcement.ask_this", "announcement.ask_other"
LETTERS = 2  # fewer are no word

AskWith = Callable[[Turn, list[Kept], Announcement, str | None], Case]
IsReport = Callable[[str, date], bool]


@dataclass(frozen=True)
class Wondering:
    """`ask_with` files what was said as a case tied to the announcement; `otherwise` asks what else
    it is for; `is_report` knows words that are a forum's."""

    ask_with: AskWith
    otherwise: Do
    is_report: IsReport

    def loosely(self, turn: Turn) -> bool:
        """An ear, to be heard after all that knows what it hears."""
        one = _spoken_of(turn) if _is_said(turn.text) else None
        if one is None or self.is_report(turn.text, turn.happened_at.date()):
            return False
        row = keep(turn, _wondered_of(one.id))
        turn.answer.deferred = True
        turn.answer.say(_offer(turn, one, row))
        return True

    def agreed(self, turn: Turn) -> bool:
        """An ear: «ครับ» to that question."""
        asked = offered(turn, YES)
        if asked is None or not means(turn.text, "nod"):
            return False
        self.about_it(turn, asked.subject, asked.extra)
        return True

    def about_it(self, turn: Turn, subject: str, extra: str) -> None:
        """[ถามเรื่องประกาศนี้]; pressed again, there is nothing left to send. Of several people on
        one phone it must be known whose it is."""
        found = receiving.received(turn, subject)
        if found is None or asks_who(turn):
            return
        one, places = found
        said = _wondered(turn, one.id, extra)
        if not said:
            turn.tell("announcement.word_gone")
            return
        case = self.ask_with(turn, said, one, receiving.village_in(turn, places))
        turn.answer.must(Bubble(turn.say("announcement.asked", running=case.running)))

    def about_else(self, turn: Turn, subject: str, extra: str) -> None:
        """[เรื่องอื่น]: the words wait to hear what they are for, like any others."""
        one = announcement(turn.session, subject)
        said = _wondered(turn, one.id, extra) if one else []
        if not said:
            turn.tell("announcement.word_gone")
            return
        for row in said:
            row.used_for = ""
        turn.session.flush()
        self.otherwise(turn)


def _is_said(text: str) -> bool:
    return sum(one.isalpha() for one in text) >= LETTERS


def _spoken_of(turn: Turn) -> Announcement | None:
    """The announcement of which something was said last: itself, that note was taken of it, its
    words to hand on or to read aloud, or this question."""
    last = next(filter(None, (offered(turn, act) for act in (YES, saying.ACK, saying.ASK))), None)
    if last is not None:
        one = announcement(turn.session, last.subject)
        theirs = one and places_in(turn.session, one.id, turn.person_account.id)
        return one if theirs else None
    said = said_last(turn)
    newest = receiving.said_to(turn)[:1] if said else []
    return next((one for one, _ in newest if _hands_on(turn, one, said)), None)


def _hands_on(turn: Turn, one: Announcement, said: list[str]) -> bool:
    forwarded = saying.to_forward(turn.session, turn.context, one, turn.language).text
    village = receiving.village_for(turn, one)
    aloud = saying.to_read_aloud(turn.session, one, village).text
    return forwarded in said or aloud in said


def _offer(turn: Turn, one: Announcement, last: Kept) -> Bubble:
    upto = str(last.id)
    this, other = Act(YES, str(one.id), upto), Act(OTHER, str(one.id), upto)
    buttons = (
        Button(turn.say("announcement.ask_this"), this, main=True),
        Button(turn.say("announcement.ask_other"), other),
    )
    return Bubble(turn.say("announcement.ask_which"), buttons=buttons)


def _wondered(turn: Turn, announcement_id: int, upto: str) -> list[Kept]:
    mark = _wondered_of(announcement_id)
    return [one for one in own_bundle(turn, upto) if one.used_for == mark]


def _wondered_of(announcement_id: int) -> str:
    """Kept.used_for of what it is asked of."""
    return f"wondered:{announcement_id}"
