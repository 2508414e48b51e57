"""Who may see what, and what it takes to become staff."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.feedback.filing import SOMEBODY
from handlers.staff import leaving, service
from handlers.staff.service import Grant
from models.cases import Case
from models.database import Database
from models.kept import Kept, for_move
from models.people import Account, AccountPerson, Person
from models.staff import AuditEntry, Staff, StaffDistrict
from models.words import IdentityMode, KeptState, StaffRole
from tests.golden.cast.base import (
    NONSOMMUT,
    district_officer,
    headman,
    nonsommut,
    officer,
    saifon,
    user_id,
)
from tests.golden.cast.feedback import anonymous_case, kham, open_case, restricted_case
from tests.golden.cast.sharing import uncle_on_it
from tests.handlers.feedback.conftest import NOW


def _people(session: Session) -> tuple[Staff, Staff]:
    """The provincial officer with both rights, and the district's with none."""
    nonsommut(session, NOW)
    kham(session, NOW)
    officer(session, NOW)
    district_officer(session, NOW)
    by_role = {one.role: one for one in session.scalars(sa.select(Staff))}
    return by_role[StaffRole.ADMIN], by_role[StaffRole.OFFICER]


def _case(session: Session) -> Case:
    return session.scalars(sa.select(Case)).one()


def test_a_district_sees_the_cases_of_its_villages(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        province, district = _people(session)
        open_case(session, NOW)
        assert service.may_see(session, province, _case(session))
        assert service.may_see(session, district, _case(session))


def test_a_district_does_not_see_another_ones(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        _, district = _people(session)
        open_case(session, NOW)
        _case(session).village_code = None
        assert not service.may_see(session, district, _case(session))


def test_a_restricted_case_is_seen_by_those_named_on_it_alone(any_database: Database) -> None:
    with any_database.write() as session:
        province, district = _people(session)
        restricted_case(session, NOW)
        assert service.who_may_see(session, _case(session)) == [province]
        assert service.seen_case(session, district, 1) is None


def test_rights_granted_later_do_not_open_restricted_cases_that_others_have(
    sqlite_database: Database,
) -> None:
    with sqlite_database.write() as session:
        _people(session)
        restricted_case(session, NOW)
        late = service.grant(
            session, Grant("Ulate", StaffRole.OFFICER, "มาทีหลัง", restricted=True), NOW
        )
        assert not service.may_see(session, late, _case(session))


def test_a_restricted_case_that_nobody_could_see_waits_for_the_first_who_can(
    sqlite_database: Database,
) -> None:
    with sqlite_database.write() as session:
        nonsommut(session, NOW)
        kham(session, NOW)
        restricted_case(session, NOW)
        first = service.grant(
            session, Grant("Ufirst", StaffRole.OFFICER, "คนแรก", restricted=True), NOW
        )
        assert service.may_see(session, first, _case(session))


def test_a_restricted_case_is_closed_to_whom_the_right_was_taken_from(
    any_database: Database,
) -> None:
    with any_database.write() as session:
        province, _ = _people(session)
        restricted_case(session, NOW)
        service.grant(session, Grant(user_id("officer"), StaffRole.ADMIN, "สมร"), NOW)
        assert not service.may_see(session, province, _case(session))
        assert [case.running for case in service.unseen_cases(session)] == [1]


def test_a_restricted_case_is_closed_to_who_went_to_a_district(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        province, _ = _people(session)
        restricted_case(session, NOW)
        moved = Grant(user_id("officer"), StaffRole.OFFICER, "สมร", ("3206",), restricted=True)
        service.grant(session, moved, NOW)
        assert not service.may_see(session, province, _case(session))


def test_a_restricted_case_whose_officer_left_waits_for_the_next_who_can(
    any_database: Database,
) -> None:
    with any_database.write() as session:
        _people(session)
        restricted_case(session, NOW)
        service.end(session, user_id("officer"), NOW)
        after = service.grant(
            session, Grant("Uafter", StaffRole.OFFICER, "คนต่อไป", restricted=True), NOW
        )
        assert service.may_see(session, after, _case(session))
        assert service.unseen_cases(session) == []


def test_a_withheld_name_is_shown_to_the_right_alone(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        province, district = _people(session)
        restricted_case(session, NOW)
        case = _case(session)
        assert case.identity_mode is IdentityMode.WITHHELD
        assert service.filer_name(session, province, case) == "ลุงคำ"
        assert service.filer_name(session, district, case) is None


def test_who_told_it_is_named_alone_and_still_when_they_speak_there_no_longer(
    any_database: Database,
) -> None:
    with any_database.write() as session:
        province, _ = _people(session)
        open_case(session, NOW)
        uncle_on_it(session, NOW)
        assert service.filer_name(session, province, _case(session)) == "ลุงคำ"
        _goes(session, "ลุงคำ")
        assert service.filer_name(session, province, _case(session)) == "ลุงคำ"


def test_told_before_anybody_signed_up_it_is_of_who_came_first(any_database: Database) -> None:
    with any_database.write() as session:
        province, _ = _people(session)
        open_case(session, NOW)
        _case(session).reported_by = None
        uncle_on_it(session, NOW)
        assert service.filer_name(session, province, _case(session)) == "ลุงคำ"
        _goes(session, "ลุงคำ")
        assert service.filer_name(session, province, _case(session)) is None


def test_who_was_gone_before_it_was_told_is_not_asked_about(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        province, _ = _people(session)
        open_case(session, NOW)
        _case(session).reported_by = None
        _goes(session, "ลุงคำ", NOW - timedelta(days=2))
        assert service.filer_name(session, province, _case(session)) == "คำ"
        uncle_on_it(session, NOW)
        assert service.filer_name(session, province, _case(session)) == "ป้าแดง"


def test_of_which_of_two_it_is_nobody_knows_neither_is_named(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        province, _ = _people(session)
        restricted_case(session, NOW)
        uncle_on_it(session, NOW)
        _case(session).sealed_person = SOMEBODY
        assert service.filer_name(session, province, _case(session)) is None


def _goes(session: Session, called: str, at: datetime = NOW + timedelta(days=1)) -> None:
    theirs = sa.select(Person.id).where(Person.called == called).scalar_subquery()
    link = sa.update(AccountPerson).where(AccountPerson.person_id == theirs)
    session.execute(link.values(until=at))


def test_nobody_sees_who_filed_without_a_name(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        province, _ = _people(session)
        anonymous_case(session, NOW)
        assert service.filer_name(session, province, _case(session)) is None


def test_a_village_leader_becomes_no_staff(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        nonsommut(session, NOW)
        headman(session, NOW)
        with pytest.raises(service.LeadsVillage, match=NONSOMMUT):
            service.grant(session, Grant(user_id("headman"), StaffRole.OFFICER, "บุญมา"), NOW)
        assert session.scalars(sa.select(Staff)).all() == []


def test_an_unknown_district_is_refused(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        nonsommut(session, NOW)
        with pytest.raises(service.UnknownDistrict):
            service.grant(session, Grant("U1", StaffRole.OFFICER, "ใคร", ("9999",)), NOW)


def test_granting_again_sets_exactly_the_new_rights(any_database: Database) -> None:
    with any_database.write() as session:
        nonsommut(session, NOW)
        first = Grant("U1", StaffRole.ADMIN, "สมร", ("3206",), withheld=True, restricted=True)
        service.grant(session, first, NOW)
        staff = service.grant(session, Grant("U1", StaffRole.OFFICER, "สมร", ("3210",)), NOW)
        entries = session.scalars(sa.select(AuditEntry.action)).all()
    assert (staff.role, staff.district_codes()) == (StaffRole.OFFICER, {"3210"})
    assert not staff.withheld
    assert entries == ["staff.grant", "staff.grant"]


def test_ended_staff_see_nothing(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        province, _ = _people(session)
        open_case(session, NOW)
        assert service.end(session, user_id("officer"), NOW)
        assert not service.may_see(session, province, _case(session))
        assert not service.end(session, user_id("officer"), NOW)


@pytest.mark.parametrize(("district", "reads"), [("3206", True), ("3210", False)])
def test_a_district_sees_who_asks_for_one_of_its_people_from_an_unknown_phone(
    any_database: Database, district: str, reads: bool
) -> None:
    with any_database.write() as session:
        _, theirs = _people(session)
        theirs.districts = [StaffDistrict(district_code=district)]
        saifon(session, NOW)
        person = session.scalars(sa.select(Person).where(Person.called == "คุณสายฝน")).one()
        session.add(Account(id="new", line_user_id=user_id("stranger"), created_at=NOW))
        session.flush()
        asks = Kept(account_id="new", used_for=for_move(person.id), kind="text", said_at=NOW)
        asks.state = KeptState.FOR_STAFF
        session.add(asks)
        session.flush()
        assert leaving.may_read(session, theirs, asks) is reads
