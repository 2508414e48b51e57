"""`flask ledger`: each message stands in its month once, as counted or as free."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from base.ids import new_id
from commands.columns import width
from commands.ledger import command
from models.database import Database
from models.many import Addressee, Mailing
from models.outbox import Outgoing
from models.people import Account
from models.words import AddresseeState, MailingState, OutboxKind, OutboxState, Priority

BANGKOK = ZoneInfo("Asia/Bangkok")
JULY = datetime(2026, 7, 31, 23, 59, tzinfo=BANGKOK)
AUGUST = datetime(2026, 8, 1, 0, 0, tzinfo=BANGKOK)


class At:
    def now(self) -> datetime:
        return AUGUST


def ledger(database: Database, *words: str) -> list[str]:
    made = command(lambda: database, At, lambda: BANGKOK, lambda: Decimal("0.10"))
    result = CliRunner().invoke(made, list(words))
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def row(key: str, at: datetime, **more: object) -> Outgoing:
    told = {"kind": OutboxKind.PUSH, "state": OutboxState.SENT, "priority": Priority.UNASKED}
    return Outgoing(
        dedupe_key=key,
        retry_key=new_id(),
        created_at=at,
        due_at=at,
        finished_at=at,
        **(told | more),
    )


@pytest.fixture
def month(any_database: Database) -> Database:
    """A push and a rider of July, a reply and a list of August."""
    with any_database.write() as session:
        for number in "123":
            session.add(Account(id=number, line_user_id=number, friend=True, created_at=JULY))
        session.add_all(
            [
                row("nudge:1:", JULY),
                row("nudge:2:", JULY, state=OutboxState.CARRIED),
                row("nudge:3:", JULY, state=OutboxState.WITHDRAWN),
                row("e:1", AUGUST, kind=OutboxKind.REPLY, answer=True),
            ]
        )
        mailing = Mailing(key="wave:7:o:th:0", kind=OutboxKind.MULTICAST, created_at=AUGUST)
        mailing.state, mailing.priority = MailingState.GOING, Priority.UNASKED
        mailing.due_at = AUGUST
        session.add(mailing)
        session.flush()
        multicast = row("wave:7:o:th:0:1", AUGUST, kind=OutboxKind.MULTICAST)
        multicast.mailing_id = mailing.id
        session.add(multicast)
        session.flush()
        for number, state in (("1", "sent"), ("2", "sent"), ("3", "carried")):
            named = Addressee(mailing_id=mailing.id, outgoing_id=multicast.id, account_id=number)
            named.state, named.finished_at = AddresseeState(state), AUGUST
            session.add(named)
    return any_database


def figures(line: str) -> list[str]:
    return line.split()[-3:]


def test_what_costs_and_what_is_free_stand_apart(month: Database) -> None:
    _, _, nudges, total = ledger(month, "2026-07", "--language", "en")
    assert nudges.startswith("half-filled forms")
    assert figures(nudges) == figures(total) == ["1", "0.10", "1"]


def test_of_a_list_each_person_counts(month: Database) -> None:
    lines = ledger(month, "2569-08", "--language", "en")
    assert [line[:15] for line in lines[2:4]] == ["surveys: waves ", "answers in a ch"]
    assert figures(lines[2]) == ["2", "0.20", "1"]
    assert figures(lines[4]) == ["2", "0.20", "2"]


def test_without_a_month_it_is_the_present_one_in_thai(month: Database) -> None:
    lines = ledger(month)
    assert lines[0] == "ข้อความของเดือน 2569-08"
    assert max(map(width, lines)) <= 80


@pytest.mark.parametrize("month_word", ["2026", "2026-13", "ก.ย."])
def test_what_is_no_month_is_refused(any_database: Database, month_word: str) -> None:
    made = command(lambda: any_database, At, lambda: BANGKOK, lambda: Decimal("0.10"))
    assert CliRunner().invoke(made, [month_word]).exit_code == 1
