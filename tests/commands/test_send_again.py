"""What an operator says to many is said once, whatever became of file and phones since."""

from __future__ import annotations

from pathlib import Path

import pytest

from base.clock import FileClock
from models.database import Database
from models.many import Addressee, Mailing
from models.people import Account, AccountPerson
from models.words import MailingState
from tests.commands.test_send import ALL, WORDS, Operator

SOME = "person\np1\np2\n"
A_FORTNIGHT = 15 * 24 * 3600


@pytest.fixture
def operator(any_database: Database, clock: FileClock, tmp_path: Path) -> Operator:
    return Operator(any_database, clock, tmp_path)


def test_the_same_words_are_refused_when_the_file_names_a_person_more(operator: Operator) -> None:
    operator.text(SOME, "--yes")
    again = operator.text(ALL, "--yes")
    assert again.exit_code == 1
    assert "2 people, asking); --again 1 says them once more" in again.output
    assert len(operator.all(Mailing)) == 1


def test_the_same_words_are_refused_when_somebody_is_reached_by_another_phone(
    operator: Operator,
) -> None:
    operator.text(SOME, "--yes")
    _second_phone_of_the_first(operator)
    assert operator.text(SOME, "--yes").exit_code == 1
    assert len(operator.all(Addressee)) == 2


def test_said_once_more_they_are_not_said_once_more_by_mistake(operator: Operator) -> None:
    operator.text(SOME, "--yes")
    assert operator.text(ALL, "--yes", "--again", "1").exit_code == 0
    third = operator.text(SOME, "--yes", "--again", "1")
    assert third.exit_code == 1
    assert "--again 2 says them once more" in third.output


def test_everybody_is_not_told_what_some_were_told_unless_the_operator_says_so(
    operator: Operator,
) -> None:
    operator.text(SOME, "--yes")
    assert operator.run("everybody", "--text", WORDS, "--yes").exit_code == 1
    told = operator.run("everybody", "--text", WORDS, "--yes", "--again", "1")
    assert told.exit_code == 0


def test_after_two_weeks_the_same_words_are_news_to_others(operator: Operator) -> None:
    operator.text(SOME, "--yes")
    operator.clock.advance(A_FORTNIGHT)
    assert operator.text(ALL, "--yes").exit_code == 0
    assert operator.text(SOME, "--yes").exit_code == 1


def test_a_killed_list_goes_on_with_the_file_in_another_order(operator: Operator) -> None:
    _killed(operator, "person\np1\np2\np3\n")
    assert operator.text("person\np3\np2\np1\n", "--yes").exit_code == 0
    (mailing,) = operator.all(Mailing)
    assert (mailing.state, mailing.people) == (MailingState.ASKING, 3)


def test_a_killed_list_is_taken_back_before_another_file_is_used(operator: Operator) -> None:
    _killed(operator, SOME)
    (half,) = operator.all(Mailing)
    assert f"flask send withdraw {half.key}" in operator.text(ALL, "--yes").output
    operator.run("withdraw", half.key)
    assert operator.text(ALL, "--yes").exit_code == 0
    states = [one.state for one in operator.all(Mailing)]
    assert states == [MailingState.WITHDRAWN, MailingState.ASKING]


def test_a_list_taken_back_half_written_is_not_said_to_go_out(operator: Operator) -> None:
    _killed(operator, SOME)
    operator.run("withdraw", operator.all(Mailing)[0].key)
    again = operator.text(SOME, "--yes")
    assert again.exit_code == 1
    assert "withdrawn); --again 1" in again.output


def _killed(operator: Operator, lines: str) -> None:
    """The command ends after its first step, and the list is not closed."""
    with pytest.MonkeyPatch.context() as patch:

        def killed(_seconds: float) -> None:
            raise KeyboardInterrupt

        patch.setattr("bot.outbox.many.pause", killed)
        assert operator.text(lines, "--yes").exit_code != 0
    assert operator.all(Mailing)[0].state is MailingState.WRITING


def _second_phone_of_the_first(operator: Operator) -> None:
    now = operator.clock.now()
    with operator.database.write() as session:
        session.get_one(Account, "a1").blocked = True
        session.add(Account(id="a9", line_user_id=f"U{9:032}", friend=True, created_at=now))
        session.flush()
        session.add(AccountPerson(account_id="a9", person_id="p1", since=now))
