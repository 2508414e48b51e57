"""Who is staff, what each may see, and whom a case concerns. Rows in, rows out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import new_id
from models.cases import Case, CaseAction, CaseStaff
from models.forums import ForumReport, name_readers, unread_secrets
from models.kept import READ
from models.menus import menu_due
from models.people import Account, AccountPerson, Person, account_of, memberships_of, people_of
from models.places import District
from models.reaching import is_reachable
from models.staff import AuditEntry, Staff, StaffDistrict, all_staff, note, staff_of
from models.words import CaseState, Class, IdentityMode, Role, StaffRole

VIEWED = "case.view"
DISTRICT = 4  # digits of a village's code that name its district


class UnknownDistrict(Exception):
    """A district code that is none of ours; the text is the code."""


class LeadsVillage(Exception):
    """People are told that village leaders read nothing here; the text is the village's code."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a person becomes: `districts` empty means the whole province."""

    line_user_id: str
    role: StaffRole
    name: str
    districts: tuple[str, ...] = ()
    withheld: bool = False
    restricted: bool = False


def grant(session: Session, wanted: Grant, now: datetime) -> Staff:
    """Make somebody staff, or change what they may; audited.

    Raises UnknownDistrict, LeadsVillage.
    """
    for code in wanted.districts:
        if session.get(District, code) is None:
            raise UnknownDistrict(code)
    account = _account(session, wanted.line_user_id, now)
    for village in led_by(session, account.id):
        raise LeadsVillage(village)
    staff = session.scalar(sa.select(Staff).where(Staff.account_id == account.id))
    if staff is None:
        staff = Staff(id=new_id(), account_id=account.id, granted_at=now)
        session.add(staff)
    staff.role, staff.name, staff.ended_at = wanted.role, wanted.name, None
    staff.withheld, staff.restricted = wanted.withheld, wanted.restricted
    _set_districts(staff, wanted.districts)
    session.flush()
    _name_on_orphans(session, staff, now)
    menu_due(session, [account.id], now)
    note(session, now, None, "staff.grant", staff.id, _rights(wanted))
    return staff


def led_by(session: Session, account_id: str) -> list[str]:
    """The codes of the villages that people of this account lead."""
    held = [
        m for person in people_of(session, account_id) for m in memberships_of(session, person.id)
    ]
    return [one.village_code for one in held if one.role is Role.LEADER and one.village_code]


def _account(session: Session, line_user_id: str, now: datetime) -> Account:
    account = account_of(session, line_user_id)
    if account is None:
        account = Account(id=new_id(), line_user_id=line_user_id, created_at=now)
        session.add(account)
        session.flush()
    return account


def _set_districts(staff: Staff, codes: Iterable[str]) -> None:
    wanted = dict.fromkeys(codes)
    kept = [row for row in staff.districts if row.district_code in wanted]
    have = {row.district_code for row in kept}
    staff.districts = [
        *kept,
        *(StaffDistrict(district_code=code) for code in wanted if code not in have),
    ]


def _name_on_orphans(session: Session, staff: Staff, now: datetime) -> None:
    """What is จำกัด and nobody can see waits for the first who can."""
    if not sees_restricted(staff):
        return
    for issue in unread_secrets(session):
        name_readers(session, issue, now)
    for case in unseen_cases(session):
        if session.get(CaseStaff, (case.id, staff.id)) is None:
            session.add(CaseStaff(case_id=case.id, staff_id=staff.id, named_at=now))
    session.flush()


def unseen_cases(session: Session) -> list[Case]:
    """Open restricted cases on which nobody is named who may see such cases now, oldest first."""
    return list(session.scalars(sa.select(Case).where(unseen()).order_by(Case.id)))


def unseen() -> sa.ColumnElement[bool]:
    """The condition of `unseen_cases`, for whoever only counts."""
    seeing = (
        sa.select(CaseStaff.case_id)
        .join(Staff, Staff.id == CaseStaff.staff_id)
        .where(Staff.ended_at.is_(None), Staff.restricted.is_(True))
        .where(Staff.id.not_in(sa.select(StaffDistrict.staff_id)))
    )
    return sa.and_(
        Case.case_class == Class.RESTRICTED,
        Case.state.not_in([CaseState.CLOSED, CaseState.WITHDRAWN]),
        Case.id.not_in(seeing),
    )


def _rights(wanted: Grant) -> str:
    rights = [name for name in ("withheld", "restricted") if getattr(wanted, name)]
    return " ".join([wanted.role.value, *wanted.districts, *rights])


def end(session: Session, line_user_id: str, now: datetime) -> bool:
    """Take all rights back; audited. False if that account was no staff."""
    account = account_of(session, line_user_id)
    staff = staff_of(session, account.id) if account else None
    if staff is None:
        return False
    staff.ended_at = now
    menu_due(session, [staff.account_id], now)
    note(session, now, None, "staff.end", staff.id)
    return True


def may_see(session: Session, staff: Staff, case: Case) -> bool:
    """จำกัด: only who is named on it and still has the right. Otherwise the province sees all, a
    district its villages."""
    if staff.ended_at is not None:
        return False
    if case.case_class is Class.RESTRICTED:
        named = session.get(CaseStaff, (case.id, staff.id)) is not None
        return named and sees_restricted(staff)
    districts = staff.district_codes()
    return not districts or (case.village_code or "")[:DISTRICT] in districts


def may_read(staff: Staff, report: ForumReport) -> bool:
    """The province sees all reports, a district its villages'; จำกัด is not shown in a chat."""
    if staff.ended_at is not None or report.report_class is Class.RESTRICTED:
        return False
    districts = staff.district_codes()
    return not districts or (report.forum.village_code or "")[:DISTRICT] in districts


def readable(session: Session, account_id: str, report_id: str) -> tuple[Staff, ForumReport] | None:
    """Whoever works from that account and the report, if it is theirs to read."""
    staff = staff_of(session, account_id)
    report = session.get(ForumReport, report_id) if report_id else None
    if staff is None or report is None or not may_read(staff, report):
        return None
    return staff, report


def sees_restricted(staff: Staff) -> bool:
    """The right to จำกัด is the province's: a district's officer has it no longer."""
    return staff.ended_at is None and staff.restricted and not staff.district_codes()


def who_may_see(session: Session, case: Case) -> list[Staff]:
    return [staff for staff in all_staff(session) if may_see(session, staff, case)]


def who_looks_after(session: Session) -> list[Staff]:
    """Those who are told of dead rows: admins, or everybody where there is none."""
    everybody = all_staff(session)
    return [one for one in everybody if one.role is StaffRole.ADMIN] or everybody


def seen_case(session: Session, staff: Staff, running: int) -> Case | None:
    """The newest case of that number which this officer may see."""
    query = sa.select(Case).where(Case.running == running).order_by(Case.fiscal_year_be.desc())
    return next((one for one in session.scalars(query) if may_see(session, staff, one)), None)


def viewed(session: Session, staff: Staff, case: Case, now: datetime) -> None:
    """Every view is written down; of จำกัด that is a promise, and «ตอบ» needs the last one."""
    note(session, now, staff.id, VIEWED, case.id, case.case_class.value)


def times_read(session: Session, staff: Staff, case: Case, since: datetime | None = None) -> int:
    """How often this officer looked at the case or wrote in it, since a moment."""
    looked = sa.select(sa.func.count(AuditEntry.id)).where(
        AuditEntry.staff_id == staff.id,
        AuditEntry.action == VIEWED,
        AuditEntry.subject == case.id,
    )
    wrote = sa.select(sa.func.count(CaseAction.id)).where(
        CaseAction.staff_id == staff.id, CaseAction.case_id == case.id
    )
    if since is not None:
        looked, wrote = looked.where(AuditEntry.at >= since), wrote.where(CaseAction.at >= since)
    return (session.scalar(looked) or 0) + (session.scalar(wrote) or 0)


def last_viewed(session: Session, staff: Staff) -> Case | None:
    """The case this officer looked at last, if it may still be seen."""
    last = _last_look(session, staff, VIEWED)
    case = session.get(Case, last.subject) if last else None
    return case if case is not None and may_see(session, staff, case) else None


def last_read(session: Session, staff: Staff) -> str | None:
    """The id of the left message that this officer read last, if nothing was looked at since."""
    last = _last_look(session, staff, VIEWED, READ)
    return last.subject if last is not None and last.action == READ else None


def _last_look(session: Session, staff: Staff, *actions: str) -> AuditEntry | None:
    return session.scalar(
        sa.select(AuditEntry)
        .where(AuditEntry.staff_id == staff.id, AuditEntry.action.in_(actions))
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )


def filer_account(session: Session, staff: Staff, case: Case) -> Account | None:
    """The account behind a case as far as this officer may know it."""
    if case.identity_mode is IdentityMode.OPEN:
        return session.get(Account, case.account_id) if case.account_id else None
    if case.identity_mode is IdentityMode.WITHHELD and staff.withheld and case.sealed_account:
        return session.get(Account, case.sealed_account)
    return None


def filer_name(session: Session, staff: Staff, case: Case) -> str | None:
    """What the filer is called, or the name on LINE while nobody had signed up; None if unknown or
    not for this officer. Never anybody who only uses the phone too."""
    account = filer_account(session, staff, case)
    if account is None:
        return None
    told_by = case.reported_by or case.sealed_person
    if told_by is not None:
        return _called(session.get(Person, told_by))
    came = _first_there(session, account, case)
    if came is None:
        return account.display_name
    return _called(came.person) if came.until is None else None


def _called(person: Person | None) -> str | None:
    return (person.called or person.full_name) if person else None


def _first_there(session: Session, account: Account, case: Case) -> AccountPerson | None:
    """Who signed up before anybody else who has been on that phone since it was told."""
    since = case.received_at
    still = sa.true() if since is None else AccountPerson.until > since
    return session.scalar(
        sa.select(AccountPerson)
        .where(AccountPerson.account_id == account.id)
        .where(sa.or_(AccountPerson.until.is_(None), still))
        .order_by(AccountPerson.id)
        .limit(1)
    )


def behalf_name(session: Session, staff: Staff, case: Case) -> str | None:
    """For whom it was told, as far as that was said and this officer may know."""
    if case.identity_mode is IdentityMode.WITHHELD and not staff.withheld:
        return None
    known = case.on_behalf_of or case.sealed_behalf
    person = session.get(Person, known) if known else None
    return (person.called if person else None) or case.behalf_name


def can_be_reached(session: Session, case: Case, now: datetime) -> bool:
    """Whether a message to whoever filed it can arrive; says nothing of who that is."""
    identity = case.account_id or case.sealed_account
    account = session.get(Account, identity) if identity else None
    return account is not None and is_reachable(session, account, now)
