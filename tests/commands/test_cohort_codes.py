"""`flask cohorts codes`: cards for who has not signed up; printed again they stay the same."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from base.clock import FileClock
from commands.cohorts import group
from handlers.registration import service
from models.database import Database
from models.people import Account, PersonalCode
from models.staff import AuditEntry
from tests.commands.operator import Operator
from tests.golden.cast import base as cast
from tests.handlers.roster import office

BOT = ("--line-id", "@123abcde")


@pytest.fixture
def operator(sqlite_database: Database, clock: FileClock, tmp_path: Path) -> Operator:
    with sqlite_database.write() as session:
        cast.nonsommut(session, clock.now() - timedelta(days=1))
    operator = Operator(group, sqlite_database, clock, tmp_path)
    assert operator.run("import", str(office.sign_in(tmp_path)), "--commit").exit_code == 0
    return operator


def codes(operator: Operator) -> dict[str, str]:
    with operator.database.read() as session:
        rows = session.execute(sa.select(PersonalCode.person_id, PersonalCode.code))
        return {person: told for person, told in rows}  # noqa: C416


def test_everybody_gets_a_card(operator: Operator, tmp_path: Path) -> None:
    file = tmp_path / "cards.pdf"
    made = operator.run("codes", "1", str(file), *BOT)
    assert (made.exit_code, made.output) == (0, f"{file}: 3 cards\n")
    assert file.read_bytes().startswith(b"%PDF-")
    assert len(codes(operator)) == 3


def test_the_paper_is_for_the_operators_eyes(operator: Operator, tmp_path: Path) -> None:
    file = tmp_path / "cards.pdf"
    operator.run("codes", "1", str(file), *BOT)
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.glob("*.part")] == []


def test_printed_again_the_codes_are_the_same(operator: Operator, tmp_path: Path) -> None:
    operator.run("codes", "1", str(tmp_path / "a.pdf"), *BOT)
    before = codes(operator)
    operator.run("codes", "1", str(tmp_path / "b.pdf"), *BOT)
    assert codes(operator) == before


def test_fresh_codes_end_those_of_before(operator: Operator, tmp_path: Path) -> None:
    operator.run("codes", "1", str(tmp_path / "a.pdf"), *BOT)
    before = set(codes(operator).values())
    operator.run("codes", "1", str(tmp_path / "b.pdf"), "--fresh", *BOT)
    assert before & set(codes(operator).values()) == set()


def test_who_has_signed_up_gets_no_card(
    operator: Operator, tmp_path: Path, clock: FileClock
) -> None:
    operator.run("codes", "1", str(tmp_path / "a.pdf"), *BOT)
    code = next(iter(codes(operator).values()))
    with operator.database.write() as session:
        account = Account(id="one", line_user_id="Uone", created_at=clock.now())
        session.add(account)
        session.flush()
        service.accept(session, account, code, clock.now())
    assert operator.run("codes", "1", str(tmp_path / "b.pdf"), *BOT).output.endswith("2 cards\n")
    shown = operator.run("show", "1").output
    assert [shown.count(state) for state in ("signed up\n", "code\n")] == [1, 2]
    assert len(operator.run("show", "1", "--waiting").output.splitlines()) == 3


def test_one_persons_card_can_be_printed_alone(operator: Operator, tmp_path: Path) -> None:
    person = operator.run("show", "1").output.splitlines()[1].split("\t")[0]
    made = operator.run("codes", "1", str(tmp_path / "a.pdf"), "--person", person, *BOT)
    assert (made.exit_code, list(codes(operator))) == (0, [person])


def test_without_the_bots_id_no_code_is_made(operator: Operator, tmp_path: Path) -> None:
    refused = operator.run("codes", "1", str(tmp_path / "a.pdf"))
    assert (refused.exit_code, codes(operator)) == (1, {})
    assert "--line-id" in refused.output


def test_making_codes_stands_in_the_audit_log(operator: Operator, tmp_path: Path) -> None:
    operator.run("codes", "1", str(tmp_path / "a.pdf"), *BOT)
    with operator.database.read() as session:
        newest = sa.select(AuditEntry.action, AuditEntry.detail).order_by(AuditEntry.id.desc())
        assert tuple(session.execute(newest.limit(1)).one()) == (
            "cohorts.codes",
            "cards 3, new 3",
        )
