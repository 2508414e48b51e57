"""Everybody is named once, whatever dies and whenever; and no step holds the lock for long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models.database import Database
from models.people import Account
from models.words import AnnouncementState
from tests.handlers.announce.conftest import Office

PEOPLE, SHARED = 1100, 3
BEFORE, AFTER = "before", "after"


class Killed(BaseException):
    """As a worker's end: nothing catches it."""


def _dies_at(office: Office, commit: int, when: str) -> Callable[..., Any]:
    """`database.write` of a worker that dies at its n-th commit, before or after it."""
    real, left = type(office.house.database).write, commit

    @contextmanager
    def write(database: Database, *args: Any, **more: Any) -> Iterator[Session]:
        nonlocal left
        left -= 1
        with real(database, *args, **more) as session:
            yield session
            if left == 0 and when == BEFORE:
                raise Killed
        if left == 0 and when == AFTER:
            raise Killed

    return write


@pytest.mark.parametrize("when", [BEFORE, AFTER])
def test_killed_at_every_commit_each_person_is_named_once(
    office: Office, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.people(PEOPLE, shared=SHARED)
    number = office.propose()
    kills = 0
    for commit in range(1, 30):
        try:
            with monkeypatch.context() as patched:
                patched.setattr(Database, "write", _dies_at(office, commit, when))
                office.work()
            break
        except Killed:
            kills += 1
            office.later(timedelta(minutes=3))
    office.work()
    assert kills >= 3
    assert [one.person_id for one in office.recipients()] == [f"p{n:05}" for n in range(PEOPLE)]
    assert len(office.told()) == len(set(office.told())) == PEOPLE - SHARED + 1
    assert office.one(number).state is AnnouncementState.ASKED


def test_two_on_one_phone_hear_it_once_and_are_both_named(office: Office) -> None:
    office.people(2, shared=2)
    office.propose()
    office.work()
    assert office.told() == ["p00000"]
    assert {one.account_id for one in office.recipients()} == {"p00000"}


def test_up_to_the_size_it_goes_and_above_it_waits_for_a_second_officer(office: Office) -> None:
    office.people(30)
    small = office.propose()
    office.work()
    assert office.one(small).state is AnnouncementState.GOING
    with office.write() as session:
        session.add(Account(id="one-more", line_user_id="Umore", created_at=office.now))
    large = office.propose("everyone")
    office.work()
    assert office.one(large).state is AnnouncementState.ASKED


def test_an_announcement_that_reaches_nobody_ends_and_says_so(office: Office) -> None:
    number = office.propose("role:leader")
    office.work()
    assert office.one(number).state is AnnouncementState.CANCELLED
