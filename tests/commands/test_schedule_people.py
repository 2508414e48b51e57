"""`flask schedule list`: nudges and announcements to people of a cohort, past and to come."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from base.ids import retry_key
from commands.schedule import group
from models.announcements import Announcement, Recipient
from models.database import Database
from models.mailbox import Conversation, FormVersion, Mailbox
from models.many import Addressee, Mailing
from models.outbox import Outgoing
from models.programme import Cohort
from models.schedule import steps
from models.staff import Staff
from models.steps import Step
from models.tasks import ScheduledTask, plan
from models.words import (
    AddresseeState,
    AnnouncementState,
    ConversationState,
    MailingState,
    OutboxKind,
    OutboxState,
    Priority,
    TaskState,
)
from tests.commands.life import BANGKOK, At

NOW = At().now()
EVENING = NOW.replace(hour=17, minute=45)
LATER = NOW + timedelta(days=3)
NUDGE = sa.select(ScheduledTask).where(ScheduledTask.kind == "filling.nudge")


def told(database: Database, kind: str) -> list[Step]:
    with database.read() as session:
        return [one for one in steps(session, session.get_one(Cohort, "c")) if one.kind == kind]


def _half_filled(database: Database, *people: str) -> None:
    """A form half-way of each, of which they are reminded in the evening."""
    with database.write() as session:
        session.add(FormVersion(digest="d", room="register", source=b"", first_used_at=NOW))
        session.flush()
        for person in people:
            session.add(Mailbox(key=f"user:U{person}"))
            session.flush()
            form = Conversation(room="register", form_digest="d", state=ConversationState.LEFT)
            form.mailbox_key, form.account_id = f"user:U{person}", f"a{person}"
            form.opened_at = form.touched_at = NOW
            session.add(form)
            session.flush()
            plan(session, "filling.nudge", str(form.id), EVENING, NOW)


def test_nudges_of_one_evening_are_one_line_with_what_they_cost_at_most(life: Database) -> None:
    _half_filled(life, "1", "2")
    (step,) = told(life, "filling.nudge")
    assert (step.at, step.outcome, step.tasks, step.messages) == (EVENING, None, 2, 2)


def test_nudges_that_ended_differently_stand_apart_with_the_reason(life: Database) -> None:
    _half_filled(life, "1", "2")
    with life.write() as session:
        first, second = session.scalars(NUDGE).all()
        first.state = TaskState.RAN
        second.state, second.reason = TaskState.DROPPED, "not wanted any more"
        session.add(_sent(f"nudge:{first.subject}:"))
    found = {one.outcome: (one.reason, one.messages) for one in told(life, "filling.nudge")}
    assert found == {
        TaskState.RAN: ("", 1),
        TaskState.DROPPED: ("not wanted any more", 0),
    }


@pytest.mark.parametrize(
    ("state", "why", "told_as"),
    [
        (OutboxState.WAITING, "", (None, "written, waits for its turn", 1)),
        (OutboxState.HELD, "", (None, "written, waits for its turn", 1)),
        (
            OutboxState.WITHDRAWN,
            "too late to be useful",
            (TaskState.DROPPED, "too late to be useful", 0),
        ),
    ],
)
@pytest.mark.parametrize("kind", ["filling.nudge", "villages.silent"])
def test_a_nudge_that_was_written_and_not_sent_is_not_told_as_done(
    life: Database,
    kind: str,
    state: OutboxState,
    why: str,
    told_as: tuple[TaskState | None, str, int],
) -> None:
    _half_filled(life, "1")
    with life.write() as session:
        task = session.scalars(NUDGE).one()
        task.state = TaskState.RAN
        row = _sent("village:x" if kind == "villages.silent" else f"nudge:{task.subject}:")
        row.state, row.outcome, row.about_person = state, why, "1"
        session.add(row)
    (step,) = told(life, kind)
    assert (step.outcome, step.reason, step.messages) == told_as


@pytest.mark.parametrize(
    ("language", "words"),
    [("th", "เขียนไว้แล้ว รอถึงเวลาส่ง"), ("en", "written, waits for its turn")],
)
def test_that_it_waits_is_said_in_both_languages(life: Database, language: str, words: str) -> None:
    _half_filled(life, "1")
    with life.write() as session:
        task = session.scalars(NUDGE).one()
        task.state, row = TaskState.RAN, _sent(f"nudge:{task.subject}:")
        row.state = OutboxState.WAITING
        session.add(row)
    made = group(lambda: life, At, lambda: BANGKOK, lambda: Decimal("0.10"), lambda: 300)
    assert words in CliRunner().invoke(made, ["list", "--language", language]).output


def test_a_form_of_somebody_else_is_not_of_this_cohort(life: Database) -> None:
    with life.write() as session:
        plan(session, "filling.nudge", "4711", EVENING, NOW)
    assert told(life, "filling.nudge") == []


def test_a_village_that_was_asked_is_told_with_the_leader_of_the_cohort(life: Database) -> None:
    with life.write() as session:
        row = _sent("village:32060194:2026-07-01:a1")
        row.about_person = "1"
        session.add(row)
    (step,) = told(life, "villages.silent")
    assert (step.outcome, step.messages) == (TaskState.RAN, 1)


@pytest.mark.parametrize(
    ("state", "outcome", "messages", "reason"),
    [
        (AnnouncementState.ASKED, None, 1, "a second officer has to look at it"),
        (AnnouncementState.GOING, None, 1, ""),
        (AnnouncementState.CANCELLED, TaskState.DROPPED, 0, "cancelled"),
    ],
)
def test_a_planned_announcement_stands_at_its_moment(
    life: Database,
    state: AnnouncementState,
    outcome: TaskState | None,
    messages: int,
    reason: str,
) -> None:
    _announced(life, state, LATER)
    (step,) = told(life, "announcement")
    assert (step.at, step.outcome, step.messages, step.reason) == (LATER, outcome, messages, reason)


def test_an_announcement_that_went_tells_what_line_counted(life: Database) -> None:
    _announced(life, AnnouncementState.GOING, NOW, AddresseeState.SENT)
    (step,) = told(life, "announcement")
    assert (step.outcome, step.messages) == (TaskState.RAN, 1)


@pytest.mark.parametrize(
    ("language", "nudged", "news"),
    [("th", "เตือนเรื่องค้าง 2 รายการ", "ประกาศ 1"), ("en", "half-filled forms, 2", "announcement 1")],
)
def test_they_are_named_in_both_languages(
    life: Database, language: str, nudged: str, news: str
) -> None:
    _half_filled(life, "1", "2")
    _announced(life, AnnouncementState.GOING, LATER)
    made = group(lambda: life, At, lambda: BANGKOK, lambda: Decimal("0.10"), lambda: 300)
    output = CliRunner().invoke(made, ["list", "--language", language]).output
    assert nudged in output
    assert news in output


def _sent(key: str) -> Outgoing:
    row = Outgoing(dedupe_key=key, retry_key=retry_key(), priority=Priority.UNASKED)
    row.kind, row.state = OutboxKind.PUSH, OutboxState.SENT
    row.created_at = row.due_at = row.finished_at = EVENING
    return row


def _announced(
    database: Database,
    state: AnnouncementState,
    due: datetime,
    became: AddresseeState = AddresseeState.WAITING,
) -> None:
    """To person 1, by an officer whose account is that of person 2."""
    with database.write() as session:
        session.add(Staff(id="s", account_id="a2", role="admin", name="สมร", granted_at=NOW))
        session.flush()
        one = Announcement(author_id="s", words="ประชุม", audience="everyone", state=state)
        one.due_at, one.created_at = due, NOW
        session.add(one)
        session.flush()
        session.add(Recipient(announcement_id=one.id, person_id="1", account_id="a1"))
        mailing = Mailing(key=f"announcement:{one.id}:0:th", kind=OutboxKind.MULTICAST)
        mailing.state, mailing.priority = MailingState.GOING, Priority.UNASKED
        mailing.due_at, mailing.created_at = due, NOW
        session.add(mailing)
        session.flush()
        row = _sent(f"{mailing.key}:1")
        row.kind, row.mailing_id = OutboxKind.MULTICAST, mailing.id
        session.add(row)
        session.flush()
        session.add(
            Addressee(
                mailing_id=mailing.id,
                outgoing_id=row.id,
                account_id="a1",
                person_id="1",
                state=became,
            )
        )
