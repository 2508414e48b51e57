"""«ลบข้อมูลของฉัน»: everything of an account goes in one transaction.

What the office keeps as a record: of a forum report its number, forum, counts, topic, issues and
photos, because they are the village's and not the sender's; of a case its number, class, place's
village, dates and outcome. A story may name anybody in any words, so it goes, and an open case is
withdrawn with it. Neither says any more who sent it. (design.md, promise 6.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import digest
from handlers.mydata import forgetting
from models.cases import Case, CaseAction
from models.erasing import erase_addressee, erase_file, plan_bytes
from models.files import File
from models.forums import ForumReport, ReportHistory
from models.handover import Handover
from models.kept import Kept
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
from models.words import ActionKind, CaseState, FileKind

ENDED = (CaseState.CLOSED, CaseState.WITHDRAWN)


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
    for case in cases:
        _case(session, case, whose)
    _behalf(session, gone)
    _files(session, whose)
    _small_rows(session, whose, gone)
    erase_addressee(session, whose.account.id, whose.now)
    forgetting.chat(session, whose.mailbox_key, whose.account.id, whose.event_id, whose.now)
    _stump(whose)
    plan_bytes(session, whose.now)
    session.flush()
    return open_now


def _people(session: Session, whose: Whose) -> list[str]:
    """People who speak through no other account lose their names and memberships."""
    gone: list[str] = []
    for person in people_of(session, whose.account.id):
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
        report.account_id = report.reported_by = report.on_behalf_of = None
        report.answers_json = None
        session.execute(
            sa.update(ReportHistory)
            .where(ReportHistory.report_id == report.id)
            .values(account_id=None, before=None, after=None)
        )
        _evidence(session, report.id, whose.now)
    session.execute(
        sa.update(ReportHistory)
        .where(ReportHistory.account_id == whose.account.id)
        .values(account_id=None)
    )


def _evidence(session: Session, report_id: str, now: datetime) -> None:
    """Photos of the forum stay without their sender; a voice is a name, and goes."""
    for file in session.scalars(sa.select(File).where(File.report_id == report_id)).all():
        if file.kind is FileKind.IMAGE:
            file.account_id = file.mailbox_key = None
            file.image_set = _unknown(file.image_set, report_id)
            file.forget = True  # a photo still to be fetched needs LINE's message id until then
            if file.path is not None:
                file.message_id = None
        else:
            erase_file(session, file, now)


def _unknown(image_set: str | None, report_id: str) -> str | None:
    """Photos of one album stay one, under a name by which nobody who sent it is found again."""
    return digest(f"{report_id}:{image_set}".encode())[:32] if image_set else None


def _case(session: Session, case: Case, whose: Whose) -> None:
    case.account_id = case.reported_by = case.on_behalf_of = None
    case.sealed_account = case.filer_mark = case.code_hash = None
    case.story = case.place = case.latitude = case.longitude = None
    session.execute(sa.update(CaseAction).where(CaseAction.case_id == case.id).values(text=None))
    # What was told for a withheld case no longer says by whom, so it is found by the case.
    told = Kept.used_for.startswith(f"case:{case.id}:", autoescape=True)
    session.execute(sa.delete(Kept).where(told))
    for file in session.scalars(sa.select(File).where(File.case_id == case.id)).all():
        erase_file(session, file, whose.now)
    if case.state not in ENDED:
        case.state, case.closed_at = CaseState.WITHDRAWN, whose.now
    day = whose.today.date()
    session.add(
        CaseAction(case_id=case.id, kind=ActionKind.WITHDRAWN, on_day=day, text=whose.reason)
    )


def _behalf(session: Session, gone: list[str]) -> None:
    """What others filed for somebody who is gone names them no longer."""
    for table in (Case, ForumReport):
        for column in ("reported_by", "on_behalf_of"):
            session.execute(
                sa.update(table).where(getattr(table, column).in_(gone)).values({column: None})
            )


def _files(session: Session, whose: Whose) -> None:
    """What belongs to no record."""
    mine = sa.or_(File.account_id == whose.account.id, File.mailbox_key == whose.mailbox_key)
    for file in session.scalars(sa.select(File).where(mine)).all():
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
