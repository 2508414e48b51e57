"""Issue: a village with no forum this quarter is asked, once, by its leader's phone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from base.ids import new_id
from bot.tasks import switched_off
from models.cases import Case
from models.consents import NUDGES, record
from models.forums import Forum
from models.outbox import Outgoing
from models.people import Account
from models.rests import Quarter, VillageRest
from models.tasks import ScheduledTask, plan
from models.words import Permission, TaskState
from tests.golden.cast.base import NONSOMMUT
from tests.handlers.conftest import Named
from tests.support.chat import Chat, at

TUESDAY = "2026-09-01T09:50"
HELP, NOT_NOW = "ขอวิทยากรช่วย", "ช่วงนี้ไม่สะดวก"


@pytest.fixture
def chat(people: Named) -> Chat:
    return people("headman")


def _morning(chat: Chat, moment: str = TUESDAY) -> list[str]:
    """What the clock plans at that moment is run; the dedupe keys of all questions so far."""
    now = at(chat.house, moment)
    with chat.house.database.write() as session:
        plan(session, "villages.silent", "all", now, now)
    chat.run_tasks()
    return [row.dedupe_key for row in chat.rows() if row.dedupe_key.startswith("village:")]


def _ended(chat: Chat) -> tuple[TaskState, str]:
    with chat.house.database.read() as session:
        task = session.scalars(sa.select(ScheduledTask).order_by(ScheduledTask.id.desc())).first()
        assert task is not None
        return task.state, task.reason


def _forum(chat: Chat, day: date) -> None:
    with chat.house.database.write() as session:
        now = chat.house.clock.now()
        forum = Forum(id=new_id(), village_code=NONSOMMUT, held_on=day, created_at=now)
        forum.fiscal_year_be = 2569
        session.add(forum)


def test_each_leader_is_asked_once_a_quarter(chat: Chat) -> None:
    assert len(_morning(chat)) == 1
    assert len(_morning(chat, "2026-09-02T09:50")) == 1
    assert len(_morning(chat, "2026-12-01T09:50")) == 2


@pytest.mark.parametrize("day", [date(2026, 7, 1), date(2026, 9, 30)])
def test_a_forum_of_this_quarter_held_or_to_come_is_enough(chat: Chat, day: date) -> None:
    _forum(chat, day)
    assert _morning(chat) == []


def test_a_forum_of_the_quarter_before_is_not(chat: Chat) -> None:
    _forum(chat, date(2026, 6, 30))
    assert len(_morning(chat)) == 1


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        ("2026-08-31T09:50", "not in a quarter's last month"),
        ("2026-09-05T09:50", "not a working day"),
    ],
)
def test_only_on_working_days_of_the_last_month(chat: Chat, moment: str, why: str) -> None:
    assert _morning(chat, moment) == []
    assert _ended(chat) == (TaskState.DROPPED, why)


def test_who_wants_no_reminders_is_not_asked(chat: Chat) -> None:
    with chat.house.database.write() as session:
        account = session.scalars(sa.select(Account)).one()
        record(session, account.id, None, NUDGES, 1, Permission.NO, chat.house.clock.now())
    assert _morning(chat) == []


def test_a_forum_reported_meanwhile_takes_the_question_back(chat: Chat) -> None:
    _morning(chat)
    _forum(chat, date(2026, 9, 1))
    with chat.house.database.read() as session:
        row = session.scalars(
            sa.select(Outgoing).where(Outgoing.dedupe_key.startswith("village:"))
        ).one()
        reason = chat.house.context.unwanted(session, row)
    assert reason == "a forum was held or planned meanwhile"


def test_asking_for_help_twice_is_one_case(chat: Chat) -> None:
    _morning(chat)
    chat.press(HELP)
    chat.press(HELP)
    with chat.house.database.read() as session:
        case = session.scalars(sa.select(Case)).one()
    assert (case.village_code, case.due_on) == (NONSOMMUT, date(2026, 9, 4))


@pytest.mark.parametrize("answer", [HELP, NOT_NOW])
def test_whatever_was_answered_the_village_rests_until_the_next_quarter(
    chat: Chat, answer: str
) -> None:
    _morning(chat)
    chat.press(answer)
    with chat.house.database.read() as session:
        rest = session.scalars(sa.select(VillageRest)).one()
    assert (rest.village_code, rest.quarter) == (NONSOMMUT, date(2026, 7, 1))


def test_who_leads_no_village_gets_nothing_by_its_button(chat: Chat, people: Named) -> None:
    _morning(chat)
    data = next(action["data"] for label, action in chat.buttons() if label == HELP)
    stranger = people("friend")
    stranger.event({"type": "postback", "postback": {"data": data}})
    with chat.house.database.read() as session:
        assert session.scalars(sa.select(Case)).all() == []


def test_a_setting_switches_it_off_and_the_task_says_so(chat: Chat) -> None:
    kinds = dict(chat.house.kinds)
    kinds["villages.silent"] = switched_off(kinds["villages.silent"])
    chat.house = replace(chat.house, kinds=kinds)
    assert _morning(chat) == []
    assert _ended(chat) == (TaskState.DROPPED, "switched off: NUDGES_OFF names village")


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 9, 30), date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 10, 1), date(2026, 12, 31)),
        (date(2027, 2, 3), date(2027, 1, 1), date(2027, 3, 31)),
    ],
)
def test_a_quarter_has_three_months(day: date, first: date, last: date) -> None:
    assert Quarter.of(day) == Quarter(first, last)


def test_the_question_waits_for_the_day_that_has_room(chat: Chat) -> None:
    _morning(chat)
    row = next(row for row in chat.rows() if row.dedupe_key.startswith("village:"))
    assert row.priority == "unasked"
    assert row.useful_until is not None
    assert row.useful_until.date() == date(2026, 9, 6)
