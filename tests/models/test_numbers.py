"""Running numbers and facts, when two processes are the first."""

from __future__ import annotations

import threading

from models.cases import next_number
from models.database import Database
from models.facts import fact, learn


def _number(database: Database, found: list[int]) -> None:
    with database.write() as session:
        found.append(next_number(session, "case", 2569))


def test_numbers_run_on_by_kind_and_year(any_database: Database) -> None:
    with any_database.write() as session:
        asked = [("case", 2569), ("case", 2569), ("report", 2569), ("case", 2570)]
        assert [next_number(session, *one) for one in asked] == [1, 2, 1, 1]


def test_a_number_that_was_rolled_back_is_given_again(any_database: Database) -> None:
    with any_database.read() as session:
        next_number(session, "case", 2569)
    found: list[int] = []
    _number(any_database, found)
    assert found == [1]


def test_two_who_ask_for_the_first_number_get_two_numbers(any_database: Database) -> None:
    found: list[int] = []
    second = threading.Thread(target=_number, args=(any_database, found))
    with any_database.write() as session:
        found.append(next_number(session, "case", 2569))
        second.start()
        second.join(0.3)  # it waits for us
    second.join(60)
    assert found == [1, 2]


def test_the_last_who_learnt_a_fact_is_right(any_database: Database) -> None:
    def again() -> None:
        with any_database.write() as session:
            learn(session, "bot", "second")

    second = threading.Thread(target=again)
    with any_database.write() as session:
        learn(session, "bot", "first")
        second.start()
        second.join(0.3)  # it waits for us
    second.join(60)
    with any_database.read() as session:
        assert fact(session, "bot") == "second"
