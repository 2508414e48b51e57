"""Filing a case: number, due day, class, who may see it; who filed it as far as may be known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.i18n import say
from base.ids import new_id, secret_hash, six_digits
from base.thai.format import fiscal_year_be
from handlers.feedback.days import due_after
from models.cases import Case, CaseAction, CaseStaff, next_number
from models.files import File
from models.forgetting import day_only
from models.holidays import office
from models.staff import all_staff
from models.words import ActionKind, AnswerBy, CaseState, Class, IdentityMode

# Case.sealed_person where several people share the phone and nobody could be asked which (danger).
SOMEBODY = "somebody"


@dataclass(frozen=True, slots=True)
class Helping:
    """It is somebody else's matter: whose, as far as that was told, and how they hear of it."""

    person_id: str | None = None
    name: str | None = None
    answer_by: AnswerBy = AnswerBy.PHONE


@dataclass(frozen=True, slots=True)
class Filing:
    """What somebody wants to file, as it was told. `at` is when it was sent."""

    account_id: str
    identity: IdentityMode
    restricted: bool
    at: datetime
    story: str | None = None
    file_ids: tuple[str, ...] = ()
    person_id: str | None = None
    village_code: str | None = None
    place: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    urgent: bool = False
    helping: Helping | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """The new case; `code` is there only for an anonymous one and is stored nowhere."""

    case: Case
    code: str | None = None


def file_case(session: Session, filing: Filing, secret_key: str, zone: ZoneInfo) -> Filed:
    """A case with its number and due day; who filed it is kept as `identity` says."""
    day = filing.at.astimezone(zone).date()
    year = fiscal_year_be(day)
    running = next_number(session, "case", year)
    case = Case(
        id=new_id(),
        number=say("feedback.number", "th", year=year % 100, running=running),
        running=running,
        fiscal_year_be=year,
        state=CaseState.NEW,
        case_class=Class.RESTRICTED if filing.restricted else Class.INTERNAL,
        identity_mode=filing.identity,
        story=filing.story,
        village_code=filing.village_code,
        place=filing.place,
        latitude=filing.latitude,
        longitude=filing.longitude,
        urgent=filing.urgent,
        received_on=day,
        due_on=due_after(day, office(session)),
    )
    code = _say_who(case, filing, secret_key)
    _say_for_whom(case, filing.helping)
    session.add(case)
    session.flush()
    attach(session, case, filing.file_ids)
    note_action(session, case, ActionKind.RECEIVED, filing.at, zone)
    _name_staff(session, case, filing.at)
    return Filed(case, code)


def _say_who(case: Case, filing: Filing, secret_key: str) -> str | None:
    """Write down who filed it as far as may be known; the code of an anonymous case."""
    if filing.identity is IdentityMode.ANONYMOUS:
        code = six_digits()
        case.code_hash = secret_hash(code, case.id, secret_key)
        return code
    case.received_at = filing.at
    if filing.identity is IdentityMode.WITHHELD:
        case.sealed_account, case.sealed_person = filing.account_id, filing.person_id
        case.filer_mark = mark_of(filing.account_id, secret_key)
    else:
        case.account_id, case.reported_by = filing.account_id, filing.person_id
    return None


def _say_for_whom(case: Case, helping: Helping | None) -> None:
    """Who needs help is named no further than who helps."""
    case.for_another = helping is not None
    if helping is None or case.identity_mode is IdentityMode.ANONYMOUS:
        return
    case.behalf_name, case.answer_by = helping.name, helping.answer_by
    if case.identity_mode is IdentityMode.WITHHELD:
        case.sealed_behalf = helping.person_id
    else:
        case.on_behalf_of = helping.person_id


def mark_of(account_id: str, secret_key: str) -> str:
    """The keyed hash by which a filer whose name is withheld is known again."""
    return secret_hash(account_id, "filer", secret_key)


def attach(session: Session, case: Case, file_ids: Iterable[str]) -> None:
    """Files take the case's class; unless the name may be known, they no longer say who sent."""
    for file in session.scalars(sa.select(File).where(File.id.in_(list(file_ids)))):
        file.case_id = case.id
        if case.case_class is Class.RESTRICTED:
            file.file_class = Class.RESTRICTED
        if case.identity_mode is not IdentityMode.OPEN:
            file.account_id = file.mailbox_key = None


def _name_staff(session: Session, case: Case, at: datetime) -> None:
    """A restricted case is for provincial staff with the right to it: nobody local is named."""
    if case.case_class is not Class.RESTRICTED:
        return
    moment = day_only(at) if case.identity_mode is IdentityMode.ANONYMOUS else at
    for staff in all_staff(session):
        if staff.restricted and not staff.district_codes():
            session.add(CaseStaff(case_id=case.id, staff_id=staff.id, named_at=moment))
    session.flush()


def note_action(
    session: Session,
    case: Case,
    kind: ActionKind,
    at: datetime,
    zone: ZoneInfo,
    *,
    text: str | None = None,
    staff_id: str | None = None,
) -> CaseAction:
    """A row of the timeline. What an anonymous filer did keeps its day only."""
    hidden = case.identity_mode is IdentityMode.ANONYMOUS and staff_id is None
    action = CaseAction(
        case_id=case.id,
        kind=kind,
        on_day=at.astimezone(zone).date(),
        at=None if hidden else at,
        staff_id=staff_id,
        text=text,
    )
    session.add(action)
    session.flush()
    return action
