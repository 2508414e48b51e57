"""`flask cohorts facilitators`: named, told whether they can be told, taken off."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from base.clock import FileClock
from commands.cohorts import group
from models.database import Database
from models.facilitators import Facilitator
from models.people import Account, AccountPerson
from models.staff import AuditEntry
from tests.commands.operator import Operator
from tests.golden.cast import base as cast
from tests.golden.cast.waves import facilitator


@pytest.fixture
def operator(any_database: Database, clock: FileClock, tmp_path: Path) -> Operator:
    before = clock.now() - timedelta(days=1)
    with any_database.write() as session:
        cast.nonsommut(session, before)
        cast.saifon(session, before)
        cast.headman(session, before)
        facilitator(session, before)
        session.execute(sa.delete(Facilitator))
    return Operator(group, any_database, clock, tmp_path)


def run(operator: Operator, *words: str) -> list[list[str]]:
    done = operator.run("facilitators", "1", *words)
    assert done.exit_code == 0, done.output
    return [line.split("\t")[1:] for line in done.output.splitlines()]


@pytest.mark.parametrize("named", ["อาจารย์สมหมาย", cast.user_id("facilitator")])
def test_whoever_is_named_once_or_twice_is_one(operator: Operator, named: str) -> None:
    told = [["อาจารย์สมหมาย", "can be told"]]
    assert [run(operator, "--add", named) for _ in range(2)] == [told, told]
    assert run(operator, "--remove", named) == []


def test_it_stands_in_the_audit_log_once(operator: Operator) -> None:
    for _ in range(2):
        run(operator, "--add", "อาจารย์สมหมาย")
    with operator.database.read() as session:
        noted = session.scalars(
            sa.select(AuditEntry.detail).where(AuditEntry.action == "cohorts.facilitator")
        ).all()
    assert [one.split()[0] for one in noted] == ["add"]


def test_of_whom_nothing_reaches_that_is_said(operator: Operator) -> None:
    with operator.database.write() as session:
        mine = Account.line_user_id == cast.user_id("facilitator")
        session.execute(sa.update(Account).where(mine).values(blocked=True))
    assert sorted(run(operator, "--add", "อาจารย์สมหมาย", "--add", "คุณสายฝน")) == [
        ["สายฝน ใจสมมุติ", "has not signed up"],
        ["อาจารย์สมหมาย", "is no friend of the bot"],
    ]


def test_whose_phone_others_read_is_not_told(operator: Operator) -> None:
    with operator.database.write() as session:
        link = session.scalars(sa.select(AccountPerson).order_by(AccountPerson.id.desc())).first()
        assert link is not None
        person = cast._person(session, link.account, "น้องพลอย", link.since)
        assert person.id != link.person_id
    assert run(operator, "--add", "อาจารย์สมหมาย") == [["อาจารย์สมหมาย", "shares the phone"]]


def test_a_village_leader_is_refused(operator: Operator) -> None:
    refused = operator.run("facilitators", "1", "--add", "ผู้ใหญ่บุญมา")
    assert (refused.exit_code, "no village leader reads" in refused.output) == (1, True)
    assert run(operator) == []


def test_a_phone_without_a_person_is_told(operator: Operator) -> None:
    with operator.database.write() as session:
        cast.friend(session, datetime(2026, 7, 1, tzinfo=UTC))
    refused = operator.run("facilitators", "1", "--add", cast.user_id("friend"))
    assert (refused.exit_code, "0 people speak through" in refused.output) == (1, True)
