"""«ลบข้อมูลของฉัน»: everything of an account goes in one transaction (records.py: what stays)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.mydata import forgetting
from handlers.mydata.offices import is_the_offices
from handlers.mydata.plans import forget_plans
from handlers.mydata.records import ENDED, forget_people, without_filer, without_sender
from models import exports
from models.announcements import erase_recipient
from models.answered_files import erase_answered
from models.cases import Case
from models.erasing import erase_addressee, erase_file, plan_bytes
from models.facilitators import forget_facilitators
from models.files import File
from models.forums import ForumReport, ReportHistory
from models.handover import Handover
from models.kept import Kept, for_move
from models.menus import menu_erased
from models.people import (
    Account,
    AccountPerson,
    Consent,
    Membership,
    Person,
    PersonalCode,
    WrongTry,
    people_of,
)
from models.waves import erase_answers
from models.words import KeptState


@dataclass(frozen=True)
class Whose:
    """Whose data goes: the account, its chat, the event that asks for it, and when and why."""

    account: Account
    mailbox_key: str
    event_id: int
    now: datetime
    today: datetime
    reason: str

    @property
    def line_user_id(self) -> str:
        return self.mailbox_key.partition(":")[2]


def erase(session: Session, whose: Whose, cases: Sequence[Case]) -> list[Case]:
    """All of it or nothing; the caller's answer must be one that is forgotten when sent.

    Returns the cases that were open and are withdrawn by this.
    """
    open_now = [case for case in cases if case.state not in ENDED]
    session.flush()
    gone = _people(session, whose)
    _reports(session, whose, gone)
    forget_plans(session, whose.account.id, gone)
    for case in cases:
        without_filer(session, case, whose.now, whose.today.date(), whose.reason)
    forget_people(session, gone)
    _files(session, whose)
    _small_rows(session, whose, gone)
    erase_addressee(session, whose.account.id, whose.now)
    erase_recipient(session, whose.account.id, gone)
    erase_answered(session, gone, whose.now)
    erase_answers(session, gone)
    forgetting.chat(session, whose.mailbox_key, whose.account.id, whose.event_id, whose.now)
    menu_erased(session, whose.account, whose.now)
    _stump(whose)
    exports.end_all(session, whose.now)
    plan_bytes(session, whose.now)
    session.flush()
    return open_now


def _people(session: Session, whose: Whose) -> list[str]:
    return unname(session, people_of(session, whose.account.id), whose)


def unname(session: Session, people: Iterable[Person], whose: Whose) -> list[str]:
    """Who of them speaks through no other account loses names and memberships; their ids."""
    gone: list[str] = []
    for person in people:
        if _elsewhere(session, person, whose.account):
            continue
        person.called = person.full_name = person.phone = None
        person.erased_at = whose.now
        gone.append(person.id)
    session.execute(
        sa.update(Membership)
        .where(Membership.person_id.in_(gone), Membership.until.is_(None))
        .values(until=whose.now)
    )
    forget_facilitators(session, gone)
    claims = Kept.used_for.in_([for_move(person_id) for person_id in gone])
    session.execute(  # what others asked staff about them says their name
        sa.update(Kept).where(claims).values(text=None, state=KeptState.DISCARDED)
    )
    return gone


def _elsewhere(session: Session, person: Person, account: Account) -> bool:
    other = sa.select(AccountPerson.id).where(
        AccountPerson.person_id == person.id,
        AccountPerson.account_id != account.id,
        AccountPerson.until.is_(None),
    )
    return session.scalar(other.limit(1)) is not None


def _reports(session: Session, whose: Whose, gone: list[str]) -> None:
    mine = sa.or_(ForumReport.account_id == whose.account.id, ForumReport.reported_by.in_(gone))
    for report in session.scalars(sa.select(ForumReport).where(mine)).all():
        without_sender(session, report, whose.now)
    session.execute(
        sa.update(ReportHistory)
        .where(ReportHistory.account_id == whose.account.id)
        .values(account_id=None)
    )


def _files(session: Session, whose: Whose) -> None:
    """What belongs to no record; that of an announcement no longer says who sent it."""
    mine = sa.or_(File.account_id == whose.account.id, File.mailbox_key == whose.mailbox_key)
    for file in session.scalars(sa.select(File).where(mine)).all():
        if is_the_offices(session, file.id):
            file.account_id = file.mailbox_key = file.message_id = None
        else:
            erase_file(session, file, whose.now)


def _small_rows(session: Session, whose: Whose, gone: list[str]) -> None:
    account = whose.account.id
    subjects = (account, whose.mailbox_key, whose.line_user_id)
    used = PersonalCode.used_by == account
    for statement in (
        sa.delete(Consent).where(
            sa.or_(Consent.account_id == account, Consent.person_id.in_(gone))
        ),
        sa.delete(WrongTry).where(WrongTry.subject.in_(subjects)),
        sa.delete(PersonalCode).where(PersonalCode.person_id.in_(gone)),
        sa.update(PersonalCode).where(used).values(used_by=None),
        sa.delete(AccountPerson).where(AccountPerson.account_id == account),
        sa.delete(Handover).where(Handover.account_id == account),
    ):
        session.execute(statement)


def _stump(whose: Whose) -> None:
    """The row stays for what still points to it; who writes again begins as a stranger."""
    account = whose.account
    account.line_user_id = account.display_name = account.friend = None
    account.blocked, account.notice_version, account.notice_at = False, 0, None
    account.profile_due_at = None
    account.erased_at = whose.now
