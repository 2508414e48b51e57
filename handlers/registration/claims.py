"""A claim is settled with one tap: by an officer who looked, or by who holds the old phone.

A code claims at once. Name and number only ask, and so does a code of somebody who is here already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import row_number
from base.thai.text import cut
from bot.dialogue.tables import village_label
from bot.inbox.turn import Act as Does
from bot.inbox.turn import Turn
from bot.messages.bubbles import Act, Bubble, Button
from handlers.registration import moving, service, telling
from handlers.registration.phone import ask_staff
from handlers.registration.service import Standing
from handlers.registration.undoing import Undone, undo
from models.cases import Case
from models.kept import Kept, whom_to_move
from models.people import Account, Person, accounts_of_person
from models.staff import AuditEntry, Staff, note, staff_of
from models.words import KeptState

UNDO_WITHIN = timedelta(days=1)
MOVED = "people.move"  # what the audit log says
LONGEST = 24


@dataclass(frozen=True)
class Claims:
    """What other rooms know: whose cases come along, and which officer may read which note."""

    cases_of: Callable[[Session, str, str], list[Case]]
    mark_of: Callable[[str, str], str]
    may_read: Callable[[Session, Staff, Kept], bool]
    left: Callable[[Session, str], Kept | None]

    def acts(self) -> Mapping[str, Does]:
        return {
            "registration.change": change,
            "registration.claim": self.see,
            "registration.confirm": self.confirm,
            "registration.deny": self.deny,
            "registration.same": self.same,
            "registration.other": self.other,
            "registration.takeback": self.take_back,
        }

    def see(self, turn: Turn, subject: str, _extra: str) -> None:
        """[ดูคำขอ]: who is meant, who asks, who has the name now; every look is written down."""
        found = self._at_work(turn, subject)
        if found is None:
            return
        staff, claim, person = found
        note(turn.session, turn.now, staff.id, "claim.read", str(claim.id))
        turn.answer.forget = True  # a person's full name must not stand in an officer's answer
        buttons = (
            Button(turn.say("registration.confirm"), Act("registration.confirm", subject)),
            Button(turn.say("registration.deny"), Act("registration.deny", subject)),
        )
        turn.answer.say(Bubble(_told(turn, claim, person), buttons=buttons))

    def confirm(self, turn: Turn, subject: str, _extra: str) -> None:
        """[ใช่ คนเดียวกัน]: pressed twice it says that it is settled."""
        found = self._at_work(turn, subject)
        if found is None:
            return
        staff, claim, person = found
        had = {one.id for one in accounts_of_person(turn.session, person.id)}
        new = self._move(turn, claim, person, staff)
        if new is None:
            return
        back = Act("registration.takeback", person.id, new.id)
        button = Button(turn.say("registration.take_back"), back)
        key = "confirmed" if had - {new.id} else "confirmed_first"
        said = turn.say(f"registration.{key}", called=person.called or "")
        turn.answer.must(Bubble(said, buttons=(button,)))

    def deny(self, turn: Turn, subject: str, _extra: str) -> None:
        """[ไม่ใช่]"""
        found = self._at_work(turn, subject)
        if found is None:
            return
        staff, claim, _person = found
        _drop(turn, claim, staff)
        turn.tell("registration.denied")

    def same(self, turn: Turn, subject: str, _extra: str) -> None:
        """[ใช่ ฉันเอง] on the old phone."""
        found = _of_this_phone(turn, subject)
        if found is None:
            turn.tell("registration.claim_gone")
        elif self._move(turn, *found, None) is not None:
            turn.tell("registration.gave_away", called=found[1].called or "")

    def other(self, turn: Turn, subject: str, _extra: str) -> None:
        """[ไม่ใช่ฉัน] on the old phone: nothing moves."""
        found = _of_this_phone(turn, subject)
        if found is None:
            turn.tell("registration.claim_gone")
            return
        _drop(turn, found[0], None)
        turn.tell("registration.kept_here", called=found[1].called or "")

    def take_back(self, turn: Turn, subject: str, extra: str) -> None:
        """[ย้อนกลับ] of who confirmed it, within a day; later it is `flask cohorts undo`."""
        staff = staff_of(turn.session, turn.person_account.id)
        person = turn.session.get(Person, subject, with_for_update=True) if subject else None
        if staff is None or person is None or not _confirmed_by(turn, staff, person):
            turn.tell("registration.claim_gone")
            return
        if extra not in [one.id for one in accounts_of_person(turn.session, person.id)]:
            turn.tell("registration.claim_gone")
            return
        done = undo(turn.session, person, *self._with_key(turn), turn.now)
        note(turn.session, turn.now, staff.id, "people.undo", person.id, done.value)
        key = "undone_back" if done is Undone.BACK else "undone_free"
        turn.tell(f"registration.{key}", called=person.called or "")

    def _move(self, turn: Turn, claim: Kept, person: Person, staff: Staff | None) -> Account | None:
        """None where who asked has deleted their data meanwhile; that is said."""
        new = turn.session.get(Account, claim.account_id) if claim.account_id else None
        if new is None or new.line_user_id is None:
            turn.tell("registration.claim_gone")
            return None
        olds = accounts_of_person(turn.session, person.id)
        moving.drop(claim)
        moving.move(turn.session, person, new, *self._with_key(turn), turn.now)
        by = staff.id if staff else None
        note(turn.session, turn.now, by, MOVED, person.id, "" if by else "by the old phone")
        if staff is not None:
            telling.moved_away(turn.session, person, olds, new, turn.now)
        return new

    def _with_key(self, turn: Turn) -> tuple[moving.CasesOf, moving.MarkOf]:
        key = turn.context.secret_key

        def cases(session: Session, account_id: str) -> list[Case]:
            return self.cases_of(session, account_id, key)

        return cases, lambda account_id: self.mark_of(account_id, key)

    def _at_work(self, turn: Turn, subject: str) -> tuple[Staff, Kept, Person] | None:
        """The officer, the claim and whom it is about; otherwise that is said, and no more."""
        staff = staff_of(turn.session, turn.person_account.id)
        claim = self.left(turn.session, subject)
        person = _person(turn, claim)
        if staff and claim and person and self.may_read(turn.session, staff, claim):
            return staff, claim, person
        turn.tell("registration.claim_gone")
        return None


def change(turn: Turn, code: str, _extra: str) -> None:
    """[เปลี่ยนเครื่อง] after a code of somebody who is here already: staff look, and so does who
    holds the old phone."""
    found = service.look_up(turn.session, turn.person_account, code, turn.now)
    if found.standing is not Standing.USED or found.person is None:
        many = found.standing is Standing.TOO_MANY
        turn.tell("registration.too_many" if many else "registration.claim_gone")
        return
    name = found.person.full_name or found.person.called or ""
    ask_staff(turn, turn.say("registration.wants_by_code", name=name), [found.person])


def _of_this_phone(turn: Turn, subject: str) -> tuple[Kept, Person] | None:
    """The claim that this phone was asked about, while it waits and the name is here."""
    number = row_number(subject)
    claim = turn.session.get(Kept, number) if number is not None else None
    person = _person(turn, claim)
    if claim is None or person is None or claim.state is not KeptState.FOR_STAFF:
        return None
    return (claim, person) if person.id in [one.id for one in turn.people] else None


def _person(turn: Turn, claim: Kept | None) -> Person | None:
    whom = whom_to_move(claim) if claim is not None else None
    person = turn.session.get(Person, whom, with_for_update=True) if whom else None
    return person if person is not None and person.erased_at is None else None


def _drop(turn: Turn, claim: Kept, staff: Staff | None) -> None:
    telling.denied(turn.session, claim, turn.now)
    note(turn.session, turn.now, staff.id if staff else None, "claim.deny", str(claim.id))
    moving.drop(claim)


def _confirmed_by(turn: Turn, staff: Staff, person: Person) -> bool:
    chosen = sa.select(AuditEntry.id).where(
        AuditEntry.action == MOVED,
        AuditEntry.subject == person.id,
        AuditEntry.staff_id == staff.id,
        AuditEntry.at >= turn.now - UNDO_WITHIN,
    )
    return turn.session.scalar(chosen.limit(1)) is not None


def _told(turn: Turn, claim: Kept, person: Person) -> str:
    asks = turn.session.get(Account, claim.account_id) if claim.account_id else None
    olds = [one for one in accounts_of_person(turn.session, person.id) if one is not asks]
    names = ", ".join(_line_name(one) for one in olds[:2])
    who = cut(person.full_name or person.called or "", LONGEST)
    village = service.village_of(turn.session, person.id)
    place = village_label(village, turn.language) if village else "-"
    lines = [
        turn.say("registration.claim_who", name=who, place=cut(place, LONGEST)),
        turn.say("registration.claim_from", line=_line_name(asks)),
        turn.say("registration.claim_before", line=names)
        if names
        else turn.say("registration.claim_nobody"),
    ]
    return "\n".join(lines)


def _line_name(account: Account | None) -> str:
    return cut((account.display_name if account else None) or "-", LONGEST // 2)
