"""A form thrown away under its reminder: taken back or emptied, and no trace of when."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Thread

import sqlalchemy as sa

import bootstrap
from bot.tasks import Outcome
from handlers.feedback.anonymous import forget_conversation
from handlers.filling import tossed
from models.database import Database
from models.mailbox import Conversation, FormVersion, Mailbox
from models.tasks import ScheduledTask
from models.words import ConversationState

NOW = datetime.fromisoformat("2026-07-16T18:07:09+07:00")
KEY = "user:Utossed"


def test_the_emptying_is_planned_in_a_row_that_does_not_tell_the_moment(
    any_database: Database,
) -> None:
    _tossed(any_database)
    with any_database.read() as session:
        task = session.scalars(sa.select(ScheduledTask)).one()
    assert task.planned_for == datetime.fromisoformat("2026-07-17T19:00:00+07:00")
    assert task.created_at == datetime.fromisoformat("2026-07-16T00:00:00+00:00")


def test_a_story_that_is_sent_namelessly_leaves_no_task_of_its_form(
    any_database: Database,
) -> None:
    number = _tossed(any_database)
    with any_database.write() as session:
        form = session.get_one(Conversation, number)
        forget_conversation(session, KEY, form, None, NOW)
    with any_database.read() as session:
        assert session.scalars(sa.select(ScheduledTask.kind)).all() == ["erase.bytes"]


def test_what_is_taken_back_while_it_is_about_to_be_emptied_stays(
    any_house: bootstrap.WorkerHouse,
) -> None:
    number = _tossed(any_house.database)
    became: list[Outcome] = []
    emptying = Thread(target=lambda: became.append(_emptied(any_house)))
    with any_house.database.write() as session:
        session.get(Mailbox, KEY, with_for_update=True)
        emptying.start()
        emptying.join(0.3)  # it waits for us
        form = session.get_one(Conversation, number)
        form.state, form.ended_at = ConversationState.OPEN, None
    emptying.join(60)
    assert [one.dropped for one in became] == [True]
    with any_house.database.read() as session:
        assert session.get_one(Conversation, number).state_json == "{}"


def _tossed(database: Database) -> int:
    with database.write() as session:
        session.add(FormVersion(digest="d", room="case", source=b"", first_used_at=NOW))
        session.add(Mailbox(key=KEY))
        session.flush()
        form = Conversation(mailbox_key=KEY, room="case", form_digest="d", state_json="{}", turn=1)
        form.state = ConversationState.CANCELLED
        form.opened_at = form.touched_at = form.ended_at = NOW
        session.add(form)
        session.flush()
        tossed.plan_emptying(session, form, NOW)
        return form.id


def _emptied(house: bootstrap.WorkerHouse) -> Outcome:
    later = NOW + timedelta(days=1, hours=1)
    with house.database.write() as session:
        task = session.scalars(sa.select(ScheduledTask)).one()
        return tossed.empty(session, house.context, task, later)
