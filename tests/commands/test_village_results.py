"""`flask surveys results C VILLAGE`: nothing before ten have answered, and no small number."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from base.clock import FileClock
from commands import surveys
from handlers.surveys.service import add_version, built_in
from handlers.surveys.splitting import store_nobodys
from models.database import Database
from models.forums import Forum
from tests.commands.operator import Operator
from tests.golden.cast.base import NONGSOMMUT, NONSOMMUT, nonsommut

DAY = date(2026, 7, 12)


@pytest.fixture
def desk(any_database: Database, clock: FileClock, tmp_path: Path) -> Operator:
    """Two forums of บ้านโนนสมมุติ and one of the village beside it; nobody has answered."""
    with any_database.write() as session:
        nonsommut(session, clock.now())
        for name, village in (("a", NONSOMMUT), ("b", NONSOMMUT), ("c", NONGSOMMUT)):
            forum = Forum(id=name, village_code=village, held_on=DAY, fiscal_year_be=2569)
            forum.created_at = clock.now()
            session.add(forum)
    return Operator(surveys.group, any_database, clock, tmp_path)


def answer(desk: Operator, clock: FileClock, spoke: str, count: int, forums: str = "ab") -> None:
    """So many say so, of these forums in turn; all of them answer for themselves."""
    with desk.database.write() as session:
        version, _ = add_version(session, built_in("C"), clock.now())
        for number in range(count):
            told = {"helper": "self", "spoke": spoke}
            forum = forums[number % len(forums)]
            store_nobodys(session, version, told, DAY, forum_id=forum)


def test_nothing_is_told_before_ten_have_answered_not_even_how_many(
    desk: Operator, clock: FileClock
) -> None:
    before = desk.run("results", "C", NONSOMMUT)
    answer(desk, clock, "yes", 9)
    answer(desk, clock, "no", 30, forums="c")
    told = desk.run("results", "C", NONSOMMUT)
    assert (told.exit_code, told.output) == (0, before.output)
    assert "ยังไม่ถึง 10 คน" in told.output
    assert "spoke" not in told.output


def test_from_ten_on_the_forums_of_a_village_are_told_together(
    desk: Operator, clock: FileClock
) -> None:
    answer(desk, clock, "yes", 10)
    answer(desk, clock, "no", 30, forums="c")
    told = desk.run("results", "C", NONSOMMUT, "--language", "en").output.splitlines()
    assert "Ban Non Sommut" in told[0]
    assert told[1:] == ["helper (10 answered)\tself: 10", "spoke (10 answered)\tyes: 10"]


def test_a_number_below_ten_is_hidden_and_what_would_tell_it_too(
    desk: Operator, clock: FileClock
) -> None:
    for spoke, count in (("yes", 20), ("little", 12), ("no", 9)):
        answer(desk, clock, spoke, count)
    told = desk.run("results", "C", NONSOMMUT).output.splitlines()
    assert told[-1] == "spoke (41 answered)\tlittle: few\tno: few\tyes: 20"


def test_what_two_answers_say_together_is_hidden_in_both(desk: Operator, clock: FileClock) -> None:
    for spoke, count in (("yes", 12), ("no", 1)):
        answer(desk, clock, spoke, count)
    told = desk.run("results", "c", NONSOMMUT).output.splitlines()
    assert told[-1] == "spoke (13 answered)\tno: few\tyes: few"


@pytest.mark.parametrize("words", [("C", "32069999"), ("nothing", NONSOMMUT)])
def test_a_village_or_survey_that_is_not_there_is_said(
    desk: Operator, words: tuple[str, str]
) -> None:
    told = desk.run("results", *words)
    assert told.exit_code == 1
    assert words[0 if words[0] != "C" else 1] in told.output
