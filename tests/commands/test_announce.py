"""An operator announces from the command line: the same rules as in the chat."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from base.clock import FileClock
from base.settings import Settings
from commands import announce
from models.announcements import Announcement, Recipient
from models.database import Database
from models.people import Account, AccountPerson, Person
from models.staff import Staff
from models.tasks import ScheduledTask
from models.words import StaffRole
from tests.support.settings import settings_in

SEND = ("send", "--by", "Uofficer", "--text", "พรุ่งนี้ประชุมค่ะ")


class Operator:
    def __init__(self, database: Database, clock: FileClock, settings: Settings) -> None:
        self.database, self.clock, self.settings = database, clock, settings
        now = clock.now()
        with database.write() as session:
            for name in ("officer", "villager"):
                session.add(Account(id=name, line_user_id=f"U{name}", friend=True, created_at=now))
            session.add(Person(id="p1", called="แม่บัว", created_at=now))
            session.flush()
            session.add(AccountPerson(account_id="villager", person_id="p1", since=now))
            staff = Staff(id="s1", account_id="officer", name="สมร", granted_at=now)
            staff.role = StaffRole.OFFICER
            session.add(staff)

    def run(self, *words: str) -> Result:
        zone = ZoneInfo("Asia/Bangkok")
        group = announce.group(
            lambda: self.database, lambda: self.clock, lambda: self.settings, lambda: zone
        )
        return CliRunner().invoke(group, list(words))

    def count(self, table: type) -> int:
        with self.database.read() as session:
            return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


@pytest.fixture
def operator(any_database: Database, clock: FileClock, tmp_path: Path) -> Operator:
    return Operator(any_database, clock, settings_in(tmp_path))


def test_a_dry_run_says_whom_it_reaches_and_what_it_costs_and_writes_nothing(
    operator: Operator,
) -> None:
    told = operator.run(*SEND, "--to", "everyone", "--dry-run").output
    assert "2 people: 2 counted messages, 300 free ones are left" in told
    assert operator.count(Announcement) == 0


def test_it_is_written_down_and_a_task_names_everybody(operator: Operator) -> None:
    done = operator.run(*SEND, "--to", "everyone", "--at", "2026-07-14 09:00", "--yes")
    assert "Announcement 1: flask announce show 1" in done.output
    assert operator.count(ScheduledTask) == 1
    assert "naming" in operator.run("list").output
    assert "0 accepted by LINE" in operator.run("show", "1").output


def test_who_has_noted_it_is_named_with_the_time_and_who_has_not(operator: Operator) -> None:
    operator.run(*SEND, "--to", "everyone", "--yes")
    noted = operator.clock.now().astimezone(ZoneInfo("Asia/Bangkok"))
    places: dict[str, str | None] = {"villager": "p1", "officer": None}
    with operator.database.write() as session:
        for account, person in places.items():
            row = Recipient(announcement_id=1, account_id=account, person_id=person)
            row.acknowledged_at = noted if person else None
            session.add(row)
    assert operator.run("who", "1").output == "-\t-\n"
    assert operator.run("who", "1", "--noted").output == f"แม่บัว\t-\t{noted:%Y-%m-%d %H:%M}\n"


def test_it_is_taken_back_once(operator: Operator) -> None:
    operator.run(*SEND, "--to", "everyone", "--yes")
    assert operator.run("cancel", "1", "--by", "Uofficer").exit_code == 0
    again = operator.run("cancel", "1", "--by", "Uofficer")
    assert "does nothing now" in again.output
    assert again.exit_code == 1


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--to", "kings"), "--to kings: write everyone"),
        (("--to", "role:leader"), "it would reach nobody"),
        (("--to", "everyone", "--at", "2026-07-12 09:00"), "that has passed"),
        (("--to", "everyone", "--link", "http://x"), "must begin with https://"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    operator: Operator, words: tuple[str, ...], why: str
) -> None:
    refused = operator.run(*SEND, *words, "--yes")
    assert why in refused.output
    assert operator.count(Announcement) == 0
