"""A person's menu changes while `flask menu sync` links many: the one that fits last stays.

LINE works at such a request after it has answered (LINE reference, "Link rich menu to multiple
users").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa

from bot.line.answers import Answer
from handlers.staff import service as staff
from models.menus import MenuLink, menu_erased
from models.people import account_of
from tests.bot.menus.stage import OFFICER, Calls, Stage

LONG = 30  # seconds that LINE works at it


@dataclass
class Meanwhile(Calls):
    """Something happens at the n-th request that names many, before LINE hears it or after."""

    happens: Callable[[], None] = lambda: None
    nth: int = 1
    before: bool = False

    def __getattribute__(self, name: str) -> Any:
        if name in ("happens", "nth", "before"):
            return object.__getattribute__(self, name)
        return super().__getattribute__(name)

    def _one(self, name: str, told: Sequence[Any]) -> Answer:
        now = name == "link_many" and self.made.count("link_many") == self.nth - 1
        if now and self.before:
            self.happens()
        answer = super()._one(name, told)
        if now and not self.before:
            self.happens()
        return answer


def run(stage: Stage, happens: Callable[[], None], nth: int, *, before: bool = False) -> None:
    """A sync that links leaders in the first request and officers in the second."""
    stage.site.control.faults(menu_change_ms=LONG * 1000)
    stage.sync(calls=Meanwhile(stage.calls, happens=happens, nth=nth, before=before))


def leaves(stage: Stage) -> None:
    """The officer is none any more, and a worker sees to the menu at once."""
    house = stage.site.house
    with house.database.write() as session:
        staff.end(session, OFFICER, house.clock.now())
    stage.site.settle()


def at_last(stage: Stage) -> str:
    """What the officer's phone shows when LINE and the workers are through with it all."""
    for _ in range(4):
        stage.site.advance(LONG)
        stage.shown(OFFICER)  # lets LINE end what it works at
        stage.site.settle()
    return stage.shown(OFFICER)


def test_what_changes_before_the_request_is_not_taken_for_what_it_was(any_stage: Stage) -> None:
    run(any_stage, lambda: leaves(any_stage), 1)
    assert at_last(any_stage) == "visitor-th-1"


@pytest.mark.parametrize("before", [True, False])
def test_what_changes_while_line_is_told_stays(any_stage: Stage, before: bool) -> None:
    run(any_stage, lambda: leaves(any_stage), 2, before=before)
    assert at_last(any_stage) == "visitor-th-1"


def test_what_changes_while_line_still_works_stays(any_stage: Stage) -> None:
    run(any_stage, lambda: None, 0)
    leaves(any_stage)
    assert at_last(any_stage) == "visitor-th-1"


def test_it_is_shown_at_once_and_not_only_when_line_is_through(stage: Stage) -> None:
    stage.sync()
    assert stage.shown(OFFICER) == "staff-th-1"  # LINE is through, and we do not know it
    stage.site.control.faults(menu_change_ms=LONG * 1000)
    leaves(stage)
    assert stage.shown(OFFICER) == "visitor-th-1"


def test_whoever_is_deleted_while_line_still_works_keeps_no_menu(any_stage: Stage) -> None:
    run(any_stage, lambda: erased(any_stage), 2, before=True)
    assert at_last(any_stage) == "visitor-th-1"
    with any_stage.site.house.database.read() as session:
        assert session.scalar(sa.select(MenuLink.to).where(MenuLink.to.is_not(None))) is None


def erased(stage: Stage) -> None:
    """As `handlers/mydata` does it: the address goes from everywhere but the menu's row."""
    house = stage.site.house
    with house.database.write() as session:
        account = account_of(session, OFFICER)
        assert account is not None
        menu_erased(session, account, house.clock.now())
        account.line_user_id = None
    stage.site.settle()
