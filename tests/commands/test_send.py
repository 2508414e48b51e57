"""An operator says one thing to many people, and sees before what it costs."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from base.clock import FileClock
from commands import holding, send
from models.database import Database
from models.many import SECOND, Addressee, Mailing
from models.outbox import Outgoing
from models.people import Account, AccountPerson, Person
from models.places import District
from models.staff import AuditEntry
from models.words import MailingState, OutboxState

WORDS = "พรุ่งนี้ประชุมเก้าโมงค่ะ"


class Operator:
    def __init__(self, database: Database, clock: FileClock, folder: Path) -> None:
        self.database, self.clock = database, clock
        self.file = folder / "people.csv"
        now = clock.now()
        with database.write() as session:
            for number in range(1, 5):
                session.add(Person(id=f"p{number}", called=f"คนที่ {number}", created_at=now))
            for number in range(1, 4):
                user = f"U{number:032}"
                blocked = number == 3
                session.add(
                    Account(
                        id=f"a{number}",
                        line_user_id=user,
                        friend=True,
                        blocked=blocked,
                        created_at=now,
                    )
                )
                session.flush()
                link = AccountPerson(account_id=f"a{number}", person_id=f"p{number}", since=now)
                session.add(link)

    def run(self, *words: str, told: str = "") -> Result:
        zone = ZoneInfo("Asia/Bangkok")
        group = send.group(lambda: self.database, lambda: self.clock, lambda: zone)
        group.add_command(holding.hold(lambda: self.database, lambda: self.clock))
        group.add_command(holding.release(lambda: self.database, lambda: self.clock))
        group.add_command(holding.pause(lambda: self.database, lambda: self.clock))
        group.add_command(holding.resume(lambda: self.database, lambda: self.clock))
        return CliRunner().invoke(group, list(words), input=told)

    def text(self, lines: str, *more: str, told: str = "") -> Result:
        self.file.write_text(lines, encoding="utf-8")
        return self.run("text", str(self.file), "--text", WORDS, *more, told=told)

    def all(self, table: type) -> list:  # type: ignore[type-arg]
        with self.database.read() as session:
            return list(session.scalars(sa.select(table)))


@pytest.fixture
def operator(any_database: Database, clock: FileClock, tmp_path: Path) -> Operator:
    return Operator(any_database, clock, tmp_path)


ALL = "person\nคนที่ 1\np2\np3\np4\n"


def test_a_dry_run_says_what_it_costs_and_writes_nothing(operator: Operator) -> None:
    told = operator.text(ALL, "--dry-run").output
    assert "3 people: 2 counted messages" in told
    assert "1 people more have never written" in told
    assert operator.all(Mailing) == []


def test_nothing_goes_before_the_operator_has_said_yes(operator: Operator) -> None:
    assert operator.text(ALL, told="n\n").exit_code == 0
    assert operator.all(Mailing) == []
    assert operator.text(ALL, told="y\n").exit_code == 0
    (mailing,) = operator.all(Mailing)
    assert (mailing.people, mailing.state) == (3, MailingState.ASKING)
    assert len(operator.all(Addressee)) == 3
    assert [row.action for row in operator.all(AuditEntry)] == ["send.text"]


def test_the_same_words_to_the_same_people_are_said_once(operator: Operator) -> None:
    operator.text(ALL, "--yes")
    again = operator.text(ALL, "--yes")
    assert again.exit_code == 1
    assert "said before" in again.output
    assert operator.text(ALL, "--yes", "--again", "1").exit_code == 0
    assert len(operator.all(Mailing)) == 2


def test_who_is_nobody_or_two_people_is_named_by_row_and_nothing_goes(operator: Operator) -> None:
    with operator.database.write() as session:
        session.add(Person(id="p5", called="คนที่ 1", created_at=operator.clock.now()))
    told = operator.text("person,line_user_id\nคนที่ 1,\nใคร,\n,U9\n", "--yes")
    assert "row 2: 2 people are called คนที่ 1" in told.output
    assert "row 3: nobody is called ใคร" in told.output
    assert "row 4: nobody has this LINE user id" in told.output
    assert operator.all(Mailing) == []


def test_what_became_of_a_list_is_told_by_number_and_reason(operator: Operator) -> None:
    operator.text(ALL, "--yes")
    (mailing,) = operator.all(Mailing)
    assert f"{mailing.key}\tmulticast\tasking\t3\t-" in operator.run("list").output
    assert "3\twaiting\t-" in operator.run("show", mailing.key).output
    assert "\nnot ended: 0 accepted, 0 waiting, 3 held, 0 refused, 0 left out\n" in (
        operator.run("show", mailing.key).output
    )
    assert operator.run("withdraw", mailing.key).output.startswith("1 requests")
    assert "\nended 2026-07-13 10:00: 0 accepted, 0 waiting, 0 held, 0 refused, 3 left out\n" in (
        operator.run("show", mailing.key).output
    )
    assert "3\twithdrawn\ttaken back" in operator.run("show", mailing.key).output
    again = operator.run("withdraw", mailing.key)
    assert (again.exit_code, "has ended: nothing" in again.output) == (1, True)


def test_a_list_is_held_and_let_go_by_hand(operator: Operator) -> None:
    operator.text(ALL, "--yes")
    (mailing,) = operator.all(Mailing)
    assert operator.run("hold", mailing.key).exit_code == 0
    (held,) = operator.all(Mailing)
    assert (held.state, held.look_at, held.hold_reason) == (MailingState.HELD, None, "by hand")
    assert operator.run("release", mailing.key).exit_code == 0
    (released,) = operator.all(Mailing)
    assert released.state is MailingState.ASKING
    assert operator.run("release", mailing.key).exit_code == 1


def test_everybody_is_told_by_a_word_of_its_own(operator: Operator) -> None:
    told = operator.run("everybody", "--text", WORDS, "--yes")
    assert told.output.startswith("2 friends that we know of")
    (row,) = operator.all(Outgoing)
    assert (row.kind, row.state) == ("broadcast", OutboxState.HELD)


def test_what_goes_to_friends_nobody_can_count_waits_for_a_second_officer(
    operator: Operator,
) -> None:
    operator.run("everybody", "--text", WORDS, "--yes")
    (mailing,) = operator.all(Mailing)
    assert (mailing.state, mailing.hold_reason) == (MailingState.WRITING, SECOND)


def test_a_district_is_paused_and_goes_on(operator: Operator) -> None:
    with operator.database.write() as session:
        session.add(District(code="3206", name_th="กาบเชิง", name_en="Kap Choeng"))
    assert operator.run("pause", "3206").output == "3206: paused\n"
    assert operator.run("pause", "3206").output == "3206: was paused already\n"
    assert operator.run("resume", "3206").output.startswith("3206: goes on")
    assert operator.run("pause", "9999").exit_code == 1
