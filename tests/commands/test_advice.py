"""An operator writes what helps with an answer, and takes it out again."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from base.clock import FileClock
from commands import advice
from models.advice import Advice, advice_on
from models.database import Database

ADD = ("add", "--when", "obstacle=unsure", "--title", "วิธีพูดหน้าคนเยอะ", "--text", "ถามคนที่รู้จักก่อนค่ะ")


class Operator:
    def __init__(self, database: Database, clock: FileClock) -> None:
        self.database, self.clock = database, clock

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(advice.group(lambda: self.database, lambda: self.clock), words)

    def on(self, *answers: tuple[str, str]) -> list[str]:
        with self.database.read() as session:
            return [one.title("en") for one in advice_on(session, answers, 2)]

    def count(self) -> int:
        with self.database.read() as session:
            return session.scalar(sa.select(sa.func.count()).select_from(Advice)) or 0


@pytest.fixture
def operator(any_database: Database, clock: FileClock) -> Operator:
    return Operator(any_database, clock)


def test_it_is_offered_for_that_answer_and_no_other(operator: Operator) -> None:
    done = operator.run(*ADD, "--title-english", "Speaking", "--english", "Ask one first.")
    assert done.exit_code == 0, done.output
    assert operator.on(("ways", "cards"), ("obstacle", "unsure")) == ["Speaking"]
    assert operator.on(("obstacle", "time"), ("ways", "unsure")) == []


def test_it_is_listed_and_taken_out_once(operator: Operator) -> None:
    operator.run(*ADD)
    assert operator.run("list").output.startswith("1\tobstacle=unsure\tวิธีพูดหน้าคนเยอะ\t")
    assert [operator.run("remove", "1").exit_code for _ in range(2)] == [0, 1]
    assert operator.run("list").output == ""


@pytest.mark.parametrize(
    ("option", "value", "why"),
    [
        ("--when", "obstacle", "give names of the form"),
        ("--when", "obstacle=not sure", "give names of the form"),
        ("--title", "ก" * 41, "40 letters at most"),
        ("--title", " ", "40 letters at most"),
        ("--text", "ก" * 901, "900 characters at most"),
        ("--link", "http://x", "must begin with https://"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    operator: Operator, option: str, value: str, why: str
) -> None:
    refused = operator.run(*ADD, option, value)
    assert (refused.exit_code, why in refused.output) == (1, True), refused.output
    assert operator.count() == 0
