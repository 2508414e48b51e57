"""Issue: a ledger held against LINE's own figures (REF §Get number of messages sent this month)."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from base.ids import retry_key
from commands.ledger import command
from models.ledger import Spent, spent
from models.month import Compared, last_compared
from models.tasks import ScheduledTask, plan
from tests.support.desk import Desk

A_DAY = timedelta(days=1).total_seconds()


def _look(desk: Desk) -> Compared | None:
    with desk.site.house.database.write() as session:
        plan(session, "month.look", "all", desk.now, desk.now)
    tasks = next(line for line in desk.site.worker.lines if line.name == "tasks")
    while tasks.once():
        pass
    with desk.site.house.database.read() as session:
        return last_compared(session)


def _sent_by_hand(desk: Desk) -> None:
    """From LINE's own page, as far as our rows know."""
    body = json.dumps({"to": desk.user, "messages": [{"type": "text", "text": "สวัสดี"}]})
    assert desk.site.house.client.push(body.encode(), retry_key()).status == 200


def _alarms(desk: Desk) -> list[str]:
    keys = [row.dedupe_key for row in desk.rows() if row.dedupe_key.startswith("alarm:ledger:")]
    return [key.split(":")[2] for key in keys]


def _send(desk: Desk, *texts: str) -> None:
    for text in texts:
        desk.push(text)
    while desk.send():
        pass


def test_what_both_counted_agrees(any_desk: Desk) -> None:
    _send(any_desk, "ก", "ข", "ค")
    any_desk.site.advance(60)
    compared = _look(any_desk)
    assert compared is not None
    assert (compared.line, compared.ours, compared.unsure) == (3, 3, 0)
    assert _alarms(any_desk) == []


def test_a_difference_is_told_to_staff_once(any_desk: Desk) -> None:
    _send(any_desk, "ก")
    _sent_by_hand(any_desk)
    for _ in range(3):
        any_desk.site.advance(A_DAY)
        compared = _look(any_desk)
        assert compared is not None
        assert compared.differs
    assert _alarms(any_desk) == ["2569-07"]


def test_what_is_under_way_makes_no_difference(any_desk: Desk) -> None:
    any_desk.line(drop_after=1)
    any_desk.push("ก")
    any_desk.send()
    any_desk.line()
    compared = _look(any_desk)
    assert compared is not None
    assert (compared.line, compared.ours, compared.unsure) == (1, 0, 1)
    assert not compared.differs
    assert _alarms(any_desk) == []


def test_the_first_day_of_a_month_is_not_compared(desk: Desk) -> None:
    """LINE does not say in which zone its month begins."""
    desk.site.clock.set_now(desk.now.replace(month=8, day=1, hour=3))
    assert _look(desk) is None


def test_others_may_write_while_the_month_is_counted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def count(session: Session, *_when: datetime) -> list[Spent]:
        with desk.site.house.database.write(patience=1):
            return spent(session, *_when)

    monkeypatch.setattr("bot.outbox.looking.spent", count)
    _send(desk, "ก")
    desk.site.advance(60)
    compared = _look(desk)
    assert compared is not None
    assert compared.ours == 1


def test_no_figures_end_the_task_with_the_reason(desk: Desk) -> None:
    desk.line(rate_500=1)
    assert _look(desk) is None
    desk.line()
    (task,) = desk.rows(ScheduledTask)
    assert task.state.value == "dropped"
    assert task.reason.startswith("LINE gave no figures")


def test_the_ledger_shows_both_figures(desk: Desk) -> None:
    _send(desk, "ก")
    _sent_by_hand(desk)
    desk.site.advance(60)
    _look(desk)
    house = desk.site.house
    made = command(
        lambda: house.database,
        lambda: house.clock,
        lambda: house.context.zone,
        lambda: Decimal("0.10"),
    )
    last = CliRunner().invoke(made, ["--language", "en"]).output.splitlines()[-1]
    assert last.endswith("LINE counted 2, we 1 (0 uncertain): they differ")
