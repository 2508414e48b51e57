"""A list is taken back while LINE says that the month is used up: nothing of it waits or goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy.orm import Session

from bot.outbox.claim import Try, claim
from bot.outbox.many import withdraw
from models.many import Mailing, mailing_named
from models.words import AddresseeState, MailingState, OutboxState
from tests.bot.outbox.crowd import Crowd
from tests.conftest import START
from tests.support.deployment import deployed
from tests.support.desk import Desk, opened

TIMES = 8
TAKEN_BACK = {(AddresseeState.WITHDRAWN, "taken back")}


@pytest.fixture
def crowd(any_desk: Desk) -> Crowd:
    return _with_people(any_desk)


@pytest.fixture
def postgres_crowd(postgres_url: str, tmp_path: Path) -> Iterator[Crowd]:
    """Where two transactions may look at one list at once."""
    with deployed(postgres_url, tmp_path, START) as site:
        yield _with_people(opened(site))


def _with_people(desk: Desk) -> Crowd:
    found = Crowd(desk)
    found.come(3)
    return found


def in_hand(crowd: Crowd, key: str) -> Try:
    """The list's row, about to be sent; then somebody else uses the month up."""
    site = crowd.desk.site
    site.control.faults(quota=None)
    crowd.say(key)
    crowd.enough_is_left(key)
    taken = claim(
        site.house.database, site.clock, site.house.context.zone, answers=False, bulk=True
    )
    assert isinstance(taken, Try)
    site.control.faults(quota=0)
    return taken


def named(session: Session, key: str) -> Mailing:
    mailing = mailing_named(session, key)
    assert mailing is not None
    return mailing


def take_back(crowd: Crowd, key: str, between: Callable[[], None] = lambda: None) -> None:
    """`between` happens after the list was looked at and before it is taken back."""
    with crowd.desk.site.house.database.write() as session:
        mailing = named(session, key)
        between()
        withdraw(session, mailing, crowd.desk.now)


def left_of(crowd: Crowd, key: str) -> tuple[object, ...]:
    """What became of the people, which rows are still to go, and when LINE is asked about it."""
    crowd.send_for(3)
    found = {row.state for row in crowd.rows() if row.mailing_id == crowd.mailing(key).id}
    mailing = crowd.mailing(key)
    waits = found & {OutboxState.WAITING, OutboxState.HELD}
    return set(crowd.became(key).values()), waits, mailing.state, mailing.look_at


def ended() -> tuple[object, ...]:
    return TAKEN_BACK, set(), MailingState.WITHDRAWN, None


def test_a_row_in_hand_that_the_month_refuses_is_not_kept_for_later(crowd: Crowd) -> None:
    row = in_hand(crowd, "test:1")
    take_back(crowd, "test:1")
    crowd.desk.site.house.sender.send(row)
    assert left_of(crowd, "test:1") == ended()


def test_a_list_that_the_month_refuses_meanwhile_is_asked_for_no_more(
    postgres_crowd: Crowd,
) -> None:
    row = in_hand(postgres_crowd, "test:1")
    take_back(postgres_crowd, "test:1", lambda: postgres_crowd.desk.site.house.sender.send(row))
    assert left_of(postgres_crowd, "test:1") == ended()


def test_whichever_is_first_both_come_to_the_same_end(postgres_crowd: Crowd) -> None:
    sender = postgres_crowd.desk.site.house.sender
    for number in range(TIMES):
        key = f"test:{number}"
        row, both = in_hand(postgres_crowd, key), Barrier(2)
        with ThreadPoolExecutor(2) as hands:
            done = [
                hands.submit(_after, both, partial(sender.send, row)),
                hands.submit(_after, both, partial(take_back, postgres_crowd, key)),
            ]
            assert [one.result(timeout=60) for one in done] == [None, None]
        assert left_of(postgres_crowd, key) == ended()


def _after(both: Barrier, do: Callable[[], None]) -> None:
    both.wait(timeout=60)
    do()
