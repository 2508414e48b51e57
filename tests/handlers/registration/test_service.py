from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.registration import service
from handlers.registration.service import NewVillager, Standing
from models.database import Database
from models.people import Account, AccountPerson, Membership, Person, PersonalCode, people_of
from models.words import Role
from tests.golden.cast import base as cast

NOW = datetime.fromisoformat("2026-06-15T08:40:00+07:00")


@pytest.fixture
def session(any_database: Database) -> Iterator[Session]:
    with any_database.write() as session:
        cast.nonsommut(session, NOW)
        cast.saifon(session, NOW)
        for name in ("one", "two"):
            session.add(Account(id=name, line_user_id=f"U{name}", created_at=NOW))
        session.flush()
        yield session


def test_a_code_is_used_once(session: Session) -> None:
    one, two = _account(session, "one"), _account(session, "two")
    assert service.accept(session, one, "AD7K", NOW).standing is Standing.FREE
    assert service.accept(session, two, "AD7K", NOW).standing is Standing.USED
    assert people_of(session, "two") == []


def test_accepting_twice_links_once(session: Session) -> None:
    one = _account(session, "one")
    service.accept(session, one, "AD7K", NOW)
    assert service.accept(session, one, "AD7K", NOW).standing is Standing.MINE
    assert len(session.scalars(sa.select(AccountPerson)).all()) == 1


def test_five_wrong_codes_an_hour_and_the_right_one_is_not_looked_at(session: Session) -> None:
    one = _account(session, "one")
    for _ in range(service.MOST_WRONG):
        assert service.look_up(session, one, "XXXX", NOW).standing is Standing.UNKNOWN
    assert service.look_up(session, one, "AD7K", NOW).standing is Standing.TOO_MANY
    later = NOW + timedelta(minutes=61)
    assert service.look_up(session, one, "AD7K", later).standing is Standing.FREE


def test_wrong_codes_of_one_account_do_not_stop_another(session: Session) -> None:
    for _ in range(service.MOST_WRONG):
        service.look_up(session, _account(session, "one"), "XXXX", NOW)
    found = service.look_up(session, _account(session, "two"), "AD7K", NOW)
    assert found.standing is Standing.FREE


def test_not_me_gives_the_code_back_on_the_same_day(session: Session) -> None:
    one = _account(session, "one")
    service.accept(session, one, "AD7K", NOW)
    assert service.refuse(session, one, "AD7K", NOW + timedelta(hours=1)) is not None
    assert people_of(session, "one") == []
    found = service.look_up(session, _account(session, "two"), "AD7K", NOW)
    assert found.standing is Standing.FREE


def test_somebody_elses_not_me_changes_nothing(session: Session) -> None:
    service.accept(session, _account(session, "one"), "AD7K", NOW)
    assert service.refuse(session, _account(session, "two"), "AD7K", NOW) is None
    assert len(people_of(session, "one")) == 1


def test_a_new_code_ends_the_unused_one(session: Session) -> None:
    person = session.scalars(sa.select(Person)).one()
    code = service.new_code(session, person.id, NOW)
    assert session.scalars(sa.select(PersonalCode.code)).all() == [code]


def test_a_claim_to_lead_is_no_leadership(session: Session) -> None:
    new = NewVillager("แม่บัว", cast.NONSOMMUT, says_leader=True)
    person = service.sign_up(session, _account(session, "one"), new, NOW)
    assert _roles(session, person) == [Role.VILLAGER]


def test_staff_confirm_a_leader_once(session: Session) -> None:
    new = NewVillager("แม่บัว", cast.NONSOMMUT)
    person = service.sign_up(session, _account(session, "one"), new, NOW)
    for _ in range(2):
        service.confirm_leader(session, person.id, cast.NONSOMMUT, NOW)
    assert _roles(session, person) == [Role.LEADER]


def test_the_code_of_an_erased_person_is_nobodys(session: Session) -> None:
    session.scalars(sa.select(Person)).one().erased_at = NOW
    found = service.look_up(session, _account(session, "one"), "AD7K", NOW)
    assert found.standing is Standing.UNKNOWN


def _account(session: Session, name: str) -> Account:
    return session.get_one(Account, name)


def _roles(session: Session, person: Person) -> list[Role]:
    chosen = sa.select(Membership.role).where(
        Membership.person_id == person.id, Membership.until.is_(None)
    )
    return list(session.scalars(chosen))
