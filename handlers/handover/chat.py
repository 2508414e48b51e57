"""«คุยเอง»: an officer's words go to the person as they are typed, and the person's to the officer.

The bot keeps silent but for danger, for buttons, and for the words that always work; a form that
was open when the talk began stands as it is until it is opened again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from base.ids import row_number
from bot.dialogue import drive
from bot.dialogue.keeping import keep
from bot.dialogue.speaker import asks_who, is_shared
from bot.dialogue.typed import typed_button
from bot.dialogue.words import means
from bot.inbox.parts import Part
from bot.inbox.turn import Turn
from bot.messages.bubbles import Bubble
from handlers.handover import saying, service, tasks
from models.cases import Case
from models.handover import Handover, may_talk, talking_as, talking_with
from models.kept import Kept
from models.people import Account
from models.staff import Staff, staff_of
from models.words import HandoverEnd

# Of the words that always work those that touch no form: it stays as it stands.
ALWAYS = ("menu", "help", "mydata", "erase", "stop", "settings", "english", "thai")


@dataclass(frozen=True)
class Talks:
    """What other rooms do: who may see a case, and whether whoever filed it can be reached; the
    officer's and the person's words in it (the key of a refusal, or None); the words by which
    officers work, and those that tell of danger."""

    may_see: Callable[[Session, Staff, Case], bool]
    reached: Callable[[Session, Case, datetime], bool]
    answered: Callable[[Turn, Case, Staff, str], str | None]
    said: Callable[[Turn, Case, Kept], str | None]
    is_order: Callable[[str], bool]
    is_danger: Callable[[str], bool]

    def part(self) -> Part:
        return Part(
            acts={
                saying.TAKE: self.take,
                saying.GIVE_BACK: lambda turn, subject, _: give_back(turn, subject),
                saying.BACK: lambda turn, _subject, _extra: back(turn),
            },
            first=(self.person, self.officer),
            words={"back_to_bot": back},
            tasks=tasks.kinds(),
            unwanted={"talk": service.unwanted},
        )

    def take(self, turn: Turn, subject: str, _extra: str) -> None:
        """[คุยเอง]"""
        staff = staff_of(turn.session, turn.person_account.id)
        case = turn.session.get(Case, subject)
        if staff is None or case is None or not self.may_see(turn.session, staff, case):
            turn.tell("handover.not_yours")
            return
        account = turn.session.get(Account, case.account_id) if case.account_id else None
        if account is None or not may_talk(case):
            turn.tell("handover.not_this", running=case.running)
            return
        if account.id == turn.person_account.id:
            turn.tell("handover.own")
            return
        if not self.reached(turn.session, case, turn.now):
            turn.tell("handover.unreached", running=case.running)
            return
        drive.leave(turn)
        talk = _begun(turn, case, account, staff)
        name = saying.name_of(turn.session, case, account, turn.language)
        text = turn.say("handover.taken", name=name, running=case.running)
        turn.answer.say(Bubble(text, buttons=(saying.give_back_button(talk, turn.language),)))

    def person(self, turn: Turn) -> bool:
        """The person's words while the bot is silent."""
        talk = self._with_person(turn)
        if talk is None or _is_for_the_bot(turn, talk):
            return False
        case = turn.session.get_one(Case, talk.case_id)
        if is_shared(turn) and turn.speaker is None:
            return asks_who(turn)
        if is_shared(turn) and (turn.speaker is None or turn.speaker.id != case.reported_by):
            return False
        return self._relay(turn, talk, case)

    def _relay(self, turn: Turn, talk: Handover, case: Case) -> bool:
        """Danger is answered by the bot as well, at once: an officer may not be looking."""
        kept = keep(turn)
        if self.said(turn, case, kept) is not None:  # the case has ended meanwhile
            _ended(turn, talk, case)
            saying.tell_staff(turn.session, talk, "handover.person_left", turn.now)
            return False
        talk.said_at = max(talk.said_at, turn.now)
        saying.relayed(turn.session, talk, kept, turn.text or None, turn.now)
        return not self.is_danger(turn.text)

    def _with_person(self, turn: Turn) -> Handover | None:
        """Ended where the officer may no longer see the case."""
        if turn.event.kind != "message":
            return None
        talk = talking_with(turn.session, turn.person_account.id)
        if talk is None:
            return None
        staff, case = turn.session.get(Staff, talk.staff_id), turn.session.get(Case, talk.case_id)
        if staff is None or case is None or not self.may_see(turn.session, staff, case):
            _ended(turn, talk, case)
            return None
        return talk

    def officer(self, turn: Turn) -> bool:
        """The officer's words, unless they are for the bot."""
        staff = staff_of(turn.session, turn.person_account.id)
        talk = talking_as(turn.session, staff.id) if staff else None
        if staff is None or talk is None or turn.event.kind != "message":
            return False
        if means(turn.text, "give_back"):
            give_back(turn, str(talk.id))
            return True
        if drive.current(turn) is not None or _is_bots(turn.text) or self.is_order(turn.text):
            return False
        if typed_button(turn) is not None:
            return False
        self._speak(turn, talk, staff)
        return True

    def _speak(self, turn: Turn, talk: Handover, staff: Staff) -> None:
        if not turn.text:
            turn.tell("handover.only_words")
            return
        case = turn.session.get_one(Case, talk.case_id)
        if not self.reached(turn.session, case, turn.now):
            service.end(turn.session, talk, HandoverEnd.PERSON, turn.now)
            turn.tell("handover.unreached", running=case.running)
            return
        refusal = self.answered(turn, case, staff, turn.text)
        if refusal is not None:
            service.end(turn.session, talk, HandoverEnd.STAFF, turn.now)
            turn.tell(refusal, running=case.running)
            return
        first, talk.said_at = talk.said_at == talk.began_at, max(talk.said_at, turn.now)
        key = turn.event.event_key
        saying.to_person(turn.session, talk, turn.text, key, turn.now, first=first)


def _ended(turn: Turn, talk: Handover, case: Case | None) -> None:
    """The officer may talk no more: the person hears so with what the bot answers."""
    service.end(turn.session, talk, HandoverEnd.STAFF, turn.now)
    if case is not None:
        turn.tell("handover.given_back", running=case.running)


def _begun(turn: Turn, case: Case, account: Account, staff: Staff) -> Handover:
    """The same talk goes on; another one of either ends, and whom that leaves alone is told."""
    for old in service.before(turn.session, account, staff):
        if (old.case_id, old.staff_id) == (case.id, staff.id):
            return old
        service.end(turn.session, old, HandoverEnd.STAFF, turn.now)
        if old.staff_id != staff.id:
            saying.tell_staff(turn.session, old, "handover.taken_over", turn.now)
        if old.account_id != account.id:
            saying.tell_person(turn.session, old, "handover.given_back", turn.now)
    return service.begin(turn.session, case, account, staff, turn.now)


def _is_for_the_bot(turn: Turn, talk: Handover) -> bool:
    """Words that always work; and a form that was opened, or gone on with, since the talk began."""
    conversation = drive.current(turn)
    reopened = conversation is not None and conversation.touched_at > talk.began_at
    return reopened or _is_bots(turn.text) or means(turn.text, "back_to_bot")


def _is_bots(text: str) -> bool:
    return any(means(text, word) for word in ALWAYS)


def give_back(turn: Turn, subject: str) -> None:
    """[คืนให้น้องเวที]; pressed again it says the same."""
    staff = staff_of(turn.session, turn.person_account.id)
    talk = talking_as(turn.session, staff.id) if staff else None
    if talk is not None and row_number(subject) == talk.id:
        service.end(turn.session, talk, HandoverEnd.STAFF, turn.now)
        saying.tell_person(turn.session, talk, "handover.given_back", turn.now)
    turn.tell("handover.gave_back" if staff else "handover.not_yours")


def back(turn: Turn) -> None:
    """«กลับไปคุยกับน้องเวที»; whoever talks with the bot already hears that it listens."""
    talk = talking_with(turn.session, turn.person_account.id)
    if talk is not None:
        service.end(turn.session, talk, HandoverEnd.PERSON, turn.now)
        saying.tell_staff(turn.session, talk, "handover.person_left", turn.now)
    turn.tell("handover.here_again")
    conversation = drive.current(turn)
    if conversation is not None:
        drive.resume(turn, conversation)
