"""What an officer's menu lists, and what stands in no list."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.staff import lists
from models.cases import Case
from models.database import Database
from models.staff import Staff
from models.words import StaffRole
from tests.golden.cast.base import district_officer, nonsommut, officer
from tests.golden.cast.feedback import kham, open_case, restricted_case
from tests.handlers.feedback.conftest import NOW


def _people(session: Session) -> tuple[Staff, Staff]:
    """The province's officer and the district's."""
    for come in (nonsommut, kham, officer, district_officer):
        come(session, NOW)
    by_role = {one.role: one for one in session.scalars(sa.select(Staff))}
    return by_role[StaffRole.ADMIN], by_role[StaffRole.OFFICER]


def _waiting(session: Session, staff: Staff) -> list[Case]:
    return list(session.scalars(lists.ALL[lists.WAITING].cases(staff)))


def test_a_case_waits_for_the_province_and_for_its_district(any_database: Database) -> None:
    with any_database.write() as session:
        province, district = _people(session)
        open_case(session, NOW)
        assert len(_waiting(session, province)) == len(_waiting(session, district)) == 1


def test_another_districts_case_is_not_listed(any_database: Database) -> None:
    with any_database.write() as session:
        _, district = _people(session)
        open_case(session, NOW)
        session.scalars(sa.select(Case)).one().village_code = None
        assert _waiting(session, district) == []


def test_a_restricted_case_stands_in_no_list_not_even_of_who_is_named_on_it(
    any_database: Database,
) -> None:
    with any_database.write() as session:
        province, _ = _people(session)
        restricted_case(session, NOW)
        assert _waiting(session, province) == []


def test_a_forged_place_in_a_list_is_its_beginning() -> None:
    assert [lists.page(one) for one in ("5", "", "-1", "x", "9" * 40, "๕")] == [5, 0, 0, 0, 0, 0]
