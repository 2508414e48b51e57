"""Whose menu fits whom, and that whoever changes is looked at."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from base.ids import new_id
from models.database import Database
from models.menus import (
    EVERYBODY,
    UNKNOWN,
    MenuLink,
    fitting,
    keys_of,
    menu_due,
    menu_erased,
    menu_forgotten,
)
from models.people import Account, AccountPerson, Membership, Person
from models.staff import Staff
from models.words import MenuState, Role, StaffRole
from tests.golden.cast.base import NONSOMMUT, nonsommut

NOW = datetime(2026, 7, 13, 3, tzinfo=UTC)


def _account(session: Session, *roles: Role, language: str = "th") -> Account:
    """One LINE account through which a person of each role speaks."""
    account = Account(id=new_id(), line_user_id=f"U{new_id()}", created_at=NOW, language=language)
    session.add(account)
    session.flush()
    for role in roles:
        person = Person(id=new_id(), created_at=NOW)
        session.add(person)
        session.flush()
        session.add(AccountPerson(account_id=account.id, person_id=person.id, since=NOW))
        session.add(Membership(person_id=person.id, village_code=NONSOMMUT, role=role, since=NOW))
    session.flush()
    return account


def _staff(session: Session, account: Account) -> Staff:
    staff = Staff(id=new_id(), account_id=account.id, role=StaffRole.OFFICER, granted_at=NOW)
    staff.name = "สมร"
    session.add(staff)
    session.flush()
    return staff


@pytest.mark.parametrize(
    ("roles", "key"),
    [
        ((), "visitor-th"),
        ((Role.VILLAGER,), "villager-th"),
        ((Role.OFFICIAL,), "villager-th"),
        ((Role.TRAINEE,), "trainee-th"),
        ((Role.LEADER,), "leader-th"),
        ((Role.VILLAGER, Role.LEADER), "leader-th"),
        ((Role.LEADER, Role.TRAINEE), "leader-th"),
    ],
)
def test_the_menu_is_the_one_of_whoever_may_do_most(
    any_database: Database, roles: tuple[Role, ...], key: str
) -> None:
    with any_database.write() as session:
        nonsommut(session, NOW)
        account = _account(session, *roles)
        assert keys_of(session, [account]) == {account.id: key}


def test_staff_have_their_own_until_their_rights_end(any_database: Database) -> None:
    with any_database.write() as session:
        nonsommut(session, NOW)
        account = _account(session, Role.TRAINEE, language="en")
        staff = _staff(session, account)
        assert keys_of(session, [account]) == {account.id: "staff-en"}
        staff.ended_at = NOW
        assert keys_of(session, [account]) == {account.id: "trainee-en"}


def test_whoever_is_known_by_nothing_has_everybodys_menu_and_no_link() -> None:
    assert fitting(EVERYBODY, {EVERYBODY: "richmenu-1"}) is None
    assert fitting("leader-th", {"leader-th": "richmenu-2"}) == "richmenu-2"


def test_each_change_is_counted(any_database: Database) -> None:
    with any_database.write() as session:
        account = _account(session)
        for _ in range(3):
            menu_due(session, [account.id], NOW)
        link = session.get_one(MenuLink, account.id)
        assert (link.state, link.asked) == (MenuState.WAITING, 3)


def test_a_new_friend_is_linked_again_though_line_said_yes_before(any_database: Database) -> None:
    with any_database.write() as session:
        account = _account(session)
        menu_due(session, [account.id], NOW)
        session.execute(sa.update(MenuLink).values(linked="richmenu-1"))
        menu_forgotten(session, account.id, NOW)
        assert session.scalar(sa.select(MenuLink.linked)) == UNKNOWN


def test_an_erased_account_keeps_its_address_only_while_a_menu_hangs_on_it(
    any_database: Database,
) -> None:
    with any_database.write() as session:
        plain, linked = _account(session), _account(session)
        for account in (plain, linked):
            menu_due(session, [account.id], NOW)
        session.execute(
            sa.update(MenuLink).where(MenuLink.id == linked.id).values(linked="richmenu-1")
        )
        for account in (plain, linked):
            menu_erased(session, account, NOW)
        rows = session.execute(sa.select(MenuLink.id, MenuLink.to)).all()
        assert [tuple(row) for row in rows] == [(linked.id, linked.line_user_id)]
