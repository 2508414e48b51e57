"""A person's menu follows who they are, told to LINE by a worker and never by a turn."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.menus import link
from handlers.menus.tasks import CHECK
from handlers.registration import service as registration
from handlers.staff import service as staff
from handlers.staff.service import Grant
from models.menus import MenuLink, menu_due
from models.people import Account, account_of
from models.tasks import plan
from models.words import MenuState, StaffRole
from tests.bot.menus.stage import FRIEND, HEADMAN, OFFICER, Stage
from tests.golden.cast.base import NONSOMMUT

OFFICERS = Grant(FRIEND, StaffRole.OFFICER, "แก้ว")


@pytest.fixture
def synced(any_stage: Stage) -> Stage:
    """Menus are linked, and LINE is through with what was asked for many."""
    any_stage.sync()
    any_stage.site.advance(61)
    return any_stage


def _do(stage: Stage, what: Callable[[Session], object]) -> None:
    with stage.site.house.database.write() as session:
        what(session)
    stage.site.settle()


def _account(session: Session, user: str) -> Account:
    account = account_of(session, user)
    assert account is not None
    return account


def test_rights_of_staff_bring_their_menu_and_take_it_away(synced: Stage) -> None:
    now = synced.site.clock.now()
    _do(synced, lambda session: staff.grant(session, OFFICERS, now))
    assert synced.shown(FRIEND) == "staff-th-1"
    _do(synced, lambda session: staff.end(session, FRIEND, now))
    assert synced.shown(FRIEND) == "visitor-th-1"


def test_a_leader_who_is_confirmed_gets_the_leaders_menu(synced: Stage) -> None:
    now = synced.site.clock.now()

    def lead(session: Session) -> None:
        new = registration.NewVillager("คุณแก้ว", NONSOMMUT)
        person = registration.sign_up(session, _account(session, FRIEND), new, now)
        registration.confirm_leader(session, person.id, NONSOMMUT, now)

    _do(synced, lead)
    assert synced.shown(FRIEND) == "leader-th-1"


def test_another_language_is_another_menu(stage: Stage) -> None:
    from bootstrap import rooms

    english = [one for one in rooms.wanted_menus() if one.key in ("visitor-en", "visitor-th")]
    stage.sync([one for one in english if one.page == 1])
    stage.site.control.say(FRIEND, "English")
    stage.site.settle()
    assert stage.shown(FRIEND) == "visitor-en-1"


def test_what_is_deleted_takes_the_menu_along_and_leaves_no_address(synced: Stage) -> None:
    control = synced.site.control
    control.say(HEADMAN, "ลบข้อมูลของฉัน")
    synced.site.settle()
    synced.site.advance(3)
    synced.site.settle()
    _press(synced, HEADMAN, "ลบ")
    assert synced.shown(HEADMAN) == "visitor-th-1"
    with synced.site.house.database.read() as session:
        assert session.scalar(sa.select(MenuLink.to).where(MenuLink.to.is_not(None))) is None


def _press(stage: Stage, user: str, label: str) -> None:
    """The first button in the chat whose label begins so."""
    from bot.messages.reading import actions

    messages = [item["message"] for item in stage.site.control.chat(user) if "message" in item]
    found = [action for have, action in actions(messages) if have.startswith(label)]
    stage.site.control.postback(user, {"data": found[-1]["data"]})
    stage.site.settle()


def test_whoever_comes_back_is_linked_again(synced: Stage) -> None:
    """LINE links nobody who has blocked us, and says 200."""
    control, now = synced.site.control, synced.site.clock.now()
    control.post(f"users/{FRIEND}/block")
    synced.site.settle()
    _do(synced, lambda session: staff.grant(session, OFFICERS, now))
    control.post(f"users/{FRIEND}/unblock")
    synced.site.settle()
    assert synced.shown(FRIEND) == "staff-th-1"


def test_line_in_trouble_is_asked_again(synced: Stage) -> None:
    now = synced.site.clock.now()
    synced.site.control.faults(rate_500=1)
    _do(synced, lambda session: staff.grant(session, OFFICERS, now))
    assert synced.shown(FRIEND) == "visitor-th-1"
    synced.site.control.faults(rate_500=0)
    synced.site.advance(200)
    synced.site.settle()
    assert synced.shown(FRIEND) == "staff-th-1"


def test_a_worker_that_died_is_followed_by_another(synced: Stage) -> None:
    house, now = synced.site.house, synced.site.clock.now()
    with house.database.write() as session:
        staff.grant(session, OFFICERS, now)
    assert link.claim(house.database, house.clock) is not None
    synced.site.settle()
    assert synced.shown(FRIEND) == "visitor-th-1"
    synced.site.advance(11)
    synced.site.settle()
    assert synced.shown(FRIEND) == "staff-th-1"


def test_a_change_that_comes_while_line_is_told_is_not_lost(synced: Stage) -> None:
    house, now = synced.site.house, synced.site.clock.now()
    with house.database.write() as session:
        staff.grant(session, OFFICERS, now)
    claimed = link.claim(house.database, house.clock)
    assert claimed is not None
    with house.database.write() as session:
        staff.end(session, FRIEND, now)
    link.link_one(house.database, synced.calls, house.clock, claimed)
    synced.site.settle()
    assert synced.shown(FRIEND) == "visitor-th-1"


def test_a_menu_that_somebody_removed_at_line_is_told_to_staff_and_mended(synced: Stage) -> None:
    now = synced.site.clock.now()
    for row in synced.calls.all().json()["richmenus"]:
        synced.calls.remove(row["richMenuId"])
    _do(synced, lambda session: staff.grant(session, OFFICERS, now))
    row = synced.link(FRIEND)
    assert row is not None
    assert row.state is MenuState.DEAD
    synced.sync()
    assert synced.shown(FRIEND) == "staff-th-1"


def test_what_nobody_asked_for_is_found_at_night(synced: Stage) -> None:
    now = synced.site.clock.now()

    def unasked(session: Session) -> None:
        staff.grant(session, OFFICERS, now)
        session.execute(sa.delete(MenuLink).where(MenuLink.id == _account(session, FRIEND).id))
        plan(session, CHECK, "all", now, now)

    _do(synced, unasked)
    assert synced.shown(FRIEND) == "staff-th-1"


def test_where_there_are_no_menus_line_hears_nothing(any_stage: Stage) -> None:
    def ask(session: Session) -> None:
        menu_due(session, [_account(session, OFFICER).id], any_stage.site.clock.now())

    _do(any_stage, ask)
    assert any_stage.waiting() == 0
    assert not [row for row in any_stage.site.control.requests() if "richmenu" in row["path"]]
